import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Tx } from '@songhua/kernel';
import { type CountedBy, countedBy, freeFrom, standing, type Tally } from '../domain/throttle.ts';

/** Who tries: to which account, from where, and by which browser that has been in that account before. */
export interface Trier {
  /** The username as it is typed; an unknown one is counted like any other. */
  readonly username: string;
  readonly address: string;
  /** Hash of the known browser's cookie. */
  readonly device: string | null;
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** One household or office of IPv6 has a /64 of addresses. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter((part) => part !== '');
  const right = (tail ?? '').split(':').filter((part) => part !== '');
  const all = tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return `${all
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}

const accountKey = (username: string): string => `account ${hashed(username.normalize('NFKC').toLowerCase())}`;

interface Counted {
  readonly by: CountedBy;
  readonly key: string;
}

/** The tally of wrong codes given after the right password; of unknown browsers. */
const codeKeysOf = ({ username, device }: Trier): readonly Counted[] =>
  device === null ? [{ by: 'code', key: `${accountKey(username)} codes` }] : [];

const keysOf = ({ username, address, device }: Trier): readonly Counted[] =>
  countedBy(device !== null)
    .map((by) => {
      const account = accountKey(username);
      const network = networkOf(address);
      return {
        by,
        key: { pair: `${account} from ${network}`, device: `${account} by ${device}`, address: `from ${network}` }[by],
      };
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));

/**
 * Counts a try as failed before it is looked at, so that many at once cannot pass together; `forgive` takes it back. Answers the moment
 * from which the next try is taken when this one is not: then it is not counted either.
 */
export const claimAttempt = (tx: Tx, trier: Trier, now: Date): Promise<Date | null> => claim(tx, keysOf(trier), now);

/** Counts a code as wrong before it is looked at, as `claimAttempt` does a password; a right one is followed by `forgetCodes`. */
export const claimCode = (tx: Tx, trier: Trier, now: Date): Promise<Date | null> => claim(tx, codeKeysOf(trier), now);

/** After a right code: the wrong ones before it no longer count. */
export async function forgetCodes(tx: Tx, trier: Trier): Promise<void> {
  await tx.query('delete from access.attempt where key = any($1)', [codeKeysOf(trier).map(({ key }) => key)]);
}

async function claim(tx: Tx, keys: readonly Counted[], now: Date): Promise<Date | null> {
  const names = keys.map(({ key }) => key);
  await tx.query(
    `insert into access.attempt (key, failures, last_at) select key, 0, $2 from unnest($1::text[]) as key order by key on conflict do nothing`,
    [names, now],
  );
  const rows = await tx.query<{ key: string; failures: number; last_at: Date }>(
    'select key, failures, last_at from access.attempt where key = any($1) order by key for update',
    [names],
  );
  const tallies = new Map<string, Tally>(rows.map(({ key, failures, last_at: lastAt }) => [key, { failures, lastAt }]));
  const waits = keys.flatMap(({ by, key }) => freeFrom(by, tallies.get(key), now) ?? []);
  if (waits.length > 0) return new Date(Math.max(...waits.map((moment) => moment.getTime())));
  for (const { by, key } of keys)
    await tx.query('update access.attempt set failures = $2, last_at = $3 where key = $1', [
      key,
      standing(by, tallies.get(key), now) + 1,
      now,
    ]);
  return null;
}

/** Takes one claim back: what was typed was right, but not yet all of it. */
export async function forgiveAttempt(tx: Tx, trier: Trier): Promise<void> {
  const keys = keysOf(trier).map(({ key }) => key);
  await tx.query('update access.attempt set failures = failures - 1 where key = any($1) and failures > 0', [keys]);
}

/** After a sign-in: the account has no failures from here any more; what the address did to other accounts stands. */
export async function forgetAttempts(tx: Tx, trier: Trier): Promise<void> {
  const keys = keysOf(trier);
  await tx.query('delete from access.attempt where key = any($1)', [
    keys.filter(({ by }) => by !== 'address').map(({ key }) => key),
  ]);
  await tx.query('update access.attempt set failures = failures - 1 where key = any($1) and failures > 0', [
    keys.filter(({ by }) => by === 'address').map(({ key }) => key),
  ]);
}

/** Lets everybody try this account anew: an administrator's word. */
export async function forgetAllAttempts(tx: Tx, username: string): Promise<void> {
  await tx.query(`delete from access.attempt where key ^@ $1`, [`${accountKey(username)} `]);
}

/** Failed tries of each of these accounts that still count, and from how many places. */
export async function failuresOf(
  tx: Tx,
  usernames: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, { readonly failures: number; readonly places: number }>> {
  const byKey = new Map(usernames.map((username) => [accountKey(username), username]));
  const rows = await tx.query<{ account: string; failures: number; places: number }>(
    `select substr(key, 1, 30) as account, sum(failures)::int as failures, count(*)::int as places
       from access.attempt where substr(key, 1, 30) = any($1) and last_at > $2 and failures > 0 group by 1`,
    [[...byKey.keys()], since],
  );
  return new Map(rows.map(({ account, failures, places }) => [byKey.get(account) ?? '', { failures, places }]));
}

/** Drops what no longer counts. */
export const dropOldAttempts = (tx: Tx, before: Date): Promise<unknown> =>
  tx.query('delete from access.attempt where last_at < $1', [before]);
