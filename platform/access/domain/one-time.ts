import { createHash, timingSafeEqual } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** What the code apps show as the place a code is for. */
const issuer = 'Songhua';

/** Six digits, half a minute, SHA-1: what every app takes (RFC 6238 and the usual key address). */
const step = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** A fresh secret of 160 bits, as the apps read it. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** The address that an app takes from the picture. */
export const addressOf = (secret: string, username: string): string =>
  new TOTP({ ...step, issuer, label: username, secret: Secret.fromBase32(secret) }).toString();

/**
 * The step of time a code is of: this half minute, the one before or the one after, and later than the last that was taken, so that a code
 * overheard is worth nothing. Null for any other code.
 */
export function stepOf(code: string, secret: string, lastStep: number, now: Date): number | null {
  const token = code.normalize('NFKC').replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = now.getTime();
  const delta = TOTP.validate({ ...step, token, secret: Secret.fromBase32(secret), timestamp, window: 1 });
  if (delta === null) return null;
  const found = TOTP.counter({ period: step.period, timestamp }) + delta;
  return found > lastStep ? found : null;
}

/** Letters and digits that are not taken for each other. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** Random bytes that a code is spelled from: 24 characters of 31, of which the likeliest has 4.8 bits: 115 bits at least. */
export const codeBytes = 24;

/** A code to be read and typed by people, of that many random bytes. */
export function spellCode(bytes: Uint8Array): string {
  const letters = [...bytes.subarray(0, codeBytes)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return letters.replace(/(.{4})(?!$)/g, '$1-');
}

/** As it was meant, however typed. */
const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

/** What is kept of a code; it has too many bits to be found by trying. */
export const hashCode = (code: string): string => createHash('sha256').update(plainCode(code)).digest('base64url');

/** Compared in constant time. */
export function isCode(typed: string, hash: string): boolean {
  const [a, b] = [Buffer.from(hashCode(typed)), Buffer.from(hash)];
  return a.length === b.length && timingSafeEqual(a, b);
}
