import type { Channel } from '@songhua/engine-outbreak/fusion/signal.ts';

/** What is counted where. */
export interface SeriesHead {
  readonly channel: Channel;
  readonly subject: string;
  /** County, or the whole city. */
  readonly area: string;
  /** '': the county as a whole. */
  readonly town: string;
}

/** Counts of one subject by one channel in one area, day by day without gaps. */
export interface DailySeries extends SeriesHead {
  /** Of the first count, days since 1970-01-01. */
  readonly firstDay: number;
  readonly counts: ArrayLike<number>;
}

/** Counts of single days, eight bytes each: day since 1970-01-01 and count, both whole and the most significant byte first. Days in any order, also more than once. */
export interface PackedCounts extends SeriesHead {
  readonly days: Uint8Array;
}

/**
 * What was seen, eight bytes for each resource, the most significant first: two of days after `from`, six that stand for the visit. What is equal
 * counts once. Of a hundred visits on a day two are taken for one once in fifty thousand million days.
 */
export interface PackedVisits extends SeriesHead {
  /** Since 1970-01-01. */
  readonly from: number;
  readonly visits: Uint8Array;
}

/** Visits by day. */
export function countVisits({ from, visits }: Pick<PackedVisits, 'from' | 'visits'>): Uint8Array {
  const sorted = new BigUint64Array(Uint8Array.from(visits).buffer);
  Buffer.from(sorted.buffer).swap64();
  sorted.sort();
  // Halves of numbers: the platform's own order of bytes is little.
  const halves = new Uint32Array(sorted.buffer);
  const pairs: { day: number; count: number }[] = [];
  for (let at = 0; at < halves.length; at += 2) {
    if (at > 0 && halves[at] === halves[at - 2] && halves[at + 1] === halves[at - 1]) continue;
    const day = from + ((halves[at + 1] ?? 0) >>> 16);
    const last = pairs.at(-1);
    if (last?.day === day) last.count += 1;
    else pairs.push({ day, count: 1 });
  }
  return packCounts(pairs);
}

/** Days and counts as they are packed. */
export function packCounts(pairs: readonly { readonly day: number; readonly count: number }[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(pairs.length * 8));
  for (const [at, { day, count }] of pairs.entries()) {
    view.setInt32(at * 8, day);
    view.setInt32(at * 8 + 4, count);
  }
  return new Uint8Array(view.buffer);
}

function eachDay({ days }: PackedCounts, take: (day: number, count: number) => void): void {
  const view = new DataView(days.buffer, days.byteOffset, days.byteLength);
  for (let at = 0; at + 8 <= days.byteLength; at += 8) take(view.getInt32(at), view.getInt32(at + 4));
}

/** The days that were counted, as they were packed. */
export function unpackCounts(packed: PackedCounts): { readonly day: number; readonly count: number }[] {
  const found: { day: number; count: number }[] = [];
  eachDay(packed, (day, count) => found.push({ day, count }));
  return found;
}

const keyOf = ({ channel, subject, area }: SeriesHead, town: string): string => `${channel} ${subject} ${area} ${town}`;

/**
 * Series up to a day from counts of single days. A channel's series begin where that channel first counted anything, not earlier than `earliest`: before that nobody
 * looked, and no cases are no zeros. Counts of towns add up to their county; counts of the county that name no town are added.
 */
export function makeDailySeries(packed: readonly (PackedCounts | PackedVisits)[], earliest: number, last: number): DailySeries[] {
  const counts = packed.map((one): PackedCounts => ('days' in one ? one : { ...one, days: countVisits(one) }));
  const begins = new Map<Channel, number>();
  for (const one of counts) {
    let least = begins.get(one.channel) ?? Number.POSITIVE_INFINITY;
    eachDay(one, (day) => {
      if (day >= earliest && day <= last && day < least) least = day;
    });
    if (least <= last) begins.set(one.channel, least);
  }
  const found = new Map<string, DailySeries & { readonly counts: Int32Array }>();
  const add = (one: PackedCounts, town: string, firstDay: number): void => {
    const key = keyOf(one, town);
    const known = found.get(key);
    const counts = known?.counts ?? new Int32Array(new SharedArrayBuffer((last - firstDay + 1) * 4));
    let any = known !== undefined;
    eachDay(one, (day, count) => {
      if (day < earliest || day > last) return;
      counts[day - firstDay] = (counts[day - firstDay] ?? 0) + count;
      any = true;
    });
    const { channel, subject, area } = one;
    if (!known && any) found.set(key, { channel, subject, area, town, firstDay, counts });
  };
  for (const one of counts) {
    const firstDay = begins.get(one.channel);
    if (firstDay === undefined) continue;
    add(one, '', firstDay);
    if (one.town !== '') add(one, one.town, firstDay);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, series]) => series);
}
