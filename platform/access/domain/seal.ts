import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** A key that seals secrets before they go into the database: 256 bits, and the short name under which sealed values know it. */
export interface SecretKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

const prefix = 's1';
const nonceLength = 12;
const tagLength = 16;

/** The key of these 32 bytes. Its name follows from them: a key cannot be filed under the name of another. */
export function secretKeyOf(bytes: Uint8Array): SecretKey {
  if (bytes.length !== 32) throw new Error(`a secret key has 32 bytes, not ${bytes.length}`);
  return { id: createHash('sha256').update('songhua secret key').update(bytes).digest('hex').slice(0, 12), bytes };
}

/** A key from its text: 64 hexadecimal digits, or base64 of 32 bytes. Null for anything else. */
export function readSecretKey(text: string): SecretKey | null {
  const plain = text.trim();
  if (/^[0-9a-f]{64}$/i.test(plain)) return secretKeyOf(Buffer.from(plain, 'hex'));
  const bytes = /^[A-Za-z0-9+/_-]{43}=?$/.test(plain) ? Buffer.from(plain, 'base64url') : null;
  return bytes?.length === 32 ? secretKeyOf(bytes) : null;
}

export const spellSecretKey = ({ bytes }: Pick<SecretKey, 'bytes'>): string => Buffer.from(bytes).toString('base64url');

export const makeSecretKey = (): SecretKey => secretKeyOf(randomBytes(32));

/** Whether a stored text is sealed; what versions before kept in the clear is not. */
export const isSealed = (text: string): boolean => text.startsWith(`${prefix}.`);

/** The name of the key that a sealed value was sealed with. */
export const keyIdOf = (sealed: string): string => sealed.split('.')[1] ?? '';

/**
 * Seals a text by AES-256-GCM for one place (a table and a row's key): `s1.<key>.<nonce, text, tag in base64url>`. A sealed value that is
 * carried to another row opens there no more than an altered one. The nonce is random: one key seals a few thousand values in its life.
 */
export function seal(key: SecretKey, place: string, text: string): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(`${prefix}.${key.id} ${place}`));
  const bytes = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${prefix}.${key.id}.${bytes.toString('base64url')}`;
}

/** What was sealed for this place. Throws where it was altered, carried here from elsewhere or sealed with another key. */
export function unseal(key: SecretKey, place: string, sealed: string): string {
  const bytes = Buffer.from(sealed.split('.')[2] ?? '', 'base64url');
  if (keyIdOf(sealed) !== key.id || bytes.length < nonceLength + tagLength)
    throw new Error(`what is sealed at ${place} is damaged`);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, nonceLength), { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(`${prefix}.${key.id} ${place}`)).setAuthTag(bytes.subarray(-tagLength));
  try {
    return decipher.update(bytes.subarray(nonceLength, -tagLength), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw new Error(`what is sealed at ${place} was altered or belongs elsewhere`, { cause });
  }
}
