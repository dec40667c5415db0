import { ok, refuse, route, type Tx } from '@songhua/kernel';
import { eventKinds, levels, type PlanList, planDraft, planList, planParams, ruleSetDraft, ruleSets } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { reviewDue } from '../domain/review-due.ts';
import { findPlanGaps } from '../domain/start-response.ts';
import { addPlan, addRuleSet, currentRules, listPlans, listRuleSets } from '../store/editions.ts';
import { loadSurroundings } from './load-surroundings.ts';

async function loadPlans(tx: Tx, now: Date): Promise<PlanList> {
  const plans = await listPlans(tx);
  return {
    items: plans.map((plan) => {
      const due = reviewDue(plan.at, plan.reviewMonths);
      return { ...plan, reviewDue: due, reviewLate: due < now.toISOString() };
    }),
    gaps: findPlanGaps(plans, eventKinds, levels),
  };
}

export const listPlansRoute = route({
  method: 'GET',
  path: '/api/emergency/plans',
  summary: {
    zh: '应急预案库：现行版本、修订期限与覆盖缺口',
    en: 'Response plans: versions in force, when to review them, and gaps',
  },
  permission: 'emergency.read',
  people: 'none',
  response: planList,
  handle: async ({ tx, now }) => ok(await loadPlans(tx, now)),
});

export const savePlan = route({
  method: 'PUT',
  path: '/api/emergency/plans/:plan',
  summary: { zh: '新增或修订预案，旧版本保留', en: 'Add or revise a plan; the older versions stay' },
  permission: 'emergency.command',
  people: 'none',
  params: planParams,
  body: planDraft,
  response: planList,
  handle: async ({ tx, actor, now, params: { plan }, body: { version, ...body } }) => {
    const { decidesFor } = await loadSurroundings(tx, actor);
    if (decidesFor !== 'city') return refuse('emergency.for-the-city', { own: actor.area ?? '' });
    for (const part of ['tasks', 'notices', 'termination'] as const) {
      const ids = body[part].map(({ id }) => id);
      const twice = ids.find((id, at) => ids.indexOf(id) !== at);
      if (twice !== undefined) return refuse('emergency.twice-in-plan', { part, id: twice });
    }
    const saved = await addPlan(tx, { ...body, id: plan }, version, actor.name, now);
    return saved ? ok(await loadPlans(tx, now)) : refuse('emergency.plan-changed-meanwhile', { plan, seen: version });
  },
});

export const listRules = route({
  method: 'GET',
  path: '/api/emergency/rules',
  summary: { zh: '事件分级标准的各版本', en: 'The editions of the grading rules' },
  permission: 'emergency.read',
  people: 'none',
  response: ruleSets,
  handle: async ({ tx, now }) => ok({ current: await currentRules(tx, dayInBeijing(now)), items: await listRuleSets(tx) }),
});

export const addRules = route({
  method: 'POST',
  path: '/api/emergency/rules',
  summary: { zh: '录入新版分级标准，旧版本保留', en: 'Enter a new edition of the grading rules; the older ones stay' },
  permission: 'emergency.command',
  people: 'none',
  body: ruleSetDraft,
  response: ruleSets,
  handle: async ({ tx, actor, now, body }) => {
    const { decidesFor } = await loadSurroundings(tx, actor);
    if (decidesFor !== 'city') return refuse('emergency.for-the-city', { own: actor.area ?? '' });
    await addRuleSet(tx, body, actor.name, now);
    return ok({ current: await currentRules(tx, dayInBeijing(now)), items: await listRuleSets(tx) });
  },
});
