import { fileReply, ok, refuse, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import {
  areaCode,
  listExportQuery,
  listQuery,
  mostExportRows,
  returnParams,
  statusExportQuery,
  statusList,
  statusQuery,
  submissionDetail,
  submissionList,
} from '../contract.ts';
import { kindTitles } from '../domain/kind-titles.ts';
import { isReturning } from '../domain/may-act-for.ts';
import { stateTitles } from '../domain/move-state.ts';
import { codesInside } from '../domain/places.ts';
import type { AreaInfo } from '../domain/registry-shapes.ts';
import { readAreas } from '../events/read-view.ts';
import {
  findSubmission,
  listSubmissions,
  newestOfAreas,
  readUpload,
  type SubmissionRow,
  yearsUsed,
} from '../store/submissions.ts';
import { refuseRows } from './bound-export.ts';
import { mayKnowNames } from './keep-names.ts';
import { sayReturn, sayReturnInFull } from './say-return.ts';

const inside = (areas: ReadonlyMap<string, AreaInfo>, area: string | undefined): readonly string[] | undefined =>
  area === undefined ? undefined : [...codesInside(areas, area)];

export const listReturns = route({
  method: 'GET',
  path: '/api/returns/submissions',
  summary: { zh: '报送列表', en: 'Returns' },
  permission: 'returns.read',
  people: 'none',
  query: listQuery,
  response: submissionList,
  handle: async ({ tx, query }) => {
    const areas = await readAreas(tx);
    const { total, items } = await listSubmissions(tx, { ...query, areas: inside(areas, query.area) }, query);
    return ok({ total, items: items.map((row) => sayReturn(row, areas)) });
  },
});

const columns: Table['columns'] = [
  { key: 'area', title: { zh: '地区代码', en: 'Area code' }, type: 'text' },
  { key: 'areaName', title: { zh: '地区', en: 'Area' }, type: 'text' },
  { key: 'year', title: { zh: '年份', en: 'Year' }, type: 'text' },
  { key: 'kind', title: { zh: '报送内容', en: 'Content' }, type: 'text' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'asOf', title: { zh: '数据日期', en: 'As of' }, type: 'date' },
  { key: 'file', title: { zh: '文件', en: 'File' }, type: 'text' },
  { key: 'rows', title: { zh: '行数', en: 'Rows' }, type: 'integer' },
  { key: 'errors', title: { zh: '错误', en: 'Errors' }, type: 'integer' },
  { key: 'by', title: { zh: '报送人', en: 'By' }, type: 'text' },
  { key: 'changedAt', title: { zh: '最近变动', en: 'Last step' }, type: 'text' },
];

const cellsOf = (row: SubmissionRow | null, area: AreaInfo | undefined, code: string, language: 'zh' | 'en') => ({
  area: code,
  areaName: area?.name[language],
  ...(row && {
    year: String(row.year),
    kind: kindTitles[row.kind][language],
    state: stateTitles[row.state][language],
    asOf: row.asOf,
    file: row.file.name,
    rows: row.checked?.rows ?? null,
    errors: row.checked?.errors ?? null,
    by: row.by,
    changedAt: row.changedAt,
  }),
});

export const exportReturns = route({
  method: 'GET',
  path: '/api/returns/submissions/export',
  summary: { zh: '导出报送列表', en: 'Export the returns' },
  permission: 'returns.read',
  people: 'none',
  query: listExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query, language }) => {
    const areas = await readAreas(tx);
    const most = mostExportRows[query.format];
    const { total, items } = await listSubmissions(tx, { ...query, areas: inside(areas, query.area) }, { ...query, limit: most });
    const bounded = refuseRows(total, query.format);
    if (!bounded.ok) return bounded;
    const rows = items.map((row) => cellsOf(row, areas.get(row.area), row.area, language));
    return ok(await exportTable({ name: language === 'zh' ? '统计报送' : 'returns', columns, rows }, query.format, language));
  },
});

export const readReturn = route({
  method: 'GET',
  path: '/api/returns/submissions/:id',
  summary: { zh: '一次报送', en: 'One return' },
  permission: 'returns.read',
  people: 'none',
  params: returnParams,
  response: submissionDetail,
  handle: async ({ tx, params, actor, now }) => {
    const row = await findSubmission(tx, params.id);
    return row
      ? ok(await sayReturnInFull(tx, row, await readAreas(tx), actor, now))
      : refuse('returns.unknown-return', { id: params.id });
  },
});

const bytes = 'application/octet-stream';

/** The file as it was sent in, for evidence. It says what people are called. */
export const downloadFile = route({
  method: 'GET',
  path: '/api/returns/submissions/:id/file',
  summary: { zh: '下载原文件', en: 'Download the file as it came' },
  permission: 'returns.read',
  people: 'none',
  params: returnParams,
  response: { file: [bytes] },
  handle: async ({ tx, actor, params }) => {
    const row = await findSubmission(tx, params.id);
    if (!row) return refuse('returns.unknown-return', { id: params.id });
    const allowed = mayKnowNames(actor, await readAreas(tx), row.area);
    if (!allowed.ok) return allowed;
    const upload = await readUpload(tx, row.upload);
    return upload ? ok(fileReply(upload.name, bytes, upload.content)) : refuse('returns.unknown-return', { id: params.id });
  },
});

/** The year asked for; else the newest of which something was sent in, else last year, which returns are usually of. */
const yearOf = (asked: number | undefined, years: readonly number[], now: Date): number =>
  asked ?? years[0] ?? now.getUTCFullYear() - 1;

export const readStatus = route({
  method: 'GET',
  path: '/api/returns/status',
  summary: { zh: '各县区报送情况', en: 'The state of every county’s return' },
  permission: 'returns.read',
  people: 'none',
  query: statusQuery,
  response: statusList,
  handle: async ({ tx, query, now }) => {
    const [areas, years] = [await readAreas(tx), await yearsUsed(tx)];
    const year = yearOf(query.year, years, now);
    const newest = new Map((await newestOfAreas(tx, year, query.kind)).map((row) => [row.area, row]));
    const items = [...areas.values()].filter(isReturning).map((area) => {
      const row = newest.get(area.code);
      return {
        area: areaCode.parse(area.code),
        areaName: area.name,
        level: area.level,
        submission: row ? sayReturn(row, areas) : null,
      };
    });
    return ok({ year, years: [...new Set([year, ...years])].sort((a, b) => b - a), total: items.length, items });
  },
});

export const exportStatus = route({
  method: 'GET',
  path: '/api/returns/status/export',
  summary: { zh: '导出各县区报送情况', en: 'Export the state of every county’s return' },
  permission: 'returns.read',
  people: 'none',
  query: statusExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query, now, language }) => {
    const areas = await readAreas(tx);
    const year = yearOf(query.year, await yearsUsed(tx), now);
    const newest = new Map((await newestOfAreas(tx, year, query.kind)).map((row) => [row.area, row]));
    const rows = [...areas.values()]
      .filter(isReturning)
      .map((area) => cellsOf(newest.get(area.code) ?? null, area, area.code, language));
    const name = language === 'zh' ? `报送情况-${year}` : `returns-${year}`;
    return ok(await exportTable({ name, columns, rows }, query.format, language));
  },
});
