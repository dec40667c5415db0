import { ok, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes } from '@songhua/tables';
import { exportQuery, type PlanSummary, planList } from '../contract.ts';
import { listDocuments } from '../store/documents.ts';
import { readPlans } from '../store/plans.ts';
import { loadQuestion } from './load-question.ts';
import { planSheet } from './sheets.ts';

async function summaries(tx: Tx, now: Date): Promise<PlanSummary[]> {
  const loaded = new Set((await listDocuments(tx, null)).map((document) => document.plan));
  const items: PlanSummary[] = [];
  for (const { plan } of await readPlans(tx)) {
    const question = await loadQuestion(tx, now, { plan: plan.id });
    if (!question.ok) continue;
    const { id, title, document, area, start, end, rating } = plan;
    items.push({
      id,
      title,
      document: { ...document, loaded: loaded.has(id) },
      area,
      today: question.value.today,
      start,
      end,
      rating,
    });
  }
  return items;
}

export const listPlans = route({
  method: 'GET',
  path: '/api/plan/plans',
  summary: { zh: '规划清单', en: 'The plans this city follows' },
  permission: 'plan.read',
  people: 'none',
  response: planList,
  handle: async ({ tx, now }) => ok({ items: await summaries(tx, now) }),
});

export const exportPlans = route({
  method: 'GET',
  path: '/api/plan/plans/export',
  summary: { zh: '导出规划清单', en: 'The plans as a file' },
  permission: 'plan.read',
  people: 'none',
  query: exportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, now, query, language }) =>
    ok(await exportTable(planSheet(await summaries(tx, now), language), query.format, language)),
});
