import { type Call, ok, type RecordStore, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { ChangeRow, HistoryList } from '../contract.ts';
import { historyExportQuery, historyList, historyQuery, institutionParams } from '../contract.ts';
import { listChanges, sourceOfChange } from '../domain/list-changes.ts';
import { resourcesOf } from '../store/history.ts';
import { findInstitution } from '../store/institutions.ts';
import { makersOf, type Version } from './name-makers.ts';

function whatOf({ version, resource, before }: Version): ChangeRow['what'] {
  if (!resource) return 'deleted';
  if (before) return 'changed';
  return version === '1' ? 'created' : 'restored';
}

/** Every version of the institution's resources, newest first, with who made it and what it changed. */
async function readChanges(
  tx: Tx,
  records: RecordStore,
  id: string,
  page: { readonly limit: number; readonly offset?: number; readonly changes: boolean },
): Promise<HistoryList> {
  const { total, items } = await records.versions(tx, await resourcesOf(tx, id), page);
  const makers = await makersOf(tx, items);
  return {
    total,
    items: items.map(
      (item): ChangeRow => ({
        type: item.type,
        id: item.id,
        version: item.version,
        at: item.at,
        what: whatOf(item),
        by: makers(item),
        source: item.resource && sourceOfChange(item.before, item.resource),
        fields: item.resource && item.before ? [...listChanges(item.before, item.resource)] : [],
      }),
    ),
  };
}

async function institutionOr404({
  tx,
  params: { id },
}: Pick<Call<{ id: string }, unknown, unknown>, 'tx' | 'params'>): Promise<Result<string>> {
  const detail = await findInstitution(tx, id);
  return detail ? ok(detail.institution.name) : refuse('registry.unknown-institution', { id });
}

export const readHistory = route({
  method: 'GET',
  path: '/api/registry/institutions/:id/history',
  summary: { zh: '一个机构的全部变更及变更人', en: 'Every change of one institution and who made it' },
  permission: 'registry.read',
  people: 'none',
  params: institutionParams,
  query: historyQuery,
  response: historyList,
  handle: async (call) => {
    const known = await institutionOr404(call);
    if (!known.ok) return known;
    const { show, limit, offset } = call.query;
    return ok(await readChanges(call.tx, call.records, call.params.id, { limit, offset, changes: show === 'edits' }));
  },
});

const columns: Table['columns'] = [
  { key: 'at', title: { zh: '时间', en: 'Time' }, type: 'text' },
  { key: 'by', title: { zh: '变更人', en: 'By' }, type: 'text' },
  { key: 'what', title: { zh: '变更', en: 'Change' }, type: 'text' },
  { key: 'resource', title: { zh: '资源', en: 'Resource' }, type: 'text' },
  { key: 'version', title: { zh: '版本', en: 'Version' }, type: 'text' },
  { key: 'field', title: { zh: '字段', en: 'Field' }, type: 'text' },
  { key: 'before', title: { zh: '变更前', en: 'Before' }, type: 'text' },
  { key: 'after', title: { zh: '变更后', en: 'After' }, type: 'text' },
  { key: 'source', title: { zh: '来源', en: 'Source' }, type: 'text' },
];
const whatTitles: Readonly<Record<ChangeRow['what'], { readonly zh: string; readonly en: string }>> = {
  created: { zh: '新建', en: 'Created' },
  changed: { zh: '修改', en: 'Changed' },
  deleted: { zh: '删除', en: 'Deleted' },
  restored: { zh: '恢复', en: 'Restored' },
};
/** A file of more would help nobody. */
const mostExported = 20_000;

export const exportHistory = route({
  method: 'GET',
  path: '/api/registry/institutions/:id/history/export',
  summary: { zh: '导出一个机构的变更记录', en: 'The changes of one institution as a file' },
  permission: 'registry.read',
  people: 'none',
  params: institutionParams,
  query: historyExportQuery,
  response: { file: exportTypes },
  handle: async (call) => {
    const known = await institutionOr404(call);
    if (!known.ok) return known;
    const { query, language, params } = call;
    const { items } = await readChanges(call.tx, call.records, params.id, {
      limit: mostExported,
      changes: query.show === 'edits',
    });
    const rows = items.flatMap((item) => {
      const row = {
        at: item.at,
        by: item.by.map(({ name, id }) => name ?? id).join(' / '),
        what: whatTitles[item.what][language],
        resource: `${item.type}/${item.id}`,
        version: item.version,
        source: item.source,
      };
      const fields = item.fields.length > 0 ? item.fields : [{ field: null, before: null, after: null }];
      return fields.map(({ field, before, after }) => ({ ...row, field, before, after }));
    });
    const name = `${known.value}${language === 'zh' ? '变更记录' : ' changes'}`;
    return ok(await exportTable({ name, columns, rows }, query.format, language));
  },
});
