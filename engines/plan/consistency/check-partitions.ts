import { baselineCounts, type CountOf, indicatorsOf, once, targetOf } from './baseline-figures.ts';
import type { Partition, Quantity } from './claims.ts';
import { type ConsistencyInput, computed, type Finding } from './finding.ts';
import { sameNumber, writeChange, writeNumber } from './write-number.ts';

interface Sum {
  readonly whole: number;
  readonly parts: readonly number[];
  readonly total: number;
}

/** The whole beside its parts; null when one of them is not stated. */
function sumOf(partition: Partition, figureOf: (quantity: Quantity) => number | null): Sum | null {
  const whole = figureOf(partition.whole);
  const parts = partition.parts.map(figureOf).filter((part) => part !== null);
  if (whole === null || parts.length < partition.parts.length) return null;
  return { whole, parts, total: parts.reduce((total, part) => total + part, 0) };
}

const terms = (parts: readonly number[]): string => parts.map((part) => writeNumber(part)).join(' + ');

const closes = (sum: Sum): boolean => sameNumber(sum.total, sum.whole);

interface Question {
  readonly input: ConsistencyInput;
  readonly partition: Partition;
  readonly countOf: CountOf;
  readonly clauses: readonly string[];
}

function checkCounts({ input, partition, countOf, clauses }: Question): Finding[] {
  const { area } = input.plan;
  const sum = sumOf(partition, ({ measure }) => (measure === undefined ? null : countOf(area, measure)));
  if (!sum || closes(sum)) return [];
  const { id, title, per } = partition;
  const missing = sum.whole - sum.total;
  const base = per ? countOf(area, per.measure) : null;
  const rate =
    per && base
      ? `; ${writeNumber(Math.abs(missing))} ÷ ${writeNumber(base)} × ${writeNumber(per.factor)} = ${writeNumber((Math.abs(missing) / base) * per.factor)}`
      : '';
  if (missing < 0) {
    const summary = {
      zh: `${title.zh}：基期各部分之和比总数多 ${writeNumber(-missing)}。`,
      en: `${title.en}: at the baseline the parts are ${writeNumber(-missing)} more than the whole.`,
    };
    return [
      computed(
        'part-sum',
        id,
        'high',
        clauses,
        summary,
        `${terms(sum.parts)} = ${writeNumber(sum.total)} > ${writeNumber(sum.whole)}`,
      ),
    ];
  }
  const summary = {
    zh: `${title.zh}：基期有 ${writeNumber(missing)} 不属于任何一部分。`,
    en: `${title.en}: at the baseline ${writeNumber(missing)} belong to none of the parts.`,
  };
  const arithmetic = `${writeNumber(sum.whole)} − (${terms(sum.parts)}) = ${writeNumber(sum.whole)} − ${writeNumber(sum.total)} = ${writeNumber(missing)}${rate}`;
  return [computed('unassigned-remainder', id, 'medium', clauses, summary, arithmetic)];
}

/** Other ways of dividing the same whole whose targets do add up. */
function closingOthers({ input, partition }: Question): string {
  const closing = input.claims.partitions.flatMap((other) => {
    if (other.id === partition.id || other.whole.target !== partition.whole.target) return [];
    const sum = sumOf(other, ({ target }) => targetOf(input.plan, target));
    return sum && closes(sum) ? [`${terms(sum.parts)} = ${writeNumber(sum.whole)}`] : [];
  });
  return closing.map((text) => `; ${text}`).join('');
}

function checkTargetSum(question: Question, sum: Sum): Finding[] {
  if (closes(sum)) return [];
  const { partition, clauses } = question;
  const others = closingOthers(question);
  const summary = {
    zh: `${partition.title.zh}：各部分的目标之和不等于总目标${others ? '；另一种划分的目标之和相等' : ''}。`,
    en: `${partition.title.en}: the targets of the parts do not add up to the target of the whole${others ? '; those of another division do' : ''}.`,
  };
  const arithmetic = `${terms(sum.parts)} = ${writeNumber(sum.total)} ≠ ${writeNumber(sum.whole)}${others}`;
  return [computed('target-sum', partition.id, 'medium', clauses, summary, arithmetic)];
}

/** The targets close, the counts did not: then the whole may be told to fall while its parts together are to rise. */
function checkDirection({ input, partition, countOf, clauses }: Question, targets: Sum): Finding[] {
  const { per, id, title } = partition;
  const base = per ? countOf(input.plan.area, per.measure) : null;
  const now = sumOf(partition, ({ measure }) => (measure === undefined ? null : countOf(input.plan.area, measure)));
  if (!per || base === null || !now || now.total > now.whole || !closes(targets)) return [];
  const goal = (target: number): number => Math.round((target * base) / per.factor);
  const whole = goal(targets.whole) - now.whole;
  const parts = targets.parts.map((target, i) => goal(target) - (now.parts[i] ?? 0));
  const total = parts.reduce((sum, change) => sum + change, 0);
  if (whole * total >= 0) return [];
  const verb = whole < 0 ? { zh: ['减少', '增加'], en: ['fall', 'rise'] } : { zh: ['增加', '减少'], en: ['rise', 'fall'] };
  const names = (language: 'zh' | 'en', separator: string): string =>
    partition.parts.map((part, i) => `${part.name[language]} ${writeChange(parts[i] ?? 0)}`).join(separator);
  const summary = {
    zh: `${title.zh}：按基期人口，总目标要求${verb.zh[0]}，各部分的目标合起来却要求${verb.zh[1]}（${names('zh', '，')}）。`,
    en: `${title.en}: at the baseline's population the whole is to ${verb.en[0]} while its parts together are to ${verb.en[1]} (${names('en', ', ')}).`,
  };
  const arithmetic = `${writeNumber(targets.whole)} × ${writeNumber(base)} ÷ ${writeNumber(per.factor)} − ${writeNumber(now.whole)} = ${writeChange(whole)}; ${parts.map((change) => `(${writeChange(change)})`).join(' + ')} = ${writeChange(total)}`;
  return [computed('target-direction', id, 'medium', clauses, summary, arithmetic)];
}

/** Whether what is claimed to be divided adds up: counts of the baseline, targets, and the way both are to go. */
export function checkPartitions(input: ConsistencyInput): Finding[] {
  const countOf = baselineCounts(input);
  return input.claims.partitions.flatMap((partition) => {
    const clauses = once([...partition.clauses, ...indicatorsOf(input.plan, [partition.whole, ...partition.parts])]);
    const question = { input, partition, countOf, clauses };
    const targets = partition.compare.includes('targets') ? sumOf(partition, ({ target }) => targetOf(input.plan, target)) : null;
    return [
      ...(partition.compare.includes('counts') ? checkCounts(question) : []),
      ...(targets ? [...checkTargetSum(question, targets), ...checkDirection(question, targets)] : []),
    ];
  });
}
