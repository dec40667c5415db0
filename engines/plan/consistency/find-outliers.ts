import type { Text } from '../evidence.ts';
import { columnsOf, once } from './baseline-figures.ts';
import { type ConsistencyInput, computed, type Finding } from './finding.ts';
import { writeNumber } from './write-number.ts';

/** Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC, 1993): modified z-scores beyond 3.5 are outliers. */
const limit = 3.5;
/** Fewer figures have no middle worth the name. */
const fewest = 5;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

interface Figure {
  readonly area: string;
  readonly name: Text;
  readonly value: number;
}

/**
 * Published rates of areas, far from those of the others, that no counts can confirm: only these, since a rate with
 * its counts is checked exactly.
 */
export function findOutliers(input: ConsistencyInput): Finding[] {
  const { plan, areas, facts, claims } = input;
  return columnsOf(plan).flatMap(({ table, column }) => {
    const indicator = plan.indicators.find((x) => x.id === column.indicator);
    const rate = indicator?.definition.publishedRate;
    if (!indicator || rate === undefined) return [];
    const counts = [...(indicator.definition.numerator ?? []), ...(indicator.definition.denominator ?? [])];
    const figures = table.rows.flatMap((code): Figure[] => {
      const at = (measure: string) => facts.find((f) => f.area === code && f.measure === measure && f.asOf <= plan.start);
      const [fact, area] = [at(rate), areas.find((a) => a.code === code)];
      const confirmed = counts.length > 0 && counts.every((measure) => at(measure));
      return fact && area && code !== plan.area && !confirmed ? [{ area: code, name: area.name, value: fact.value }] : [];
    });
    if (figures.length < fewest) return [];
    const middle = median(figures.map(({ value }) => value));
    const spread = median(figures.map(({ value }) => Math.abs(value - middle)));
    return figures.flatMap(({ area, name, value }): Finding[] => {
      const score = spread === 0 ? 0 : (0.6745 * (value - middle)) / spread;
      if (Math.abs(score) <= limit) return [];
      const summary = {
        zh: `${name.zh}的“${indicator.name.zh}”为 ${writeNumber(value)}，与其他地区（中位数 ${writeNumber(middle)}）相差悬殊，又没有人数可核，须查证。`,
        en: `${writeNumber(value)} for “${indicator.name.en}” in ${name.en} is far from the other areas (median ${writeNumber(middle)}), and no counts confirm it: to be verified.`,
      };
      const arithmetic = `0.6745 × (${writeNumber(value)} − ${writeNumber(middle, 3)}) ÷ ${writeNumber(spread, 3)} = ${writeNumber(score, 1)}; |${writeNumber(score, 1)}| > ${limit}`;
      const clauses = once([...(claims.tables[table.id] ?? []), indicator.id]);
      return [computed('outlier', `${indicator.id}.${area}`, 'low', clauses, summary, arithmetic)];
    });
  });
}
