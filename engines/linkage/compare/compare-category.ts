import type { Column } from '../columns/build-column.ts';
import { type Comparison, differs, same } from './comparison.ts';
import { frequenciesOf } from './frequencies.ts';

/** What is the same or is not: sex, state, nationality. */
export function compareCategory(name: string, column: Column): Comparison {
  const { codes } = column;
  return {
    name,
    levels: [same, differs],
    compare: (one, other) => {
      const [a, b] = [codes[one] ?? 0, codes[other] ?? 0];
      return a === 0 || b === 0 ? -1 : a === b ? 0 : 1;
    },
    ...frequenciesOf(column),
  };
}
