import { dateOf, mondayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import type { Tx } from '@songhua/kernel';
import { areaTree } from '@songhua/module-registry/api.ts';
import type { DailySeries } from '../domain/detection-series.ts';
import type { ChannelAlarm } from '../domain/fuse-night.ts';
import { dayNumber, weeksOf } from '../domain/judge-night.ts';
import { raiseSignal } from '../store/signals.ts';
import type { NightMeans } from './night-means.ts';

const evidenceOf = ({ evidence, judgements }: ChannelAlarm, series: DailySeries | undefined) => {
  const weeks = series ? weeksOf(series) : null;
  return {
    p: evidence.p,
    looks: evidence.looks,
    judgements: judgements.map(({ method, step, observed, expected, upper, alarm, p }) => ({
      ...{ method, step, observed, expected, upper, alarm, p },
    })),
    weeks: weeks
      ? { from: dateOf(weeks.firstDay), counts: weeks.counts.slice(-104), skipped: Math.max(0, weeks.counts.length - 104) }
      : null,
  };
};

/** Makes a signal of every channel that alarms in an area of the city; how many are new. */
export async function raiseAlarms(
  tx: Tx,
  day: string,
  alarms: readonly ChannelAlarm[],
  series: readonly DailySeries[],
  { now, newId }: NightMeans,
): Promise<number> {
  const last = dayNumber(day);
  let signals = 0;
  const inCity = new Set((await areaTree(tx)).map(({ code }) => code));
  for (const alarm of alarms) {
    const { channel, subject, area, town, evidence } = alarm;
    if (!inCity.has(area) || (town !== '' && !inCity.has(town))) continue;
    const { strongest } = evidence;
    const of = series.find((one) => one.channel === channel && one.subject === subject && one.area === area && one.town === town);
    const raised = await raiseSignal(
      tx,
      {
        // One a week: the same excess seen on the next night is the same signal.
        ...{ channel, source: 'detection', reference: `${subject}/${area}/${town}/${dateOf(mondayOf(last))}` },
        ...{
          area,
          town: town === '' ? null : town,
          place: null,
          subject,
          from: dateOf(strongest.from),
          to: dateOf(strongest.to),
        },
        ...{
          observed: strongest.observed,
          expected: strongest.expected,
          p: evidence.p,
          level: 'alarm',
          method: strongest.method,
        },
        ...{ said: null, evidence: evidenceOf(alarm, of) },
      },
      { by: null, now, newId },
    );
    if (raised.ok && raised.value.isNew) signals += 1;
  }
  return signals;
}
