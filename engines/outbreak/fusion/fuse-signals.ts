import { type Combined, combineChances } from './combine-chances.ts';
import { type Channel, channels, rankSignals, type Signal } from './signal.ts';

/** What one channel says of a county and a subject. */
export interface ChannelEvidence {
  readonly channel: Channel;
  /** Its smallest p times the number of looks it took (Bonferroni): two methods that see the same cases are not two proofs. An alarm without p has the one the options give it, no alarm 1. */
  readonly p: number;
  readonly looks: number;
  /** Whether it counts as a channel that says so. */
  readonly speaks: boolean;
  readonly strongest: Signal;
  /** Channels that see some of the same patients: with these it is one proof. */
  readonly sharesWith: readonly Channel[];
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
  /** Channels that speak; those that share patients count once together. */
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
  /** Pairs of channels that see some of the same patients, a laboratory's result and the card of the same case: all that hang together by pairs are one proof, not several. */
  readonly sharesPatients?: readonly (readonly [Channel, Channel])[];
  /** What an alarm of a method without p counts as; .01 where it is not said. */
  readonly alarmWithoutP?: number;
  /** No p that was not calibrated counts as less than this; 1e-4 where it is not said. */
  readonly leastUncalibrated?: number;
}

/** A signal with the p it counts as: null for rules of single cases, which are no statistics. */
function believe(signal: Signal, { alarmWithoutP = 0.01, leastUncalibrated = 1e-4 }: FusionOptions): Signal {
  const { p, level, calibrated } = signal;
  if (p !== null) return calibrated ? signal : { ...signal, p: Math.max(leastUncalibrated, p) };
  return level === 'immediate' ? signal : { ...signal, p: level === 'alarm' ? alarmWithoutP : 1 };
}

/** Channels by those they hang together with, themselves among them. */
function tieChannels(pairs: NonNullable<FusionOptions['sharesPatients']>): (channel: Channel) => Channel {
  const first = new Map<Channel, Channel>(channels.map((channel) => [channel, channel]));
  for (const [one, other] of pairs) {
    const [kept, gone] = [first.get(one) ?? one, first.get(other) ?? other];
    for (const [channel, of] of first) if (of === gone) first.set(channel, kept);
  }
  return (channel) => first.get(channel) ?? channel;
}

function hear(signals: readonly Signal[], options: FusionOptions, tied: (channel: Channel) => Channel): ChannelEvidence[] {
  const own = Map.groupBy(signals, ({ channel }) => channel);
  return channels.flatMap((channel) => {
    const all = rankSignals((own.get(channel) ?? []).map((signal) => believe(signal, options)));
    const [strongest] = all;
    if (!strongest) return [];
    const judged = all.flatMap(({ p }) => p ?? []);
    const p = Math.min(1, judged.length * judged.reduce((least, one) => Math.min(least, one), 1));
    const stated = signals.some(
      (signal) => signal.channel === channel && (signal.level === 'immediate' || (signal.p === null && signal.level === 'alarm')),
    );
    const sharesWith = channels.filter((other) => other !== channel && own.has(other) && tied(other) === tied(channel));
    return [
      {
        channel,
        p: judged.length === 0 ? 1 : p,
        looks: judged.length,
        speaks: stated || p <= options.speaksAt,
        strongest,
        sharesWith,
      },
    ];
  });
}

/** One p for each group of channels that share patients: its smallest times their number, silent ones too. */
function chancesOf(heard: readonly ChannelEvidence[], silent: readonly Channel[], tied: (channel: Channel) => Channel): number[] {
  const all = [...heard.filter(({ looks }) => looks > 0), ...silent.map((channel) => ({ channel, p: 1 }))];
  return [...Map.groupBy(all, ({ channel }) => tied(channel)).values()].map((group) =>
    Math.min(1, group.length * group.reduce((least, { p }) => Math.min(least, p), 1)),
  );
}

/**
 * All signals of the last days, put together by county and subject. Hand in every judgement, quiet ones too, so that the looks are counted and nothing is chosen by its result. A
 * method without p makes its channel speak when it alarms, and counts as the p that the options give it.
 */
export function fuseSignals(signals: readonly Signal[], options: FusionOptions): FusedEvidence[] {
  const { day, withinDays, method, subjectOf, watched } = options;
  const tied = tieChannels(options.sharesPatients ?? []);
  const recent = signals.filter(({ to }) => to <= day && to > day - withinDays);
  const groups = Map.groupBy(recent, ({ county, subject }) => JSON.stringify([county, subjectOf(subject)]));
  return [...groups].map(([key, own]) => {
    const [county, subject] = JSON.parse(key) as [string, string];
    const heard = hear(own, options, tied).sort((one, other) => one.p - other.p);
    const silent = watched(county, subject).filter((channel) => !heard.some((one) => one.channel === channel));
    return {
      county,
      subject,
      day,
      channels: heard,
      silent,
      speaking: new Set(heard.flatMap(({ speaks, channel }) => (speaks ? [tied(channel)] : []))).size,
      combined: combineChances(chancesOf(heard, silent, tied), method),
      immediate: own.filter(({ level }) => level === 'immediate').map(({ id }) => id),
    };
  });
}
