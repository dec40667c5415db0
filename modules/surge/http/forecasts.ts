import { append } from '@songhua/events';
import { type Actor, may, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { countCases, notifiableOn } from '@songhua/module-reporting/api.ts';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import {
  type Forecast,
  forecast,
  forecastDraft,
  forecastExportQuery,
  forecastList,
  forecastParams,
  forecastStart,
  startQuery,
  surgeKinds,
} from '../contract.ts';
import { addDays, beijingDay } from '../domain/days.ts';
import { checkDraft, reproductionOf } from '../domain/prepare-forecast.ts';
import { usualCourses } from '../domain/usual-courses.ts';
import { kindTitles } from '../domain/word-titles.ts';
import { cancelForecast, findForecast, insertForecast, listForecasts } from '../store/forecasts.ts';
import { loadAnswer } from './load-answer.ts';
import { loadSurroundings } from './load-surroundings.ts';

const newest = 30;

export const startForecast = route({
  method: 'GET',
  path: '/api/surge/forecast-start',
  summary: {
    zh: '预测的起点：近期报告病例和各病种参数',
    en: 'What a forecast starts from: recent cases and what diseases ask of hospitals',
  },
  permission: 'surge.read',
  people: { oversight: 'counts of reported cases by day of the whole city, without anybody’s name' },
  query: startQuery,
  response: forecastStart,
  handle: async ({ tx, actor, now, query: { disease, days } }) => {
    const today = beijingDay(now);
    const diseases = notifiableOn(today).map(({ code, name }) => ({ code, name }));
    if (disease !== undefined && !diseases.some(({ code }) => code === disease))
      return refuse('surge.unknown-disease', { disease });
    const from = addDays(today, 1 - days);
    const counted = disease === undefined ? [] : await countCases(tx, { from, to: today, by: 'diagnosed', diseases: [disease] });
    const byDay = Map.groupBy(counted, ({ day }) => day);
    const cases = Array.from({ length: days }, (_, at) => {
      const day = addDays(from, at);
      return { day, cases: (byDay.get(day) ?? []).reduce((sum, one) => sum + one.cases, 0) };
    });
    return ok({
      ...{ today, mayManage: may(actor, 'surge.manage'), disease: disease ?? null, diseases, cases },
      total: cases.reduce((sum, one) => sum + one.cases, 0),
      courses: [...usualCourses],
    });
  },
});

async function loadForecast(tx: Tx, actor: Actor, id: string, now: Date): Promise<Result<Forecast>> {
  const found = await findForecast(tx, id);
  if (!found) return refuse('surge.unknown-forecast', { id });
  const answered = await loadAnswer(tx, await loadSurroundings(tx, actor), found, now);
  return ok({ ...found, answer: answered?.answer ?? null, capacity: answered?.capacity ?? [] });
}

export const createForecast = route({
  method: 'POST',
  path: '/api/surge/forecasts',
  summary: {
    zh: '预测床位需求；在后台计算，进度可查、可取消',
    en: 'Forecast the beds that are needed; it is reckoned beside, with progress, and can be cancelled',
  },
  permission: 'surge.manage',
  people: 'none',
  body: forecastDraft,
  response: forecast,
  handle: async ({ tx, actor, now, newId, body }) => {
    const checked = checkDraft(body);
    if (!checked.ok) return checked;
    const known = reproductionOf(body);
    if (!known.ok) return known;
    const id = newId();
    await insertForecast(tx, id, body, actor.name, now);
    await append(tx, 'surge.forecast-changed', { id }, now);
    return loadForecast(tx, actor, id, now);
  },
});

export const listForecastsRoute = route({
  method: 'GET',
  path: '/api/surge/forecasts',
  summary: { zh: '最近的预测', en: 'The newest forecasts' },
  permission: 'surge.read',
  people: 'none',
  response: forecastList,
  handle: async ({ tx, actor }) => ok({ mayManage: may(actor, 'surge.manage'), items: await listForecasts(tx, newest) }),
});

export const readForecast = route({
  method: 'GET',
  path: '/api/surge/forecasts/:id',
  summary: {
    zh: '一次预测：病例、床位需求、何时须转换哪个病区',
    en: 'A forecast: cases, beds needed, and which ward must convert when',
  },
  permission: 'surge.read',
  people: { oversight: 'counts of beds in use by kind, without anybody’s name' },
  params: forecastParams,
  response: forecast,
  handle: ({ tx, actor, now, params: { id } }) => loadForecast(tx, actor, id, now),
});

export const cancelForecastRoute = route({
  method: 'POST',
  path: '/api/surge/forecasts/:id/cancel',
  summary: { zh: '取消一次预测', en: 'Cancel a forecast' },
  permission: 'surge.manage',
  people: 'none',
  params: forecastParams,
  response: forecast,
  handle: async ({ tx, actor, now, params: { id } }) => {
    const found = await findForecast(tx, id);
    if (!found) return refuse('surge.unknown-forecast', { id });
    if (!(await cancelForecast(tx, id))) return refuse('surge.forecast-over', { state: found.state });
    await append(tx, 'surge.forecast-changed', { id }, now);
    return loadForecast(tx, actor, id, now);
  },
});

const columns: Table['columns'] = [
  { key: 'day', title: { zh: '日期', en: 'Day' }, type: 'text' },
  ...surgeKinds.flatMap((kind): Table['columns'] => [
    ...([5, 50, 95] as const).map((share) => ({
      key: `${kind}-${share}`,
      title: { zh: `${kindTitles[kind].zh}需要 ${share}%`, en: `Beds needed, ${kindTitles[kind].en}, ${share}%` },
      type: 'number' as const,
    })),
    {
      key: `${kind}-beds`,
      title: { zh: `${kindTitles[kind].zh}现有`, en: `Beds there, ${kindTitles[kind].en}` },
      type: 'integer',
    },
    {
      key: `${kind}-with`,
      title: { zh: `${kindTitles[kind].zh}转换后`, en: `With conversions, ${kindTitles[kind].en}` },
      type: 'integer',
    },
  ]),
];

export const exportForecast = route({
  method: 'GET',
  path: '/api/surge/forecasts/:id/export',
  summary: { zh: '导出一次预测的逐日床位需求与现有床位', en: 'Export the beds needed and there, day by day' },
  permission: 'surge.read',
  people: { oversight: 'counts of beds in use by kind, without anybody’s name' },
  params: forecastParams,
  query: forecastExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, actor, now, language, params: { id }, query: { format } }) => {
    const found = await loadForecast(tx, actor, id, now);
    if (!found.ok) return found;
    const { result, capacity, answer } = found.value;
    const skipped = result && answer ? Math.max(0, result.days.indexOf(answer.from) + 1) : 0;
    const days = result ? [addDays(result.days[0] ?? beijingDay(now), -1), ...result.days].slice(skipped) : [];
    const rows = days.map((day, at) => ({
      day,
      ...Object.fromEntries(
        surgeKinds.flatMap((kind) => {
          const bands = result?.needed[kind][skipped + at];
          const line = capacity.find((one) => one.kind === kind);
          return [
            ...[0, 2, 4].map((share, n) => [`${kind}-${[5, 50, 95][n]}`, bands?.[share] ?? null] as const),
            [`${kind}-beds`, line?.beds[at] ?? null] as const,
            [`${kind}-with`, line?.withConversions[at] ?? null] as const,
          ];
        }),
      ),
    }));
    return ok(await exportTable({ name: language === 'zh' ? '床位需求预测' : 'beds-forecast', columns, rows }, format, language));
  },
});
