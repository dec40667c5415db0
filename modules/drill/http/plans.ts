import { type Actor, may, ok, refuse, route, type Tx } from '@songhua/kernel';
import { dayInBeijing } from '@songhua/module-registry/api.ts';
import { type DrillPlanList, planChange, planDraft, planList, planParams, planQuery } from '../contract.ts';
import { audiencesWithout, isOverdue } from '../domain/review-plans.ts';
import { changePlan, holdPlan, insertPlan, listPlans } from '../store/plans.ts';

async function loadPlans(tx: Tx, actor: Actor, year: number, now: Date): Promise<DrillPlanList> {
  const plans = await listPlans(tx, year);
  const today = dayInBeijing(now);
  return {
    year,
    items: plans.map((one) => ({ ...one, overdue: isOverdue(one, today) })),
    without: audiencesWithout(plans),
    mayManage: may(actor, 'drill.manage'),
  };
}

const yearOf = (day: string): number => Number(day.slice(0, 4));

export const listPlansRoute = route({
  method: 'GET',
  path: '/api/drill/plans',
  summary: { zh: '年度演练计划', en: 'The drills planned for a year' },
  permission: 'drill.read',
  people: 'none',
  query: planQuery,
  response: planList,
  handle: async ({ tx, actor, now, query: { year = yearOf(dayInBeijing(now)) } }) => ok(await loadPlans(tx, actor, year, now)),
});

export const addPlan = route({
  method: 'POST',
  path: '/api/drill/plans',
  summary: { zh: '列入一项演练计划', en: 'Plan a drill' },
  permission: 'drill.manage',
  people: 'none',
  body: planDraft,
  response: planList,
  handle: async ({ tx, actor, now, newId, body }) => {
    await insertPlan(tx, newId(), body, actor.name, now);
    return ok(await loadPlans(tx, actor, yearOf(body.day), now));
  },
});

export const changePlanRoute = route({
  method: 'POST',
  path: '/api/drill/plans/:id',
  summary: { zh: '登记演练已举行或取消，也可改回', en: 'Say that a planned drill was held or is off, or that neither is so' },
  permission: 'drill.manage',
  people: 'none',
  params: planParams,
  body: planChange,
  response: planList,
  handle: async ({ tx, actor, now, params: { id }, body: { version, state, note } }) => {
    const held = await holdPlan(tx, id);
    if (!held) return refuse('drill.unknown-plan', { id });
    if (held.version !== version) return refuse('drill.changed-meanwhile', { version: held.version, seen: version });
    await changePlan(tx, id, state, note);
    return ok(await loadPlans(tx, actor, yearOf(held.day), now));
  },
});
