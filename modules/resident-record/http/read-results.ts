import { loadUcum } from '@songhua/engine-fhir/search/ucum.ts';
import { type Language, ok, type Result, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { z } from 'zod';
import {
  mineResultsExportQuery,
  mineResultsQuery,
  personParams,
  type ResultsQuery,
  results,
  resultsExportQuery,
  resultsQuery,
} from '../contract.ts';
import { chartResults } from '../domain/chart-results.ts';
import { listReadings } from '../domain/list-readings.ts';
import { sourcesOf } from '../domain/name-source.ts';
import { checkPeriod } from '../domain/page-timeline.ts';
import { type Reading, spreadObservations } from '../domain/spread-observations.ts';
import { gatherRecord } from '../store/gather-record.ts';
import { showingSources, shownOfSources } from './show.ts';
import { ownWhose, type Whose, whoseRecord } from './whose-record.ts';

interface Read {
  readonly readings: readonly Reading[];
  readonly cut: readonly { readonly type: string; readonly shown: number }[];
}

async function readingsOf({ asking, patients }: Whose): Promise<Result<Read>> {
  const gathered = await gatherRecord(asking, patients, ['observations', 'encounters']);
  if (!gathered.ok) return gathered;
  const { observations, cut } = gathered.value;
  const readings = spreadObservations(observations, sourcesOf(gathered.value, new Map(), asking.now));
  return ok({ readings, cut: cut.filter(({ type }) => type === 'Observation') });
}

async function chart(whose: Whose, query: ResultsQuery): Promise<Result<unknown>> {
  const period = checkPeriod(query);
  if (!period.ok) return period;
  const read = await readingsOf(whose);
  if (!read.ok) return read;
  const { readings, cut } = read.value;
  const charted = chartResults(readings, query, await loadUcum());
  const shown = [...charted.series.flatMap(({ points }) => points), ...charted.texts].map(({ source }) => source);
  return ok(showingSources({ ...charted, cut }, whose.patients, shown));
}

const columns: Table['columns'] = [
  { key: 'at', title: { zh: '时间', en: 'Time' }, type: 'text' },
  { key: 'name', title: { zh: '项目', en: 'Measurement' }, type: 'text' },
  { key: 'code', title: { zh: '代码', en: 'Code' }, type: 'text' },
  { key: 'value', title: { zh: '数值', en: 'Value' }, type: 'number' },
  { key: 'text', title: { zh: '结果', en: 'Result' }, type: 'text' },
  { key: 'unit', title: { zh: '单位', en: 'Unit' }, type: 'text' },
  { key: 'low', title: { zh: '参考下限', en: 'Range from' }, type: 'number' },
  { key: 'high', title: { zh: '参考上限', en: 'Range to' }, type: 'number' },
  { key: 'range', title: { zh: '参考范围说明', en: 'Range as written' }, type: 'text' },
  { key: 'interpretation', title: { zh: '判断', en: 'Interpretation' }, type: 'text' },
  { key: 'institution', title: { zh: '机构', en: 'Institution' }, type: 'text' },
  { key: 'resource', title: { zh: '记录', en: 'Resource' }, type: 'text' },
];

async function exportOf(
  whose: Whose,
  { format, ...query }: z.output<typeof resultsExportQuery>,
  language: Language,
): Promise<Result<unknown>> {
  const period = checkPeriod(query);
  if (!period.ok) return period;
  const read = await readingsOf(whose);
  if (!read.ok) return read;
  const rows = listReadings(read.value.readings, query, language);
  const known = new Set(rows.map(({ resource }) => resource));
  const sources = read.value.readings.map(({ source }) => source).filter(({ resource }) => known.has(resource));
  // A name in the file's name would stand in folders and browsers of whoever comes after.
  const name = language === 'zh' ? '检验检查结果' : 'results';
  const file = await exportTable({ name, columns, rows }, format, language);
  return ok({ ...file, shown: shownOfSources(whose.patients, sources) });
}

export const readResults = route({
  method: 'GET',
  path: '/api/resident-record/people/:patient/results',
  summary: { zh: '一位居民的检验检查结果：可成图的项目与曲线', en: 'Results of a person over time' },
  permission: 'resident-record.read',
  people: 'reach',
  transaction: 'search',
  params: personParams,
  query: resultsQuery,
  response: results,
  handle: async ({ params, query, ...call }) => {
    const whose = await whoseRecord(call, params.patient);
    return whose.ok ? chart(whose.value, query) : whose;
  },
});

export const exportResults = route({
  method: 'GET',
  path: '/api/resident-record/people/:patient/results/export',
  summary: { zh: '导出一位居民的检验检查结果', en: 'Results of a person as a file' },
  permission: 'resident-record.read',
  people: 'reach',
  transaction: 'search',
  params: personParams,
  query: resultsExportQuery,
  response: { file: exportTypes },
  handle: async ({ params, query, ...call }) => {
    const whose = await whoseRecord(call, params.patient);
    return whose.ok ? exportOf(whose.value, query, call.language) : whose;
  },
});

export const readOwnResults = route({
  method: 'GET',
  path: '/api/resident-record/mine/results',
  summary: { zh: '本人（或所代办居民）的检验检查结果', en: 'One’s own results over time' },
  permission: 'resident-record.read-own',
  people: 'own',
  transaction: 'search',
  query: mineResultsQuery,
  response: results,
  handle: async ({ query: { patient, ...query }, ...call }) => {
    const whose = await ownWhose(call, patient);
    return whose.ok ? chart(whose.value, query) : whose;
  },
});

export const exportOwnResults = route({
  method: 'GET',
  path: '/api/resident-record/mine/results/export',
  summary: { zh: '导出本人（或所代办居民）的检验检查结果', en: 'One’s own results as a file' },
  permission: 'resident-record.read-own',
  people: 'own',
  transaction: 'search',
  query: mineResultsExportQuery,
  response: { file: exportTypes },
  handle: async ({ query: { patient, ...query }, ...call }) => {
    const whose = await ownWhose(call, patient);
    return whose.ok ? exportOf(whose.value, query, call.language) : whose;
  },
});
