import type { Text } from './evidence.ts';
import { type IndicatorValue, indicatorValue } from './indicator-value.ts';
import type { World } from './measure-value.ts';
import { printDate } from './print-date.ts';
import { printValue } from './print-value.ts';
import { type Rating, rateProgress } from './rate-progress.ts';
import { satisfiesTarget } from './satisfies-target.ts';
import type { Indicator, Target } from './schema.ts';

export interface Baseline {
  readonly year: number;
  readonly date: string;
  readonly value: number | null;
  readonly printed: string | null;
  readonly bound?: 'at-least' | 'at-most';
}

/** An indicator in one area on one day: everything a page, an export or a command shows of it. */
export interface Evaluation extends Rating {
  readonly indicator: Indicator;
  readonly area: string;
  readonly baseline: Baseline;
  /** The area's own target, or null. */
  readonly target: Target | null;
  /** The value the plan's whole area is to reach, when this area has no target of its own. */
  readonly reference: number | null;
  readonly current: IndicatorValue;
  readonly printed: string | null;
  /** The fewest whole counts still missing (or, below zero, to shed) at the denominator of `current`, so that the target holds. */
  readonly gap: { readonly value: number; readonly unit: Text } | null;
  readonly notes: readonly Text[];
}

/** The plan's own baseline for its whole area; elsewhere what the real figures of that day give, never synthetic ones. */
function baselineOf(world: World, indicator: Indicator, area: string): Baseline {
  const { year, date, value, printed, bound } = indicator.baseline;
  if (area === world.plan.area) return { year, date, value, printed, ...(bound && { bound }) };
  const own = indicatorValue(world, indicator.definition, area, date, indicator.rollUp === 'ratio-of-sums');
  if (own.value === null || own.basis === 'synthetic') return { year, date, value: null, printed: null };
  return { year, date, value: own.value, printed: printValue(own.value, indicator.decimals, indicator.format) };
}

/** The whole count nearest to the target that satisfies it: the least for a floor, the most for a ceiling. */
function countWanted(target: Target, goal: number, perUnit: number, decimals: number): number {
  const exact = goal * perUnit;
  // The rule that decides `met` decides here too: binary rounding of the product cannot ask for one more than it.
  const nearby = [-1, 0, 1, 2].map((step) => Math.floor(exact) + step);
  const reaches = (count: number): boolean => satisfiesTarget(target, count / perUnit, decimals);
  const floor = target.operator === '>=' || target.operator === '>';
  const ceiling = target.operator === '<=' || target.operator === '<';
  const found = floor ? nearby.find(reaches) : ceiling ? nearby.findLast(reaches) : undefined;
  return found ?? Math.round(exact);
}

function gapOf(
  world: World,
  indicator: Indicator,
  target: Target | null,
  current: IndicatorValue,
  met: boolean,
): Evaluation['gap'] {
  const measure = world.measures.get(indicator.definition.numerator?.[0] ?? '');
  if (met || !target || target.value === null) return null;
  if (!measure || current.numerator === undefined) return null;
  const perUnit = (current.denominator ?? 1) / indicator.definition.factor;
  const wanted = countWanted(target, target.value, perUnit, indicator.decimals);
  return { value: wanted - current.numerator, unit: measure.unit };
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function notesOf(
  indicator: Indicator,
  baseline: Baseline,
  target: Target | null,
  current: IndicatorValue,
  rating: Rating,
  at: string,
): Text[] {
  const notes = [...indicator.notes, ...current.notes];
  if (target?.toleranceNote) notes.push(target.toleranceNote);
  if (current.value === null) return notes;
  const print = (value: number): string => printValue(value, indicator.decimals, indicator.format);
  const fallen = baseline.value !== null && current.value < baseline.value - 0.5 * 10 ** -indicator.decimals;
  if (rating.status === 'met' && indicator.polarity === 'increase' && fallen && baseline.value !== null) {
    notes.push({
      zh: `虽仍达到目标，但已低于基期：${print(baseline.value)} 降至 ${print(current.value)}`,
      en: `still on target, but below the baseline: ${print(baseline.value)} fell to ${print(current.value)}`,
    });
  }
  if (daysBetween(current.asOf, at) > 366) {
    notes.push({
      zh: `最新数据截至${printDate(current.asOf).zh}，与${printDate(at).zh}的要求相比`,
      en: `the newest figure is of ${printDate(current.asOf).en}; it is held against what ${printDate(at).en} asks`,
    });
  }
  if (current.basis === 'synthetic') {
    notes.push({
      zh: '依据合成数据计算，不反映任何真实地区或机构',
      en: 'rests on synthetic facts; says nothing about any real place or institution',
    });
  }
  return notes;
}

/** The whole area's target, for a part to compare itself with; a plain count of the whole says nothing about a part. */
function referenceOf(world: World, { definition, targets }: Indicator): number | null {
  if (definition.numerator && !definition.denominator) return null;
  return targets.find((target) => target.area === world.plan.area)?.value ?? null;
}

/** Evaluates one indicator in one area on one day. An area without a target of its own is unknown, never failing. */
export function evaluateIndicator(world: World, indicator: Indicator, area: string, at: string): Evaluation {
  const rollUp = indicator.rollUp === 'ratio-of-sums';
  const current = indicatorValue(world, indicator.definition, area, at, rollUp);
  const target = indicator.targets.find((t) => t.area === area) ?? null;
  const baseline = baselineOf(world, indicator, area);
  const rating: Rating = target
    ? rateProgress({
        decimals: indicator.decimals,
        format: indicator.format,
        trajectory: indicator.trajectory,
        baseline,
        target,
        value: current.value,
        ...(current.value === null && { reason: current.reason }),
        at,
        behind: world.plan.rating.behind,
      })
    : {
        status: 'unknown',
        expected: null,
        progress: null,
        why: { zh: '规划没有为该地区设定目标', en: 'the plan sets no target for this area' },
      };
  return {
    ...rating,
    indicator,
    area,
    baseline,
    target,
    reference: target ? null : referenceOf(world, indicator),
    current,
    printed: current.value === null ? null : printValue(current.value, indicator.decimals, indicator.format),
    gap: gapOf(world, indicator, target, current, rating.status === 'met'),
    notes: notesOf(indicator, baseline, target, current, rating, at),
  };
}
