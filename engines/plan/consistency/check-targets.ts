import { printValue } from '../print-value.ts';
import type { Indicator, Plan } from '../schema.ts';
import { wholeTarget } from './baseline-figures.ts';
import { type ConsistencyInput, computed, type Finding } from './finding.ts';
import { writeNumber } from './write-number.ts';

/** A target behind its own baseline, against the direction the indicator is to take. */
function checkBaseline(plan: Plan, indicator: Indicator): Finding[] {
  const target = wholeTarget(plan, indicator);
  const from = indicator.baseline.value;
  if (!target || target.value === null || from === null) return [];
  const worse =
    (indicator.polarity === 'increase' && target.value < from) || (indicator.polarity === 'decrease' && target.value > from);
  if (!worse) return [];
  const print = (value: number): string => printValue(value, indicator.decimals, indicator.format);
  const { name } = indicator;
  const summary = {
    zh: `“${name.zh}”的目标 ${print(target.value)} 比基期 ${print(from)} 还差：不作任何努力也已达到。`,
    en: `The target ${print(target.value)} of “${name.en}” is worse than its baseline ${print(from)}: it is met without doing anything.`,
  };
  const sign = target.value < from ? '<' : '>';
  const change = writeNumber(target.value - from, indicator.decimals);
  const arithmetic = `${print(target.value)} ${sign} ${print(from)} (${change})`;
  return [computed('target-below-baseline', indicator.id, 'medium', [indicator.id], summary, arithmetic)];
}

const same = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a !== undefined && b !== undefined && a.length === b.length && a.every((id, i) => id === b[i]);

/** Half of the last digit that a number is written with. */
const halfDigit = (value: number): number => 0.5 * 10 ** -(String(value).split('.')[1]?.length ?? 0);

/** An indicator A = x/y beside two others x/p and y/p: its target against the quotient of theirs. */
function checkRatio(plan: Plan, ratio: Indicator): Finding[] {
  const goal = wholeTarget(plan, ratio)?.value ?? null;
  const { numerator, denominator } = ratio.definition;
  if (goal === null || !denominator) return [];
  const of = (measures: readonly string[] | undefined): Indicator[] =>
    plan.indicators.filter((x) => x !== ratio && same(x.definition.numerator, measures));
  return of(numerator).flatMap((top) =>
    of(denominator).flatMap((bottom): Finding[] => {
      const [t, b] = [wholeTarget(plan, top)?.value ?? null, wholeTarget(plan, bottom)?.value ?? null];
      if (!same(top.definition.denominator, bottom.definition.denominator) || t === null || b === null || b === 0) return [];
      const scale = (ratio.definition.factor * bottom.definition.factor) / top.definition.factor;
      const print = (value: number): string => printValue(value, ratio.decimals, ratio.format);
      const given = (t / b) * scale;
      if (print(given) === print(goal)) return [];
      const [low, high] = [
        ((t - halfDigit(t)) / (b + halfDigit(b))) * scale,
        ((t + halfDigit(t)) / Math.max(b - halfDigit(b), Number.EPSILON)) * scale,
      ];
      const rounding = goal >= low && goal <= high;
      const summary = {
        zh: `“${ratio.name.zh}”的目标 ${print(goal)} 与“${top.name.zh}”“${bottom.name.zh}”两个目标之比 ${print(given)} 不等${rounding ? '，取整可以解释' : ''}。`,
        en: `The target ${print(goal)} of “${ratio.name.en}” is not the quotient ${print(given)} of the targets of “${top.name.en}” and “${bottom.name.en}”${rounding ? '; rounding can explain it' : ''}.`,
      };
      const arithmetic = `${writeNumber(t, 4)} ÷ ${writeNumber(b, 4)} = ${writeNumber(given, 3)} ≠ ${writeNumber(goal, 4)}; ${writeNumber(low, 3)} … ${writeNumber(high, 3)}`;
      const clauses = [ratio.id, top.id, bottom.id];
      return [computed('ratio-target', ratio.id, rounding ? 'low' : 'medium', clauses, summary, arithmetic)];
    }),
  );
}

/** No target of the plan binds anyone. */
function checkBinding({ plan }: ConsistencyInput): Finding[] {
  const binding = plan.indicators.filter((indicator) => indicator.nature === '约束性').length;
  if (binding > 0) return [];
  const summary = {
    zh: `${plan.indicators.length} 项指标全部是预期性的，没有一项约束性指标。`,
    en: `All ${plan.indicators.length} indicators are expected values; none is binding.`,
  };
  const clauses = plan.indicators.map((indicator) => indicator.id);
  return [computed('nothing-binding', plan.id, 'low', clauses, summary, `0 ÷ ${plan.indicators.length} = 0`)];
}

/** Targets behind their baselines, ratios that contradict the targets they are made of, and whether anything binds. */
export const checkTargets = (input: ConsistencyInput): Finding[] => [
  ...input.plan.indicators.flatMap((indicator) => checkBaseline(input.plan, indicator)),
  ...input.plan.indicators.flatMap((indicator) => checkRatio(input.plan, indicator)),
  ...checkBinding(input),
];
