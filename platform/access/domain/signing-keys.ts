import type { JWK } from 'jose';

/** A key that signs what the provider says, with its life. */
export interface SigningKey {
  readonly jwk: JWK;
  /** ISO instant. */
  readonly madeAt: string;
  /** ISO instant from which on it is no longer shown; null while none has taken its place. */
  readonly goneAt: string | null;
}

/** A new key is shown this long before it signs, ms: every process and every reader has seen it by then. */
export const shownBefore = 5 * 60_000;

/** A replaced key is shown this long, ms: longer than anything it signed is good for. */
export const shownAfter = 24 * 60 * 60_000;

/**
 * The life of a key:
 *
 *   shown --five minutes--> signing --another signs--> shown only --a day--> gone
 *
 * What a process shows at this moment, for each way of signing the one that signs first.
 */
export function keysAt(keys: readonly SigningKey[], now: Date): readonly JWK[] {
  const shown = keys.filter(({ goneAt }) => goneAt === null || Date.parse(goneAt) > now.getTime());
  const age = ({ madeAt }: SigningKey): number => now.getTime() - Date.parse(madeAt);
  const ready = shown.filter((key) => age(key) >= shownBefore).sort((a, b) => age(a) - age(b));
  // The first keys of all sign at once: there are no others.
  const fresh = shown.filter((key) => age(key) < shownBefore).sort((a, b) => age(b) - age(a));
  return [...ready, ...fresh].map(({ jwk }) => jwk);
}

/** The keys after a change: the new ones beside the old, which go in their time; those that are gone are forgotten. */
export function replaceKeys(keys: readonly SigningKey[], made: readonly JWK[], now: Date): readonly SigningKey[] {
  const goneAt = new Date(now.getTime() + shownBefore + shownAfter).toISOString();
  const kept = keys
    .filter((key) => key.goneAt === null || Date.parse(key.goneAt) > now.getTime())
    .map((key) => ({ ...key, goneAt: key.goneAt ?? goneAt }));
  return [...kept, ...made.map((jwk) => ({ jwk, madeAt: now.toISOString(), goneAt: null }))];
}
