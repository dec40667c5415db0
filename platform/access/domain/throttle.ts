/**
 * How long somebody must wait who keeps giving wrong passwords or codes.
 *
 * What is counted, and who can make whom wait:
 *
 *   unknown browser  ->  account + address: another address is not touched by it
 *                    ->  address alone: one address that tries many accounts; only unknown browsers wait for it
 *   known browser    ->  account + browser: nobody else can add to it, and it waits for nothing else
 *   wrong code       ->  the account's codes: after the right password alone, wherever it came from; known browsers do not wait for it
 *
 * A browser is known for an account when somebody has signed in to that account with it. So whoever guesses passwords slows down his own
 * address and never the browser that the account's owner uses.
 *
 *   free --one try too many--> waiting 2 s, 4 s, 8 s … 15 min after each further one --a day of quiet, or success--> free
 */
export type TriedBy = 'pair' | 'device' | 'address';
export type CountedBy = TriedBy | 'code';

export interface Tally {
  readonly failures: number;
  readonly lastAt: Date;
}

interface Patience {
  /** Failures that cost no wait. */
  readonly free: number;
  /** Longest wait, ms. */
  readonly most: number;
  /** Quiet after which all is forgotten, ms. */
  readonly forget: number;
}

const minute = 60_000;
const hour = 60 * minute;

export const patienceWith: Readonly<Record<CountedBy, Patience>> = {
  pair: { free: 5, most: 15 * minute, forget: 24 * hour },
  device: { free: 10, most: 15 * minute, forget: 24 * hour },
  address: { free: 100, most: 5 * minute, forget: hour },
  // Addresses are cheap, and a million codes are few: some forty guesses an hour at most, and hours of them are noted.
  code: { free: 10, most: 15 * minute, forget: 24 * hour },
};

/** First wait, ms; each further failure doubles it. */
const first = 2_000;

/** Wait after that many failures, ms; never shorter for more of them. */
export function waitAfter(by: CountedBy, failures: number): number {
  const { free, most } = patienceWith[by];
  return failures < free ? 0 : Math.min(most, first * 2 ** Math.min(failures - free, 30));
}

/** The failures that still count. */
export const standing = (by: CountedBy, tally: Tally | undefined, now: Date): number =>
  tally && now.getTime() - tally.lastAt.getTime() < patienceWith[by].forget ? tally.failures : 0;

/** Moment from which the next try is taken; null when it is taken now. */
export function freeFrom(by: CountedBy, tally: Tally | undefined, now: Date): Date | null {
  const wait = waitAfter(by, standing(by, tally, now));
  // The clocks of two processes differ a little: where there is nothing to wait for, they must not matter.
  const until = wait === 0 ? 0 : (tally?.lastAt.getTime() ?? 0) + wait;
  return until > now.getTime() ? new Date(until) : null;
}

/** What a try is counted by. */
export const countedBy = (knownDevice: boolean): readonly TriedBy[] => (knownDevice ? ['device'] : ['pair', 'address']);
