import { evaluateIndicator, type Indicator, trajectoryPoints, type World } from '@songhua/engine-plan';
import { ok, type Result, refuse, type Text } from '@songhua/kernel';
import { describeCurrent, describeIndicator } from './describe-indicator.ts';
import { findArea, type Question } from './list-indicators.ts';
import type { SaidDetail } from './speak-answer.ts';

const rollUps: Record<Indicator['rollUp'], Text> = {
  'ratio-of-sums': {
    zh: '上级地区用各地分子之和除以分母之和，不取比值的平均；缺任何一地即不汇总。',
    en: 'A larger area divides the sum of numerators by the sum of denominators, never averages ratios; if any part is missing it is not summed.',
  },
  none: {
    zh: '只用该地区自己公布或上报的数值，不由下级汇总。',
    en: 'Only figures published or entered for the area itself; not summed from its parts.',
  },
};

function sumText(world: World, ids: readonly string[] | undefined): Text | null {
  const measures = (ids ?? []).flatMap((id) => world.measures.get(id) ?? []);
  if (measures.length === 0) return null;
  return { zh: measures.map((m) => m.name.zh).join(' ＋ '), en: measures.map((m) => m.name.en).join(' + ') };
}

/** Areas to compare: the parts of this area above town level, or, when it has none, its siblings. */
function comparedAreas(world: World, code: string): readonly string[] {
  const parts = (of: string): string[] =>
    world.tree
      .childrenOf(of)
      .filter((area) => area.level !== 'town')
      .map((area) => area.code);
  const own = parts(code);
  const parent = world.tree.byCode.get(code)?.parent;
  return own.length > 0 || !parent || code === world.plan.area ? own : parts(parent);
}

/** One indicator with its definition, its trajectory and the areas beside each other; as of the plan's own area unless one is asked for. */
export function detailIndicator({ world, quotes, today, at }: Question, id: string, asked?: string): Result<SaidDetail> {
  const area = findArea(world, asked);
  if (!area.ok) return area;
  const { code } = area.value;
  const indicator = world.plan.indicators.find((x) => x.id === id);
  if (!indicator) return refuse('plan.unknown-indicator', { indicator: id, plan: world.plan.id });
  const evaluation = evaluateIndicator(world, indicator, code, at);
  const { definition } = indicator;
  return ok({
    plan: world.plan.id,
    area: area.value,
    at,
    today,
    item: describeIndicator(world.plan, evaluation, quotes),
    definition: {
      numerator: sumText(world, definition.numerator),
      denominator: sumText(world, definition.denominator),
      publishedRate: sumText(world, definition.publishedRate === undefined ? undefined : [definition.publishedRate]),
      factor: definition.factor,
      rollUp: rollUps[indicator.rollUp],
    },
    trajectory: evaluation.target ? trajectoryPoints(indicator.trajectory, evaluation.baseline, evaluation.target) : [],
    byArea: comparedAreas(world, code).flatMap((other) => {
      const ref = findArea(world, other);
      if (!ref.ok) return [];
      const there = evaluateIndicator(world, indicator, other, at);
      return [{ area: ref.value, current: describeCurrent(there), target: there.target?.value ?? null, status: there.status }];
    }),
  });
}
