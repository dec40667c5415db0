import { evidenceTitles } from '@songhua/engine-plan/evidence.ts';
import { ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { z } from 'zod';
import { reconciliation as compare } from '../api.ts';
import { type Reconciliation, reconciliation, reconciliationExportQuery, reconciliationQuery } from '../contract.ts';
import { dayInBeijing } from '../domain/day-in-beijing.ts';
import { narrowReconciliation } from '../domain/narrow-reconciliation.ts';
import { subtree } from '../store/areas.ts';

/** The reconciliation as it was asked for; an area that does not exist is refused. */
async function compareIn(tx: Tx, { area, show }: z.output<typeof reconciliationQuery>): Promise<Result<Reconciliation>> {
  const codes = area === undefined ? null : new Set(await subtree(tx, area));
  if (area !== undefined && codes?.size === 0) return refuse('registry.unknown-area', { area });
  return ok(narrowReconciliation(await compare(tx), codes, show));
}

export const readReconciliation = route({
  method: 'GET',
  path: '/api/registry/reconciliation',
  summary: { zh: '公布数与机构库合计逐项核对', en: 'Every published total beside the registry’s sum' },
  permission: 'registry.read',
  people: 'none',
  query: reconciliationQuery,
  response: reconciliation,
  handle: async ({ tx, now, query }) => {
    const found = await compareIn(tx, query);
    if (!found.ok) return found;
    // Before any total is loaded there is no day of its own to give.
    return ok({ ...found.value, asOf: found.value.asOf || dayInBeijing(now) });
  },
});

const columns: Table['columns'] = [
  { key: 'code', title: { zh: '区划代码', en: 'Area code' }, type: 'text' },
  { key: 'area', title: { zh: '地区', en: 'Area' }, type: 'text' },
  { key: 'title', title: { zh: '指标量', en: 'Measure' }, type: 'text' },
  { key: 'unit', title: { zh: '单位', en: 'Unit' }, type: 'text' },
  { key: 'published', title: { zh: '公布数', en: 'Published' }, type: 'integer' },
  { key: 'registry', title: { zh: '机构库合计', en: 'Registry' }, type: 'integer' },
  { key: 'evidence', title: { zh: '合计依据', en: 'Registry rests on' }, type: 'text' },
  { key: 'difference', title: { zh: '差额', en: 'Difference' }, type: 'integer' },
  { key: 'status', title: { zh: '结果', en: 'Result' }, type: 'text' },
  { key: 'source', title: { zh: '来源', en: 'Source' }, type: 'text' },
];

const statusTitles = {
  equal: { zh: '一致', en: 'Equal' },
  differs: { zh: '不一致', en: 'Differs' },
  missing: { zh: '缺少', en: 'Missing' },
} as const;

export const exportReconciliation = route({
  method: 'GET',
  path: '/api/registry/reconciliation/export',
  summary: { zh: '导出数据核对表', en: 'Export the reconciliation' },
  permission: 'registry.read',
  people: 'none',
  query: reconciliationExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query, language }) => {
    const found = await compareIn(tx, query);
    if (!found.ok) return found;
    const rows = found.value.items.map((item) => ({
      code: item.area.code,
      area: item.area.name[language],
      title: item.title[language],
      unit: item.unit[language],
      published: item.published,
      registry: item.registry,
      evidence: item.evidence && evidenceTitles[item.evidence][language],
      difference: item.difference,
      status: statusTitles[item.status][language],
      source: item.source,
    }));
    const name = language === 'zh' ? '数据核对' : 'reconciliation';
    return ok(await exportTable({ name, columns, rows }, query.format, language));
  },
});
