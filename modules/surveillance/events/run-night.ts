import { dateOf, mondayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { eventReportRules } from '@songhua/engine-outbreak/clusters/event-report-rules.ts';
import { judgeClusters } from '@songhua/engine-outbreak/clusters/judge-clusters.ts';
import { thresholdsOn } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import type { RecordStore, Tx } from '@songhua/kernel';
import { areaTree, institutionsOfArea } from '@songhua/module-registry/api.ts';
import { caseFacts, countCases } from '@songhua/module-reporting/api.ts';
import type { CaseFact } from '@songhua/module-reporting/contract.ts';
import type { Night } from '../contract.ts';
import { judgeInThreads } from '../detect/judge-in-threads.ts';
import { placeSeen } from '../detect/place-seen.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { type DailySeries, type DayCount, makeDailySeries } from '../domain/detection-series.ts';
import { type ChannelAlarm, fuseNight } from '../domain/fuse-night.ts';
import { dayNumber, type Judgement, weeksOf } from '../domain/judge-night.ts';
import { singleRules } from '../domain/judge-single.ts';
import { answerHoursOf, describeChannels, sayReason } from '../domain/say-warning.ts';
import { readDetectionSettings, readThresholds } from '../store/detection-settings.ts';
import { holdNights, pastJudgements, writeNight } from '../store/judgements.ts';
import { readCounts } from '../store/series.ts';
import { raiseSignal } from '../store/signals.ts';
import { boardSignals, raiseWarning } from '../store/warnings.ts';

export interface NightMeans {
  readonly records: RecordStore;
  readonly now: Date;
  readonly newId: () => string;
  readonly threads: number;
  /** For how long it took. */
  readonly clock: () => Date;
}

/** Six years: what the methods that look farthest back ask for. */
const daysBack = 6 * 366;
/** A p is held against so many earlier ones of its channel and method. */
const mostPast = 2000;

/** All series of the city up to a day: what is reported, what records say, what sentinels and programs count. */
export async function loadSeries(tx: Tx, records: RecordStore, day: string): Promise<readonly DailySeries[]> {
  const last = dayNumber(day);
  const from = dateOf(last - daysBack);
  await placeSeen(tx, records);
  return readSeries(tx, from, last);
}

/** The same of what is placed already. */
export async function readSeries(tx: Tx, from: string, last: number): Promise<readonly DailySeries[]> {
  const to = dateOf(last);
  const areas = await areaTree(tx);
  const root = areas.find(({ parent }) => parent === null);
  const institutions = root ? await institutionsOfArea(tx, root.code) : [];
  const areaOf = new Map(institutions.map(({ id, area, town }) => [`Organization/${id}`, { area, town: town ?? '' }] as const));
  const cases = (await countCases(tx, { from, to })).flatMap(({ disease, county, town, day, cases: count }): DayCount[] =>
    county === null
      ? []
      : [{ channel: 'case-reports', subject: disease, area: county, town: town ?? '', day: dayNumber(day), count }],
  );
  return makeDailySeries([...cases, ...(await readCounts(tx, from, to, areaOf))], dayNumber(from), last);
}

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

/** Days of diagnosis that rules on small clusters look over; what one case is enough for is said with its report. */
const daysOfRules = 60;
const factsAtOnce = 5_000;
const mostFacts = 200_000;

/** The cases diagnosed in these days, all of them: of a large wave the newest are not left out. */
async function factsOf(tx: Tx, from: string, to: string): Promise<CaseFact[]> {
  const found: CaseFact[] = [];
  while (found.length < mostFacts) {
    const after = found.at(-1)?.card;
    const page = await caseFacts(tx, { from, to, by: 'diagnosed', limit: factsAtOnce, ...(after !== undefined && { after }) });
    found.push(...page);
    if (page.length < factsAtOnce) break;
  }
  return found;
}

/** Raises what rules on small clusters say of cases that were found in the last week; how many signals are new. */
async function raiseByRule(tx: Tx, day: string, { now, newId }: NightMeans): Promise<number> {
  const last = dayNumber(day);
  const facts = await factsOf(tx, dateOf(last - daysOfRules), day);
  const foundOn = new Map(facts.map(({ card, diagnosed }) => [card, dayNumber(dayInBeijing(new Date(diagnosed)))] as const));
  const known = facts.flatMap(({ card, disease, subtype, onset, diagnosed, homeCounty, reportCounty, died, course }) => {
    const county = homeCounty ?? reportCounty;
    const at = dayNumber(dayInBeijing(new Date(diagnosed)));
    return county === null
      ? []
      : [
          {
            ...{ id: card, disease, subtype, county, day: onset === null ? at : dayNumber(onset.slice(0, 10)) },
            // Which school or site a case belongs to only field work knows; the institution that reported it is no such place.
            places: {},
            hospitalised: course !== null && String(course).includes('hospital'),
            died: died !== null,
          },
        ];
  });
  const found = judgeClusters(
    known.map((one) => ({ ...one, places: {} })),
    eventReportRules,
    // A case that was found late is news when it was found, however long ago it began.
  ).filter(({ rule, cases }) => !singleRules.has(rule) && Math.max(...cases.map((card) => foundOn.get(card) ?? 0)) > last - 7);
  let raised = 0;
  for (const { rule, disease, place, from, to, cases, summary, version } of found) {
    const isSingle = cases.length < 2;
    const signal = await raiseSignal(
      tx,
      {
        ...{ channel: 'case-reports', source: 'rule', reference: `${rule}/${disease}/${place.key}/${dateOf(from)}` },
        ...{ area: place.key, town: null, place: null, subject: disease, from: dateOf(from), to: dateOf(to) },
        ...{ observed: cases.length, expected: null, p: null, level: 'immediate', method: `rule ${rule}` },
        said: summary.zh,
        evidence: { rule, version, isSingle, cards: [...cases] },
      },
      { by: null, now, newId },
    );
    if (signal.ok && signal.value.isNew) raised += 1;
  }
  return raised;
}

/**
 * Judges a day as it is known now: every series by every method that is on, rules on cases, channels that alarm become signals, and what they
 * say together becomes warnings. Done again for the same day it says the same once.
 */
export async function runNight(tx: Tx, day: string, means: NightMeans): Promise<Night> {
  const { records, now, newId, threads, clock } = means;
  const begun = clock().getTime();
  await holdNights(tx);
  const settings = await readDetectionSettings(tx);
  const last = dayNumber(day);
  const sets = await readThresholds(tx);
  const thresholds = thresholdsOn(sets, last) ?? sets[0];
  const series = await loadSeries(tx, records, day);
  const judgements = await judgeInThreads(series, settings, threads);
  let signals = await raiseByRule(tx, day, means);
  const board = await boardSignals(tx, day, Math.max(7, settings.withinDays));
  const past = await pastJudgements(tx, day, mostPast);
  const fused = fuseNight(last, judgements, series, board, past, thresholds, settings);
  const inCity = new Set((await areaTree(tx)).map(({ code }) => code));
  for (const alarm of fused.alarms) {
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
  const warnings = await warn(tx, day, fused.warnings, judgements, series, means);
  const night: Night = {
    ...{ day, at: now.toISOString(), ms: clock().getTime() - begun, series: series.length, judgements: judgements.length },
    ...{ alarms: judgements.filter(({ alarm }) => alarm).length, signals, warnings, thresholds: thresholds.version },
  };
  await writeNight(tx, night, settings, judgements);
  return night;
}

async function warn(
  tx: Tx,
  day: string,
  warnings: ReturnType<typeof fuseNight>['warnings'],
  judgements: readonly Judgement[],
  series: readonly DailySeries[],
  { now, newId }: NightMeans,
): Promise<number> {
  let raised = 0;
  for (const warning of warnings) {
    const { level, evidence, thresholds, why } = warning;
    const isNew = await raiseWarning(
      tx,
      {
        ...{ area: evidence.county, subject: evidence.subject, level, speaking: evidence.speaking, p: evidence.combined.p },
        ...{ thresholds, day, immediate: evidence.immediate.length > 0 },
        dueAt: new Date(now.getTime() + answerHoursOf(level) * 3_600_000),
        content: {
          channels: describeChannels(warning, judgements, series),
          silent: [...evidence.silent],
          why: why.map(sayReason),
        },
      },
      now,
      newId,
    );
    if (isNew) raised += 1;
  }
  return raised;
}
