import type { Channel } from '@songhua/engine-outbreak/fusion/signal.ts';

/** Counts of one subject by one channel in one area, day by day without gaps. */
export interface DailySeries {
  readonly channel: Channel;
  readonly subject: string;
  /** County, or the whole city. */
  readonly area: string;
  /** '': the county as a whole. */
  readonly town: string;
  /** Of the first count, days since 1970-01-01. */
  readonly firstDay: number;
  readonly counts: readonly number[];
}

export interface DayCount {
  readonly channel: Channel;
  readonly subject: string;
  readonly area: string;
  readonly town: string;
  readonly day: number;
  readonly count: number;
}

const keyOf = (channel: string, subject: string, area: string, town: string): string => `${channel} ${subject} ${area} ${town}`;

/**
 * Series up to a day from counts of single days. A channel's series begin where that channel first counted anything, not earlier than `earliest`: before that nobody
 * looked, and no cases are no zeros. Counts of towns add up to their county; counts of the county that name no town are added.
 */
export function makeDailySeries(counts: readonly DayCount[], earliest: number, last: number): DailySeries[] {
  const begins = new Map<string, number>();
  for (const { channel, day } of counts)
    if (day >= earliest && day <= last) begins.set(channel, Math.min(begins.get(channel) ?? day, day));
  const found = new Map<string, { head: Omit<DailySeries, 'counts'>; counts: number[] }>();
  const add = ({ channel, subject, area, day, count }: DayCount, town: string): void => {
    const key = keyOf(channel, subject, area, town);
    const firstDay = begins.get(channel) ?? day;
    let one = found.get(key);
    if (!one) {
      one = {
        head: { channel, subject, area, town, firstDay },
        counts: new Array<number>(last - firstDay + 1).fill(0),
      };
      found.set(key, one);
    }
    one.counts[day - firstDay] = (one.counts[day - firstDay] ?? 0) + count;
  };
  for (const one of counts) {
    if (one.day < earliest || one.day > last) continue;
    add(one, '');
    if (one.town !== '') add(one, one.town);
  }
  return [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { head, counts: days }]) => ({ ...head, counts: days }));
}
