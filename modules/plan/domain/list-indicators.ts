import { evaluateIndicator, liesWithin, type World } from '@songhua/engine-plan';
import { ok, type Result, refuse } from '@songhua/kernel';
import type { AreaRef } from '../contract.ts';
import { describeIndicator, type Quotes } from './describe-indicator.ts';
import type { SaidList } from './speak-answer.ts';

/** A plan's world with the dates a question is about. */
export interface Question {
  readonly world: World;
  readonly quotes: Quotes;
  /** Date of the newest fact that is not in the future. */
  readonly today: string;
  readonly at: string;
}

/** The area of this code (of the plan itself when none is asked for), when the plan is for it or for an area above it. */
export function findArea(world: World, code: string = world.plan.area): Result<AreaRef> {
  const area = world.tree.byCode.get(code);
  if (!area || !liesWithin(world.tree, code, world.plan.area))
    return refuse('plan.unknown-area', { area: code, plan: world.plan.id });
  return ok({ code: area.code, name: area.name });
}

/** All indicators of a plan in one area on one day, in the plan's order; in the plan's own area unless one is asked for. */
export function listIndicators({ world, quotes, today, at }: Question, code?: string): Result<SaidList> {
  const area = findArea(world, code);
  if (!area.ok) return area;
  const items = world.plan.indicators.map((indicator) =>
    describeIndicator(world.plan, evaluateIndicator(world, indicator, area.value.code, at), quotes),
  );
  return ok({ plan: world.plan.id, area: area.value, at, today, total: items.length, items });
}
