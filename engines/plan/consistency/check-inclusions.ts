import { baselineCounts } from './baseline-figures.ts';
import { type ConsistencyInput, computed, type Finding } from './finding.ts';
import { writeNumber } from './write-number.ts';

/** Areas in which what is claimed to be a part is larger than its whole. */
export function checkInclusions(input: ConsistencyInput): Finding[] {
  const countOf = baselineCounts(input);
  return input.claims.inclusions.flatMap(({ id, clauses, title, part, whole }): Finding[] => {
    const pairs = input.areas.flatMap((area) => {
      const [p, w] = [countOf(area.code, part), countOf(area.code, whole)];
      return p === null || w === null ? [] : [{ area, part: p, whole: w }];
    });
    const larger = pairs.filter((pair) => pair.part > pair.whole);
    if (larger.length === 0) return [];
    const names = (language: 'zh' | 'en', separator: string): string =>
      larger.map(({ area }) => area.name[language]).join(separator);
    const summary = {
      zh: `${title.zh}：有数据的 ${pairs.length} 个地区中，${larger.length} 个（${names('zh', '、')}）部分大于整体。`,
      en: `${title.en}: in ${larger.length} of the ${pairs.length} areas with figures (${names('en', ', ')}) the part is larger than the whole.`,
    };
    const arithmetic = larger.map((pair) => `${writeNumber(pair.part)} > ${writeNumber(pair.whole)}`).join('; ');
    return [computed('part-above-whole', id, 'low', clauses, summary, arithmetic)];
  });
}
