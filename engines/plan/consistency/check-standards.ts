import { baselineCounts, once, wholeTarget } from './baseline-figures.ts';
import { type ConsistencyInput, computed, type Finding } from './finding.ts';
import { writeNumber } from './write-number.ts';

/** Standards of parts that, all met in full, give less than the whole is to reach. */
export function checkStandards(input: ConsistencyInput): Finding[] {
  const { plan } = input;
  const countOf = baselineCounts(input);
  return input.claims.standards.flatMap(({ id, clauses, title, whole, parts }): Finding[] => {
    const indicator = plan.indicators.find((x) => x.id === whole);
    const target = indicator ? wholeTarget(plan, indicator)?.value : null;
    if (!indicator || target === null || target === undefined) return [];
    const { factor, denominator, numerator } = indicator.definition;
    const low = parts.reduce((sum, part) => sum + (part.from / part.factor) * factor, 0);
    const high = parts.reduce((sum, part) => sum + (part.to / part.factor) * factor, 0);
    if (high >= target - 1e-9) return [];
    const range = (from: number, to: number, decimals: number): string =>
      from === to ? writeNumber(from, decimals) : `${writeNumber(from, decimals)}…${writeNumber(to, decimals)}`;
    const terms = parts.map((part) => `${range(part.from, part.to, 4)}/${writeNumber(part.factor)}`).join(' + ');
    const people = countOf(plan.area, denominator?.[0] ?? '');
    const staff = countOf(plan.area, numerator?.[0] ?? '');
    const head = (rate: number): number => Math.round(((people ?? 0) * rate) / factor);
    const counted = people
      ? `; × ${writeNumber(people)}: ${range(head(low), head(high), 0)} < ${writeNumber(head(target))}${staff === null ? '' : ` (${writeNumber(staff)})`}`
      : '';
    const names = (language: 'zh' | 'en', separator: string): string => parts.map((part) => part.name[language]).join(separator);
    const summary = {
      zh: `${title.zh}：${names('zh', '、')}的标准全部配足，每 ${writeNumber(factor)} 人也只有 ${range(low, high, 3)}，到不了 ${writeNumber(target)}；其余没有标准可依。`,
      en: `${title.en}: with the standards for ${names('en', ', ')} met in full there are ${range(low, high, 3)} per ${writeNumber(factor)}, not ${writeNumber(target)}; nothing says where the rest belongs.`,
    };
    const arithmetic = `(${terms}) × ${writeNumber(factor)} = ${range(low, high, 3)} < ${writeNumber(target)}${counted}`;
    return [computed('standards-short', id, 'low', once([...clauses, whole]), summary, arithmetic)];
  });
}
