import { type Actor, ok, type RecordStore, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type Timeliness, type TimelinessQuery, timeliness, timelinessExportQuery, timelinessQuery } from '../contract.ts';
import { addDays, beginOf } from '../domain/judge-clock.ts';
import { diseaseOf } from '../domain/notifiable-list.ts';
import { measureTimeliness } from '../store/figures.ts';
import { countiesAsked, loadView, reportsByLaw } from './load-sight.ts';

const mostDays = 366;
const unknown = { zh: '不详', en: 'not known' };
const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);

const percent = (part: number, of: number): number | null => (of === 0 ? null : rounded((100 * part) / of));

async function measure(
  tx: Tx,
  records: RecordStore,
  actor: Actor,
  now: Date,
  asked: TimelinessQuery,
): Promise<Result<Timeliness>> {
  const { by, from, to, area } = asked;
  if (to < from) return refuse('reporting.period-backwards');
  if (addDays(from, mostDays) <= to) return refuse('reporting.period-too-long', { most: mostDays });
  const view = await loadView(tx, actor);
  const period = { by, from: beginOf(from), until: beginOf(addDays(to, 1)), counties: countiesAsked(view, area) };
  const rows = await measureTimeliness(tx, view.sight, period, now);
  const ids = by === 'institution' ? rows.flatMap(({ key }) => (key ? [key.slice('Organization/'.length)] : [])) : [];
  const { items } = ids.length > 0 ? await records.search(tx, 'Organization', { id: ids, limit: ids.length }) : { items: [] };
  const institutions = new Map(items.map(({ id, name }) => [`Organization/${id}`, String(name ?? id)]));
  const nameOf = (key: string | null) => {
    if (key === null) return unknown;
    if (by === 'disease') return diseaseOf(key)?.name ?? { zh: key, en: key };
    if (by === 'area') return view.areas.find(({ code }) => code === key)?.name ?? { zh: key, en: key };
    const name = institutions.get(key) ?? key;
    return { zh: name, en: name };
  };
  return ok({
    asOf: now.toISOString(),
    rows: rows.map(({ key, cards, inTime, late, overdue, cards2, inTime2, ...medians }) => ({
      ...{ key: key ?? '', name: nameOf(key), cards, inTime, late, overdue, cards2 },
      rate: percent(inTime, cards),
      rate2: percent(inTime2, cards2),
      rate24: percent(inTime - inTime2, cards - cards2),
      onsetToVisitDays: rounded(medians.onsetToVisitDays),
      visitToDiagnosisDays: rounded(medians.visitToDiagnosisDays),
      onsetToDiagnosisDays: rounded(medians.onsetToDiagnosisDays),
      diagnosisToReportHours: rounded(medians.diagnosisToReportHours),
    })),
  });
}

export const readTimeliness = route({
  method: 'GET',
  path: '/api/reporting/timeliness',
  summary: { zh: '报告及时率：按机构、地区或病种', en: 'How timely reports are, by institution, area or disease' },
  permission: 'reporting.read',
  people: reportsByLaw,
  query: timelinessQuery,
  response: timeliness,
  handle: async ({ tx, records, actor, now, query }) => measure(tx, records, actor, now, query),
});

const columns: Table['columns'] = [
  { key: 'name', title: { zh: '名称', en: 'Name' }, type: 'text' },
  { key: 'cards', title: { zh: '应报告', en: 'Due' }, unit: { zh: '例', en: 'cards' }, type: 'integer' },
  { key: 'inTime', title: { zh: '及时', en: 'In time' }, unit: { zh: '例', en: 'cards' }, type: 'integer' },
  { key: 'late', title: { zh: '迟报', en: 'Late' }, unit: { zh: '例', en: 'cards' }, type: 'integer' },
  { key: 'overdue', title: { zh: '逾期未报', en: 'Overdue' }, unit: { zh: '例', en: 'cards' }, type: 'integer' },
  { key: 'rate', title: { zh: '及时率', en: 'Timely' }, unit: { zh: '%', en: '%' }, type: 'number' },
  {
    key: 'cards2',
    title: { zh: '其中 2 小时时限', en: 'Of these due after 2 h' },
    unit: { zh: '例', en: 'cards' },
    type: 'integer',
  },
  { key: 'rate2', title: { zh: '2 小时及时率', en: 'Timely, 2 h' }, unit: { zh: '%', en: '%' }, type: 'number' },
  { key: 'rate24', title: { zh: '24 小时及时率', en: 'Timely, 24 h' }, unit: { zh: '%', en: '%' }, type: 'number' },
  {
    key: 'onsetToVisitDays',
    title: { zh: '发病至就诊中位数', en: 'Onset to first visit, median' },
    unit: { zh: '天', en: 'days' },
    type: 'number',
  },
  {
    key: 'visitToDiagnosisDays',
    title: { zh: '就诊至诊断中位数', en: 'First visit to diagnosis, median' },
    unit: { zh: '天', en: 'days' },
    type: 'number',
  },
  {
    key: 'onsetToDiagnosisDays',
    title: { zh: '发病至诊断中位数', en: 'Onset to diagnosis, median' },
    unit: { zh: '天', en: 'days' },
    type: 'number',
  },
  {
    key: 'diagnosisToReportHours',
    title: { zh: '诊断至报告中位数', en: 'Diagnosis to report, median' },
    unit: { zh: '小时', en: 'hours' },
    type: 'number',
  },
];

export const exportTimeliness = route({
  method: 'GET',
  path: '/api/reporting/timeliness/export',
  summary: { zh: '导出报告及时率', en: 'Export how timely reports are' },
  permission: 'reporting.read',
  people: reportsByLaw,
  query: timelinessExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, records, actor, now, language, query: { format, ...asked } }) => {
    const found = await measure(tx, records, actor, now, asked);
    if (!found.ok) return found;
    const rows = found.value.rows.map((row) => ({ ...row, name: row.name[language] }));
    return ok(await exportTable({ name: language === 'zh' ? '报告及时率' : 'timeliness', columns, rows }, format, language));
  },
});
