import { dateOf, dayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { methods } from '@songhua/engine-outbreak/detect-by-name.ts';
import { otherPercentile, percentileOfDisease } from '@songhua/engine-outbreak/percentile/published-percentiles.ts';
import { type Actor, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { institutionsOfArea } from '@songhua/module-registry/api.ts';
import { caseFacts, caseSeries, countCases } from '@songhua/module-reporting/api.ts';
import type { z } from 'zod';
import { type DetectionSettings, type SeriesView, seriesQuery, seriesView } from '../contract.ts';
import { detectAside } from '../detect/detect-aside.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { fillDays } from '../domain/fill-series.ts';
import { weeksOf } from '../domain/judge-night.ts';
import { areasWithin, checkPlace, isInSight } from '../domain/see-area.ts';
import { readSubject } from '../domain/series-subject.ts';
import { withData } from '../domain/write-r-script.ts';
import { readDetectionSettings } from '../store/detection-settings.ts';
import { countsSeen, countsSent, type DayCount, firstCounted, judgementsOf } from '../store/stored-series.ts';
import { loadSurroundings, type Surroundings } from './load-surroundings.ts';
import { faulty } from './say-faults.ts';

/** So far back series are learnt from, days: as the nights do. */
const daysBack = 6 * 366;
/** Steps that are shown, and those unless somebody says otherwise. */
const mostSteps = 800;
const usualSteps = { day: 120, week: 104 } as const;
/** Longest time for one series, ms: whoever waits for the page has the counts at least. */
const longestMs = 8_000;

type Asked = z.output<typeof seriesQuery>;
interface Place {
  /** As asked for, or all in sight. */
  readonly area: string;
  readonly town: string | null;
  /** Counties and towns in it. */
  readonly inside: readonly string[];
}

/** The place that is asked for, if whoever asks sees it whole. */
function placeOf({ areas, mine }: Surroundings, actor: Actor, { area, town: within }: Asked): Result<Place> {
  const town = within ?? null;
  const root = areas.find(({ parent }) => parent === null)?.code ?? '';
  const asked = area ?? mine?.[0] ?? root;
  const known = checkPlace(areas, asked, town);
  if (!known.ok) return known;
  if (!isInSight(mine, asked, town)) return refuse('surveillance.other-area', { own: actor.area ?? '', area: asked });
  return ok({ area: asked, town, inside: areasWithin(areas, asked) });
}

interface Window {
  readonly from: string;
  readonly to: string;
}

/** Counts of single days from cards, from what was sent and from what records say: as a night adds them up. */
async function countDays(
  tx: Tx,
  { channel, subject }: Asked,
  { area, town, inside }: Place,
  window: Window,
): Promise<DayCount[]> {
  const asked = { channel, subject, ...window };
  const institutions = (await institutionsOfArea(tx, area)).filter((one) => town === null || one.town === town);
  const rest = [
    ...(await countsSent(tx, asked, inside, town)),
    ...(await countsSeen(
      tx,
      asked,
      institutions.map(({ id }) => `Organization/${id}`),
    )),
  ];
  if (channel !== 'case-reports') return rest;
  const { disease, subtype } = readSubject(subject);
  if (subtype === null) {
    const cases = await countCases(tx, { ...window, diseases: [disease], counties: inside });
    return [
      ...rest,
      ...cases.filter((one) => town === null || one.town === town).map((one) => ({ day: dayOf(one.day) ?? 0, count: one.cases })),
    ];
  }
  const own = (await caseSeries(tx, window)).filter(
    (one) =>
      one.disease === disease && one.subtype === subtype && inside.includes(one.county) && (town === null || one.town === town),
  );
  return [...rest, ...own.flatMap(({ days }) => unpack(days))];
}

function unpack(days: Uint8Array): DayCount[] {
  const view = new DataView(days.buffer, days.byteOffset, days.byteLength);
  return Array.from({ length: days.byteLength / 8 }, (_, at) => ({
    day: view.getInt32(at * 8),
    count: view.getInt32(at * 8 + 4),
  }));
}

/** Where a channel first counted anything in the city: before that no cases are no zeros. */
async function channelBegins(tx: Tx, channel: string, window: Window): Promise<string | null> {
  const told = await firstCounted(tx, channel, window.from);
  const [card] = channel === 'case-reports' ? await caseFacts(tx, { ...window, limit: 1 }) : [];
  const days = [told, card ? dayInBeijing(new Date(card.diagnosed)) : null].filter((day) => day !== null).sort();
  return days[0] !== undefined && days[0] <= window.to ? days[0] : null;
}

/** A method as the nights use it: their parameters, and for the percentile that of the disease. */
function parametersOf({ method, step, subject }: Asked, settings: DetectionSettings): Record<string, string | number | boolean> {
  const set = settings.methods.find((one) => one.method === method && one.step === step)?.parameters ?? {};
  const { disease, subtype } = readSubject(subject);
  return method === 'movingPercentile' ? { percentile: percentileOfDisease(disease, subtype) ?? otherPercentile, ...set } : set;
}

const quiet = { expected: null, upper: null, p: null, alarm: false };

async function loadSeries(tx: Tx, around: Surroundings, asked: Asked, place: Place, now: Date): Promise<Result<SeriesView>> {
  const { channel, subject, step, method } = asked;
  const daysPerStep = step === 'week' ? 7 : 1;
  const yesterday = dayInBeijing(new Date(now.getTime() - 86_400_000));
  const until = asked.until ?? yesterday;
  const last = dayOf(until) ?? 0;
  const from = asked.from ?? dateOf(last - usualSteps[step] * daysPerStep + 1);
  const steps = ((last - (dayOf(from) ?? 0) + 1) / daysPerStep) | 0;
  if (from > until || steps > mostSteps)
    return refuse('surveillance.period-reversed', { from, to: until, most: mostSteps * daysPerStep });
  const window = { from: dateOf(Math.min(last - daysBack, dayOf(from) ?? 0)), to: until };
  const begins = await channelBegins(tx, channel, window);
  const settings = await readDetectionSettings(tx);
  const head = {
    ...{
      channel,
      subject,
      area: place.area,
      areaName: around.nameOf(place.area),
      town: place.town,
      step,
      from,
      until,
      counts: begins,
    },
    subjectName: around.subjects.get(subject) ?? { zh: subject, en: subject },
    townName: place.town === null ? null : around.nameOf(place.town),
    methodName: methods.get(method)?.title ?? null,
  };
  if (begins === null) return ok({ ...head, judging: method === 'none' ? 'none' : 'empty', points: [], r: null });
  const first = dayOf(begins) ?? 0;
  const daily = { firstDay: first, counts: fillDays(await countDays(tx, asked, place, window), first, last) };
  const whole = step === 'week' ? weeksOf(daily) : daily;
  const rows = whole.counts.map((count, at) => ({ day: whole.firstDay + at * daysPerStep, count }));
  const csv = ['date,count', ...rows.map(({ day, count }) => `${dateOf(day)},${count}`)].join('\n');
  const shown = rows.filter(({ day }) => day + daysPerStep > (dayOf(from) ?? 0));
  const detection = {
    ...{ method, parameters: parametersOf(asked, settings), step, gaps: 'zero' as const, exclude: settings.exclude },
    from: dateOf(shown[0]?.day ?? last),
  };
  const answer = method === 'none' || shown.length === 0 ? null : await detectAside({ csv, asked: detection }, longestMs);
  if (typeof answer === 'object' && answer?.ok === false) return faulty(answer.faults);
  const found = typeof answer === 'object' ? answer?.found : undefined;
  const judged = new Map(found?.rows.map((row) => [row.date, row]));
  const nights = await judgementsOf(tx, { ...head, town: place.town ?? '', method }, until);
  const told = new Map(nights.map((one) => [one.from, one]));
  return ok({
    ...head,
    judging: typeof answer === 'string' ? answer : found ? 'done' : method === 'none' ? 'none' : 'empty',
    points: shown.map(({ day, count }) => {
      const own = judged.get(dateOf(day));
      const night = told.get(dateOf(day));
      const { expected, upper, p, alarm } = own ?? quiet;
      return {
        ...{ from: dateOf(day), to: dateOf(day + daysPerStep - 1), count, expected, upper, p, alarm },
        night: night
          ? {
              day: night.night,
              observed: night.observed,
              expected: night.expected,
              upper: night.upper,
              p: night.p,
              alarm: night.alarm,
            }
          : null,
      };
    }),
    r: found?.r ? withData(found.r, csv, settings.exclude) : null,
  });
}

export const readSeries = route({
  method: 'GET',
  path: '/api/surveillance/series',
  summary: {
    zh: '一条监测序列：各步计数，按所选方法判断，并标出近几夜的判断',
    en: 'A stored series: its counts judged by a method, with what the last nights said',
  },
  permission: 'surveillance.read',
  people: 'none',
  transaction: 'read',
  query: seriesQuery,
  response: seriesView,
  handle: async ({ tx, actor, now, query }) => {
    const around = await loadSurroundings(tx, actor, now);
    const place = placeOf(around, actor, query);
    if (!place.ok) return place;
    if (!around.subjects.has(readSubject(query.subject).disease))
      return refuse('surveillance.unknown-subject', { subject: query.subject });
    return loadSeries(tx, around, query, place.value, now);
  },
});
