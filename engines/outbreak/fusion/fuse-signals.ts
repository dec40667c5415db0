import { type Combined, combineChances } from './combine-chances.ts';
import { type Channel, channels, rankSignals, type Signal } from './signal.ts';

/** What one channel says of a county and a subject. */
export interface ChannelEvidence {
  readonly channel: Channel;
  /** Its smallest p times the number of looks it took (Bonferroni): two methods that see the same cases are not two proofs. */
  readonly p: number;
  readonly looks: number;
  /** Whether it counts as a channel that says so. */
  readonly speaks: boolean;
  readonly strongest: Signal;
}

/** What all channels say of a county and a subject within the last days. */
export interface FusedEvidence {
  readonly county: string;
  readonly subject: string;
  readonly day: number;
  /** Channels with a judgement, the strongest first. */
  readonly channels: readonly ChannelEvidence[];
  /** Channels that are watched there and said nothing at all; they count as a p of 1. */
  readonly silent: readonly Channel[];
  /** Channels that speak. */
  readonly speaking: number;
  readonly combined: Combined;
  /** Ids of signals of rules for which one case is enough. */
  readonly immediate: readonly string[];
}

export interface FusionOptions {
  /** Signals whose window ended on this day or on one of the days before it: so many in all. */
  readonly day: number;
  readonly withinDays: number;
  /** A channel speaks if its p is at most this. */
  readonly speaksAt: number;
  readonly method: Combined['method'];
  /** Subjects that may be one thing: influenza as reported, as a syndrome, in sewage. */
  readonly subjectOf: (subject: string) => string;
  /** Channels that are watched for a subject in a county, whether or not they say anything. */
  readonly watched: (county: string, subject: string) => readonly Channel[];
}

function hear(signals: readonly Signal[], speaksAt: number): ChannelEvidence[] {
  const own = Map.groupBy(signals, ({ channel }) => channel);
  return channels.flatMap((channel) => {
    const [strongest, ...more] = rankSignals(own.get(channel) ?? []);
    if (!strongest) return [];
    const judged = [strongest, ...more].flatMap(({ p }) => p ?? []);
    const p = judged.length === 0 ? 1 : Math.min(1, judged.length * Math.min(...judged));
    const stated = [strongest, ...more].some(
      (signal) => signal.level === 'immediate' || (signal.p === null && signal.level === 'alarm'),
    );
    return [{ channel, p, looks: judged.length, speaks: stated || p <= speaksAt, strongest }];
  });
}

/**
 * All signals of the last days, put together by county and subject. Hand in every judgement, quiet ones too, so that the looks are counted and nothing is chosen by its result. A
 * method without p makes its channel speak when it alarms, and adds nothing to the combined p.
 */
export function fuseSignals(
  signals: readonly Signal[],
  { day, withinDays, speaksAt, method, subjectOf, watched }: FusionOptions,
): FusedEvidence[] {
  const recent = signals.filter(({ to }) => to <= day && to > day - withinDays);
  const groups = Map.groupBy(recent, ({ county, subject }) => JSON.stringify([county, subjectOf(subject)]));
  return [...groups].map(([key, own]) => {
    const [county, subject] = JSON.parse(key) as [string, string];
    const heard = hear(own, speaksAt).sort((one, other) => one.p - other.p);
    const silent = watched(county, subject).filter((channel) => !heard.some((one) => one.channel === channel));
    const chances = [...heard.filter(({ looks }) => looks > 0).map(({ p }) => p), ...silent.map(() => 1)];
    return {
      county,
      subject,
      day,
      channels: heard,
      silent,
      speaking: heard.filter(({ speaks }) => speaks).length,
      combined: combineChances(chances, method),
      immediate: own.filter(({ level }) => level === 'immediate').map(({ id }) => id),
    };
  });
}
