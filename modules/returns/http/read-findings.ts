import { type Actor, fileReply, type Language, maskName, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import {
  errorExportQuery,
  errorList,
  errorQuery,
  type PlannedChange,
  preview,
  previewExportQuery,
  previewQuery,
  type RowError,
  returnParams,
  type ValueText,
} from '../contract.ts';
import { actionTitles, subjectTitles } from '../domain/kind-titles.ts';
import { maskFault, maskPlanned } from '../domain/mask-private.ts';
import { readAreas } from '../events/read-view.ts';
import { countFaults, countPlanned, listFaults, listPlanned } from '../store/findings.ts';
import { findSubmission, type SubmissionRow } from '../store/submissions.ts';
import { csvInPages, refuseRows } from './bound-export.ts';
import { mayKnowNames } from './keep-names.ts';

interface Known {
  readonly row: SubmissionRow;
  /** Whether the reader is told what people are called; others find none by a name either. */
  readonly named: boolean;
  readonly fault: (one: RowError) => RowError;
  readonly planned: (one: PlannedChange) => PlannedChange;
}

/** The return, and what its findings say to this reader. */
async function known(tx: Tx, id: string, actor: Actor): Promise<Result<Known>> {
  const row = await findSubmission(tx, id);
  if (!row) return refuse('returns.unknown-return', { id });
  if (mayKnowNames(actor, await readAreas(tx), row.area).ok)
    return ok({ row, named: true, fault: (one) => one, planned: (one) => one });
  const ofPeople = row.kind === 'staff';
  return ok({
    row,
    named: false,
    fault: (one) => maskFault(one, ofPeople, maskName),
    planned: (one) => maskPlanned(one, maskName),
  });
}

/** A file's name without its ending. */
const stem = (name: string): string => name.replace(/\.[^.]*$/, '');

export const listErrors = route({
  method: 'GET',
  path: '/api/returns/submissions/:id/errors',
  summary: { zh: '文件的错误，逐行', en: 'What is wrong in the file, row by row' },
  permission: 'returns.read',
  people: 'none',
  params: returnParams,
  query: errorQuery,
  response: errorList,
  handle: async ({ tx, actor, params, query }) => {
    const found = await known(tx, params.id, actor);
    if (!found.ok) return found;
    const { total, items } = await listFaults(tx, params.id, query);
    return ok({ total, ...(await countFaults(tx, params.id)), items: items.map(found.value.fault) });
  },
});

const errorColumns: Table['columns'] = [
  { key: 'sheet', title: { zh: '工作表', en: 'Sheet' }, type: 'text' },
  { key: 'line', title: { zh: '行', en: 'Line' }, type: 'integer' },
  { key: 'field', title: { zh: '列', en: 'Column' }, type: 'text' },
  { key: 'rule', title: { zh: '规则', en: 'Rule' }, type: 'text' },
  { key: 'value', title: { zh: '填写内容', en: 'Value' }, type: 'text' },
  { key: 'message', title: { zh: '说明', en: 'What is wrong' }, type: 'text' },
];

export const exportErrors = route({
  method: 'GET',
  path: '/api/returns/submissions/:id/errors/export',
  summary: { zh: '导出文件的错误', en: 'Export what is wrong in the file' },
  permission: 'returns.read',
  people: 'none',
  params: returnParams,
  query: errorExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, actor, params, query, language }) => {
    const found = await known(tx, params.id, actor);
    if (!found.ok) return found;
    const { items } = await listFaults(tx, params.id, query);
    const rows = items.map(found.value.fault).map(({ fieldTitle, message, ...rest }) => ({
      ...rest,
      field: fieldTitle[language],
      message: message[language],
    }));
    const name = `${stem(found.value.row.file.name)}-${language === 'zh' ? '错误' : 'errors'}`;
    return ok(await exportTable({ name, columns: errorColumns, rows }, query.format, language));
  },
});

export const listPreview = route({
  method: 'GET',
  path: '/api/returns/submissions/:id/preview',
  summary: { zh: '入库后的变化，逐项', en: 'What accepting would change, one by one' },
  permission: 'returns.read',
  people: 'none',
  params: returnParams,
  query: previewQuery,
  response: preview,
  handle: async ({ tx, actor, params, query }) => {
    const found = await known(tx, params.id, actor);
    if (!found.ok) return found;
    const { total, exportRows, items } = await listPlanned(tx, params.id, { ...query, byName: found.value.named });
    return ok({ total, exportRows, counts: await countPlanned(tx, params.id), items: items.map(found.value.planned) });
  },
});

const previewColumns: Table['columns'] = [
  { key: 'line', title: { zh: '行', en: 'Line' }, type: 'integer' },
  { key: 'action', title: { zh: '变化', en: 'Change' }, type: 'text' },
  { key: 'subject', title: { zh: '对象', en: 'What' }, type: 'text' },
  { key: 'id', title: { zh: '编号', en: 'Id' }, type: 'text' },
  { key: 'name', title: { zh: '名称', en: 'Name' }, type: 'text' },
  { key: 'institution', title: { zh: '机构编号', en: 'Institution' }, type: 'text' },
  { key: 'field', title: { zh: '字段', en: 'Field' }, type: 'text' },
  { key: 'before', title: { zh: '原值', en: 'Before' }, type: 'text' },
  { key: 'after', title: { zh: '新值', en: 'After' }, type: 'text' },
];

const inWords = (value: ValueText | null, language: Language): string | null =>
  typeof value === 'string' || value === null ? value : value[language];

/** Changes read in one go for an export. */
const atOnce = 5_000;

/** The rows of a change: one to a difference. */
function rowsOf({ action, subject, differences, ...rest }: PlannedChange, language: Language) {
  const who = { ...rest, action: actionTitles[action][language], subject: subjectTitles[subject][language] };
  if (differences.length === 0) return [who];
  return differences.map(({ title, before, after }) => ({
    ...who,
    field: title[language],
    before: inWords(before, language),
    after: inWords(after, language),
  }));
}

export const exportPreview = route({
  method: 'GET',
  path: '/api/returns/submissions/:id/preview/export',
  summary: { zh: '导出入库后的变化', en: 'Export what accepting would change' },
  permission: 'returns.read',
  people: 'none',
  params: returnParams,
  query: previewExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, actor, params, query, language }) => {
    const found = await known(tx, params.id, actor);
    if (!found.ok) return found;
    const { planned, named, row } = found.value;
    const page = async (offset: number) => {
      const { exportRows, items } = await listPlanned(tx, params.id, { ...query, byName: named, limit: atOnce, offset });
      return { exportRows, read: items.length, rows: items.flatMap((one) => rowsOf(planned(one), language)) };
    };
    const { exportRows } = await listPlanned(tx, params.id, { ...query, byName: named, limit: 0 });
    const bounded = refuseRows(exportRows, query.format);
    if (!bounded.ok) return bounded;
    const table = { name: `${stem(row.file.name)}-${language === 'zh' ? '变化' : 'changes'}`, columns: previewColumns };
    if (query.format === 'csv')
      return ok(fileReply(`${table.name}.csv`, exportTypes[0], await csvInPages(table, atOnce, page, language)));
    const rows: ReturnType<typeof rowsOf>[number][] = [];
    for (let offset = 0, full = true; full; offset += atOnce) {
      const { read, rows: own } = await page(offset);
      rows.push(...own);
      full = read === atOnce;
    }
    return ok(await exportTable({ ...table, rows }, query.format, language));
  },
});
