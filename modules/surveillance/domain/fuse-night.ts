import { calibrateSignals } from '@songhua/engine-outbreak/fusion/calibrate.ts';
import { type ChannelEvidence, type FusedEvidence, fuseSignals } from '@songhua/engine-outbreak/fusion/fuse-signals.ts';
import { type OutbreakWarning, raiseWarnings } from '@songhua/engine-outbreak/fusion/raise-warnings.ts';
import type { Channel, Signal } from '@songhua/engine-outbreak/fusion/signal.ts';
import type { ThresholdSet } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import type { SeriesHead } from './detection-series.ts';
import type { DetectionSettings } from './detection-settings.ts';
import type { Judgement } from './judge-night.ts';
import { readSubject } from './series-subject.ts';

/** What one method said on nights before: its p is held against these. */
export interface PastJudgements extends Pick<Signal, 'channel' | 'method'> {
  readonly p: ArrayLike<number>;
}

/** A signal on the board that no detector raised: a form, a program, a rule. */
export interface BoardSignal {
  readonly id: string;
  readonly channel: Channel;
  readonly area: string;
  readonly subject: string;
  readonly from: number;
  readonly to: number;
  readonly observed: number;
  readonly expected: number | null;
  readonly level: 'alarm' | 'immediate';
}

/** A channel that alarms about a place; what becomes a signal on the board. */
export interface ChannelAlarm {
  readonly channel: Channel;
  readonly subject: string;
  readonly area: string;
  readonly town: string;
  readonly evidence: ChannelEvidence;
  readonly judgements: readonly Judgement[];
}

export interface FusedNight {
  readonly alarms: readonly ChannelAlarm[];
  readonly warnings: readonly OutbreakWarning[];
}

/** The same patients stand behind these: a card, a result and a visit of one person are one proof. */
const sharesPatients = [
  ['case-reports', 'laboratories'],
  ['case-reports', 'syndromes'],
] as const satisfies readonly (readonly [Channel, Channel])[];

/** Subjects that may be one thing: what a syndrome is mostly the first sign of. This project's choice, not verified. */
export const oneThing: Readonly<Record<string, string>> = {
  influenza: 'syn-ili',
  'covid-19': 'syn-ili',
  'hand-foot-mouth': 'syn-rash',
  measles: 'syn-rash',
  rubella: 'syn-rash',
  'other-diarrhoea': 'syn-diarrhoea',
  dysentery: 'syn-diarrhoea',
  cholera: 'syn-diarrhoea',
  'scarlet-fever': 'syn-rash',
  'viral-hepatitis': 'syn-jaundice',
  'haemorrhagic-conjunctivitis': 'syn-eyes',
  'haemorrhagic-fever': 'syn-haemorrhagic',
  'japanese-encephalitis': 'syn-neurological',
  meningococcal: 'syn-neurological',
};
export function subjectOf(subject: string): string {
  const { disease } = readSubject(subject);
  return oneThing[disease] ?? disease;
}

export const methodOf = ({ method, step }: Pick<Judgement, 'method' | 'step'>): string => `${method}/${step}`;
const placeOf = (area: string, town: string): string => (town === '' ? area : `${area}/${town}`);

function asSignal(judgement: Judgement, at: number): Signal {
  const { channel, subject, area, town, from, to, observed, expected, alarm, p } = judgement;
  return {
    ...{ id: String(at), channel, subject, from, to, observed, expected, p },
    method: methodOf(judgement),
    county: placeOf(area, town),
    level: alarm ? 'alarm' : 'quiet',
  };
}

/**
 * Tonight's judgements and what stands on the board, put together: which channels alarm where, and which warnings that gives. A town speaks for itself only where its
 * county's channel does not.
 */
export function fuseNight(
  day: number,
  judgements: readonly Judgement[],
  series: readonly SeriesHead[],
  board: readonly BoardSignal[],
  past: readonly PastJudgements[],
  thresholds: ThresholdSet,
  { speaksAt, withinDays }: Pick<DetectionSettings, 'speaksAt' | 'withinDays'>,
): FusedNight {
  const quiet = { id: '', county: '', subject: '', from: 0, to: 0, observed: 0, expected: null, level: 'quiet' } as const;
  const history = past.flatMap(({ channel, method, p }) =>
    Array.from(p, (one): Signal => ({ ...quiet, channel, method, p: one })),
  );
  const own = calibrateSignals(judgements.map(asSignal), history);
  const told = board.map(
    (one): Signal => ({
      ...{ ...one, id: `signal/${one.id}`, method: 'board', county: one.area, p: null },
    }),
  );
  const watched = Map.groupBy(series, ({ area, town, subject }) => `${placeOf(area, town)} ${subjectOf(subject)}`);
  const fused = fuseSignals([...own, ...told], {
    ...{ day, withinDays: Math.max(withinDays, 7), speaksAt, method: 'fisher', subjectOf, sharesPatients },
    watched: (county, subject) => [...new Set((watched.get(`${county} ${subject}`) ?? []).map(({ channel }) => channel))],
  });
  return {
    alarms: alarmsIn(fused, judgements),
    warnings: raiseWarnings(
      fused.filter(({ county }) => !county.includes('/')),
      thresholds,
    ),
  };
}

const keyOf = ({ channel, subject, area, town }: SeriesHead): string => `${channel} ${subject} ${area} ${town}`;

function alarmsIn(fused: readonly FusedEvidence[], judgements: readonly Judgement[]): ChannelAlarm[] {
  const ofSeries = Map.groupBy(judgements, keyOf);
  const loud = fused.flatMap(({ county, channels }) =>
    channels.flatMap((evidence) => {
      const { strongest, speaks, channel } = evidence;
      const first = strongest.method === 'board' ? undefined : judgements[Number(strongest.id)];
      if (!speaks || strongest.level === 'quiet' || !first) return [];
      const [area = '', town = ''] = county.split('/');
      const head = { channel, subject: first.subject, area, town };
      return [{ ...head, evidence, judgements: ofSeries.get(keyOf(head)) ?? [] }];
    }),
  );
  const counties = new Set(loud.flatMap((one) => (one.town === '' ? [keyOf(one)] : [])));
  return loud.filter((one) => one.town === '' || !counties.has(keyOf({ ...one, town: '' })));
}
