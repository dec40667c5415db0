import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sm2 } from 'sm-crypto-v2';
import type { Algorithm } from './hash.ts';

/** Signs texts. The private key never leaves this process and its file, and is not in the database. */
export interface Signer {
  /** The public key with its kind, `ed25519:…` or `sm2:…`, hexadecimal. */
  readonly key: string;
  sign(text: string): string;
}

interface KeyFile {
  readonly kind: 'ed25519' | 'sm2';
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Where the raw key begins in the DER of a public Ed25519 key (RFC 8410). */
const spki = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** SM3 goes with SM2, as GM/T asks; else Ed25519. Node's own SM2 signatures leave out the signer's identity, hence the library. */
function makeKey(algorithm: Algorithm): KeyFile {
  if (algorithm === 'sm3') return { kind: 'sm2', ...sm2.generateKeyPairHex() };
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    kind: 'ed25519',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(pkcs8.length).toString('hex'),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(spki.length).toString('hex'),
  };
}

function signerOf({ kind, privateKey, publicKey }: KeyFile): Signer {
  const key = `${kind}:${publicKey}`;
  if (kind === 'sm2') return { key, sign: (text) => sm2.doSignature(text, privateKey, { hash: true, publicKey, der: true }) };
  const own = createPrivateKey({ key: Buffer.concat([pkcs8, Buffer.from(privateKey, 'hex')]), format: 'der', type: 'pkcs8' });
  return { key, sign: (text) => sign(null, Buffer.from(text), own).toString('hex') };
}

/** A signer whose key is forgotten with the process. */
export const passingSigner = (algorithm: Algorithm): Signer => signerOf(makeKey(algorithm));

/** The signer whose key lies in this file, made at the first time; readable by its owner alone. Two who come at once get the same. */
export async function openSigner(file: string, algorithm: Algorithm): Promise<Signer> {
  const path = `${file}.${algorithm === 'sm3' ? 'sm2' : 'ed25519'}.json`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const made = JSON.stringify(makeKey(algorithm));
  await writeFile(path, made, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return signerOf(JSON.parse(await readFile(path, 'utf8')) as KeyFile);
}

/** Whether whoever holds the key's private part signed this text. */
export function isSigned(text: string, signature: string, key: string): boolean {
  const [kind, publicKey = ''] = key.split(':');
  try {
    if (kind === 'sm2') return sm2.doVerifySignature(text, signature, publicKey, { hash: true, der: true });
    if (kind !== 'ed25519') return false;
    const own = createPublicKey({ key: Buffer.concat([spki, Buffer.from(publicKey, 'hex')]), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), own, Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}

/** A short name of a key, for people who compare. */
export const keyName = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 16);
