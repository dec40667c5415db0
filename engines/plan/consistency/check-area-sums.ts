import { growTree } from '../area-tree.ts';
import { baselineCounts, columnsOf, once } from './baseline-figures.ts';
import { type ConsistencyInput, computed, type Finding } from './finding.ts';
import { sameNumber, writeNumber } from './write-number.ts';

/** Counts of areas that do not give their parent's, wherever every one of them is stated. */
export function checkAreaSums(input: ConsistencyInput): Finding[] {
  const tree = growTree(input.areas);
  const countOf = baselineCounts(input);
  return input.plan.measures
    .filter((measure) => measure.kind !== 'rate')
    .flatMap((measure) =>
      input.areas.flatMap((area): Finding[] => {
        const whole = countOf(area.code, measure.id);
        const parts = tree.childrenOf(area.code).map((child) => countOf(child.code, measure.id));
        const known = parts.filter((part) => part !== null);
        if (whole === null || known.length === 0 || known.length < parts.length) return [];
        const sum = known.reduce((total, part) => total + part, 0);
        if (sameNumber(sum, whole)) return [];
        const summary = {
          zh: `${area.name.zh}下属各地区的“${measure.name.zh}”之和与${area.name.zh}的数不等。`,
          en: `“${measure.name.en}” of the areas of ${area.name.en} does not add up to its own figure.`,
        };
        const tables = columnsOf(input.plan).filter(({ column }) => column.measure === measure.id);
        const clauses = once(tables.flatMap(({ table }) => input.claims.tables[table.id] ?? []));
        const terms = known.map((part) => writeNumber(part)).join(' + ');
        const arithmetic = `${terms} = ${writeNumber(sum)} ≠ ${writeNumber(whole)}`;
        return [computed('area-sum', `${measure.id}.${area.code}`, 'high', clauses, summary, arithmetic)];
      }),
    );
}
