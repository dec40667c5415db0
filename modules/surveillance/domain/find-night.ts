import { dateOf, mondayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import type { SignalDraft, Warning, WarningDetail } from '../contract.ts';
import type { DailySeries, SeriesHead } from './detection-series.ts';
import { type ChannelAlarm, type FusedNight, methodOf, type PastJudgements, subjectOf } from './fuse-night.ts';
import { type Judgement, weeksOf } from './judge-night.ts';
import { describeChannels, sayReason } from './say-warning.ts';
import type { ScannedCluster } from './scan-night.ts';
import { readSubject } from './series-subject.ts';

/** A warning that a night gives, with what it rests on. */
export interface FoundWarning extends Pick<Warning, 'area' | 'subject' | 'level' | 'speaking' | 'p' | 'thresholds'> {
  readonly immediate: boolean;
  readonly content: Pick<WarningDetail, 'channels' | 'silent' | 'why'>;
}

/** What a night found, ready to be written. */
export interface FoundNight {
  readonly series: number;
  readonly judgements: number;
  readonly alarms: number;
  readonly signals: readonly SignalDraft[];
  readonly warnings: readonly FoundWarning[];
  /** Clusters of cases in towns that the space–time scan found. */
  readonly clusters: readonly ScannedCluster[];
  /** What methods said, by channel and method: later nights are held against it. */
  readonly judged: readonly PastJudgements[];
  /** Lines of `COPY surveillance.judgement`. */
  readonly lines: readonly Uint8Array[];
}

const weeksKept = 104;
const placeOf = ({ channel, subject, area, town }: SeriesHead): string => `${channel} ${subject} ${area} ${town}`;

function evidenceOf({ subject, evidence, judgements }: ChannelAlarm, series: DailySeries | undefined): SignalDraft['evidence'] {
  const weeks = series ? weeksOf(series) : null;
  return {
    series: subject,
    p: evidence.p,
    looks: evidence.looks,
    judgements: judgements.map(({ method, step, observed, expected, upper, alarm, p }) => ({
      ...{ method, step, observed, expected, upper, alarm, p },
    })),
    weeks: weeks
      ? {
          from: dateOf(weeks.firstDay),
          counts: weeks.counts.slice(-weeksKept),
          skipped: Math.max(0, weeks.counts.length - weeksKept),
        }
      : null,
  };
}

/** The signals of channels that alarm, one a week for each place and subject: the same excess seen on the next night is the same signal. */
export function draftSignals(last: number, alarms: readonly ChannelAlarm[], series: readonly DailySeries[]): SignalDraft[] {
  const at = new Map(series.map((one) => [placeOf(one), one]));
  return alarms.map((alarm) => {
    const { channel, subject, area, town, evidence } = alarm;
    const { strongest } = evidence;
    return {
      ...{ channel, reference: `${subject}/${area}/${town}/${dateOf(mondayOf(last))}`, area, town: town === '' ? null : town },
      ...{ place: null, subject: readSubject(subject).disease, from: dateOf(strongest.from), to: dateOf(strongest.to) },
      ...{ observed: strongest.observed, expected: strongest.expected, p: evidence.p, level: 'alarm', method: strongest.method },
      ...{ said: null, evidence: evidenceOf(alarm, at.get(placeOf(alarm))) },
    };
  });
}

/** The warnings of a night in words, each with the counts and judgements of its channels. */
export function draftWarnings(
  { warnings }: FusedNight,
  judgements: readonly Judgement[],
  series: readonly DailySeries[],
): FoundWarning[] {
  const keyOf = ({ area, subject }: SeriesHead): string => `${area} ${subjectOf(subject)}`;
  const wanted = new Set(warnings.map(({ evidence: { county, subject } }) => `${county} ${subject}`));
  const own = <T extends SeriesHead>(all: readonly T[]) =>
    Map.groupBy(
      all.filter((one) => one.town === '' && wanted.has(keyOf(one))),
      keyOf,
    );
  const [judged, counted] = [own(judgements), own(series)];
  return warnings.map((warning) => {
    const { level, evidence, thresholds, why } = warning;
    const key = `${evidence.county} ${evidence.subject}`;
    return {
      ...{ area: evidence.county, subject: evidence.subject, level, speaking: evidence.speaking, p: evidence.combined.p },
      ...{ thresholds, immediate: evidence.immediate.length > 0 },
      content: {
        channels: describeChannels(warning, judged.get(key) ?? [], counted.get(key) ?? []),
        silent: [...evidence.silent],
        why: why.map(sayReason),
      },
    };
  });
}

/** Of more values than this as many as stand for all are kept. */
const mostKept = 500;

/** What methods said, by channel and method: of very many, values evenly apart in their order. */
export function sampleJudged(judgements: readonly Judgement[]): PastJudgements[] {
  const kinds = Map.groupBy(judgements, (one) => `${one.channel} ${methodOf(one)}`);
  return [...kinds.values()].flatMap((own) => {
    const all = Float64Array.from(own.flatMap(({ p }) => p ?? [])).sort();
    const [first] = own;
    if (!first || all.length === 0) return [];
    const kept = Math.min(mostKept, all.length);
    const p = Array.from({ length: kept }, (_, at) => all[Math.floor(((at + 0.5) * all.length) / kept)] ?? 1);
    return [{ channel: first.channel, method: methodOf(first), p }];
  });
}
