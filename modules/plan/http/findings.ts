import { findInconsistencies } from '@songhua/engine-plan';
import { ok, type Result, route, type Tx } from '@songhua/kernel';
import { areaTree } from '@songhua/module-registry/api.ts';
import { exportTable, exportTypes } from '@songhua/tables';
import type { z } from 'zod';
import { exportQuery, type FindingList, findingList, findingQuery } from '../contract.ts';
import { planFacts } from '../store/facts.ts';
import { choosePlan } from './load-question.ts';
import { findingSheet } from './rule-sheets.ts';

/** Where the plan contradicts itself, worked out anew from its data each time it is asked. */
async function find(tx: Tx, { plan: id, kind, clause }: z.output<typeof findingQuery>): Promise<Result<FindingList>> {
  const chosen = await choosePlan(tx, id);
  if (!chosen.ok) return chosen;
  const { plan, printed, misprints, claims, rules } = chosen.value;
  const found = findInconsistencies({
    plan,
    areas: await areaTree(tx),
    facts: await planFacts(tx, plan.id),
    printed,
    misprints,
    claims,
    deadlines: rules.flatMap(({ id: rule, deadline, clauses }) =>
      deadline === null ? [] : [{ id: rule, date: deadline, clauses }],
    ),
  });
  const items = found
    .filter((one) => (kind === undefined || one.kind === kind) && (clause === undefined || one.clauses.includes(clause)))
    .map(({ id: name, kind: sort, severity, summary, arithmetic, clauses, basis, handling }) => ({
      id: name,
      kind: sort,
      severity,
      summary,
      arithmetic,
      clauses: [...clauses],
      basis,
      ...(handling && { handling }),
    }));
  return ok({ plan: plan.id, total: items.length, items });
}

export const listFindings = route({
  method: 'GET',
  path: '/api/plan/findings',
  summary: { zh: '规划自身对不上、相互矛盾或无从核查之处', en: 'Where the plan contradicts itself or cannot be checked' },
  permission: 'plan.read',
  people: 'none',
  query: findingQuery,
  response: findingList,
  handle: ({ tx, query }) => find(tx, query),
});

export const exportFindings = route({
  method: 'GET',
  path: '/api/plan/findings/export',
  summary: { zh: '导出规划自身核对的发现', en: 'What is inconsistent in the plan, as a file' },
  permission: 'plan.read',
  people: 'none',
  query: findingQuery.extend(exportQuery.shape),
  response: { file: exportTypes },
  handle: async ({ tx, query, language }) => {
    const found = await find(tx, query);
    return found.ok ? ok(await exportTable(findingSheet(found.value, language), query.format, language)) : found;
  },
});
