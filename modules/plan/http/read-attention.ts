import { liesWithin } from '@songhua/engine-plan';
import { ok, route } from '@songhua/kernel';
import { attention, indicatorQuery } from '../contract.ts';
import { isOverdue } from '../domain/list-rules.ts';
import { pickAttention } from '../domain/pick-attention.ts';
import { loadClauses } from './load-clauses.ts';

export const readAttention = route({
  method: 'GET',
  path: '/api/plan/attention',
  summary: { zh: '最需要关注的五件事', en: 'The five things that need attention first' },
  permission: 'plan.read',
  people: 'none',
  query: indicatorQuery,
  response: attention,
  handle: async ({ tx, now, query }) => {
    const question = await loadClauses(tx, now, query);
    if (!question.ok) return question;
    const { world, area, at, outcomes, evaluations, tasks } = question.value;
    const items = pickAttention({
      rules: outcomes.map(({ rule: { spec }, status, counts }) => ({
        id: spec.id,
        summary: spec.summary,
        severity: spec.severity,
        status,
        failing: counts.fail,
        overdue: isOverdue(spec.deadline, at),
      })),
      indicators: evaluations.map(({ indicator, status, why }) => ({ id: indicator.id, name: indicator.name, status, why })),
      // Of a task that several counties have, the one in this area that is furthest behind.
      tasks: tasks.flatMap(({ title, areas }) => {
        const here = areas.filter((row) => liesWithin(world.tree, row.area, area.code)).toSorted((a, b) => b.late - a.late);
        return here.slice(0, 1).map(({ id, late }) => ({ id, title, daysLate: late }));
      }),
    });
    return ok({ plan: world.plan.id, area, at, items });
  },
});
