import {
  type AnsweredSignal,
  type Channel,
  channels,
  type EventTimes,
  measureEvent,
  summariseEvents,
  surveillanceFigures,
  targetDays,
} from '@songhua/engine-outbreak';
import type { Figures } from '../contract.ts';
import { dayInBeijing } from './beijing-day.ts';
import { mondayOf } from './measure-completeness.ts';

export interface Judged {
  readonly raised: Date;
  readonly answered: Date | null;
  readonly outcome: 'true' | 'false' | 'unclear' | null;
  /** State of the event it became, null where it became none. */
  readonly event: string | null;
  readonly channel: Channel;
}

/** A true signal is a suspected outbreak; it is confirmed once its event was verified and not discarded. */
function outcomeOf({ outcome, event }: Judged): AnsweredSignal['outcome'] {
  if (event !== null && event !== 'reported' && event !== 'discarded') return 'confirmed';
  if (outcome === 'true') return 'suspected';
  return outcome === 'false' ? 'excluded' : null;
}

const toAnswered = (signal: Judged): AnsweredSignal => ({
  raised: signal.raised.getTime(),
  answered: signal.answered?.getTime() ?? null,
  outcome: outcomeOf(signal),
});

/** The figures of all signals, of each channel that has some, and of each week, over so many counties and days. */
export function summariseSignals(
  signals: readonly Judged[],
  counties: number,
  days: number,
): Pick<Figures, 'all' | 'byChannel' | 'byWeek'> {
  const over = (some: readonly Judged[], weeks: number) => surveillanceFigures(some.map(toAnswered), counties, weeks);
  const weeks = days / 7;
  const weekly = Map.groupBy(signals, ({ raised }) => mondayOf(dayInBeijing(raised)));
  return {
    all: over(signals, weeks),
    byChannel: channels.flatMap((channel) => {
      const own = signals.filter((one) => one.channel === channel);
      return own.length === 0 ? [] : [{ channel, ...over(own, weeks) }];
    }),
    byWeek: [...weekly].sort(([one], [other]) => (one < other ? -1 : 1)).map(([week, own]) => ({ week, ...over(own, 1) })),
  };
}

interface Times {
  readonly firstCaseAt: string | null;
  readonly detectedAt: string | null;
  readonly notifiedAt: string | null;
  readonly respondedAt: string | null;
}

const time = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso));

/** The register keeps one moment for all of the early response, so it stands for its actions. */
const timesOf = ({ firstCaseAt, detectedAt, notifiedAt, respondedAt }: Times): EventTimes => ({
  ...{ emerged: time(firstCaseAt), detected: time(detectedAt), notified: time(notifiedAt) },
  actions: { coordination: time(respondedAt) },
});

export interface EventOf717 {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly times: Times;
}

/** So many events are told one by one. */
const mostEvents = 500;

/** How events (the oldest first) met 7-1-7, together and each by itself. */
export function summarise717(events: readonly EventOf717[], now: Date): Figures['events'] {
  const measured = events.map((event) => ({ ...event, ...measureEvent(timesOf(event.times), now.getTime()) }));
  const { phases, judged, met } = summariseEvents(measured);
  return {
    ...{ judged, met, phases: phases.map((one) => ({ ...one, limitDays: targetDays[one.phase] })) },
    items: measured
      .slice(-mostEvents)
      .toReversed()
      .map(({ id, number, title, phases: own }) => ({ id, number, title, phases: [...own] })),
  };
}
