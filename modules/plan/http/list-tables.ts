import { earlier } from '@songhua/engine-plan';
import { type Language, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes } from '@songhua/tables';
import { z } from 'zod';
import { exportQuery, type PlanTables, planTables, tableQuery } from '../contract.ts';
import { layOutTable } from '../domain/lay-out-table.ts';
import { loadQuestion } from './load-question.ts';
import { layoutSheet } from './sheets.ts';

async function tables(tx: Tx, now: Date, query: z.output<typeof tableQuery>): Promise<Result<PlanTables>> {
  const question = await loadQuestion(tx, now, query);
  if (!question.ok) return question;
  const { world, body, today, at: asked } = question.value;
  // A table is headed with the year of its figures, and there are none after today.
  const asOf = earlier(asked, today);
  return ok({
    plan: body.plan.id,
    today,
    items: body.plan.tables.map((table) => layOutTable(world, table, asOf, body.misprints)),
  });
}

export const listTables = route({
  method: 'GET',
  path: '/api/plan/tables',
  summary: { zh: '规划的资源配置表，按规划原有版式', en: 'The plan’s resource tables in its own layout' },
  permission: 'plan.read',
  people: 'none',
  query: tableQuery,
  response: planTables,
  handle: ({ tx, now, query }) => tables(tx, now, query),
});

const sheetOf = async (
  tx: Tx,
  now: Date,
  query: z.output<typeof exportTableQuery>,
  id: string | undefined,
  language: Language,
): Promise<Result<unknown>> => {
  const all = await tables(tx, now, query);
  if (!all.ok) return all;
  const table = id === undefined ? all.value.items[0] : all.value.items.find((item) => item.id === id);
  if (!table) return refuse('plan.unknown-table', { table: id ?? '', plan: all.value.plan });
  return ok(await exportTable(layoutSheet(table, language), query.format, language));
};

const exportTableQuery = tableQuery.extend(exportQuery.shape);

export const exportTables = route({
  method: 'GET',
  path: '/api/plan/tables/export',
  summary: { zh: '导出一张资源配置表（默认第一张）', en: 'One resource table as a file, the first unless `table` says' },
  permission: 'plan.read',
  people: 'none',
  query: exportTableQuery.extend({ table: z.string().max(64).optional() }),
  response: { file: exportTypes },
  handle: ({ tx, now, query, language }) => sheetOf(tx, now, query, query.table, language),
});

export const exportOneTable = route({
  method: 'GET',
  path: '/api/plan/tables/:id/export',
  summary: { zh: '导出一张资源配置表', en: 'One resource table as a file' },
  permission: 'plan.read',
  people: 'none',
  params: z.object({ id: z.string().max(64) }),
  query: exportTableQuery,
  response: { file: exportTypes },
  handle: ({ tx, now, params: { id }, query, language }) => sheetOf(tx, now, query, id, language),
});
