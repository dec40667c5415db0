import type { Column } from '../columns/build-column.ts';
import { textAt } from '../columns/text-store.ts';
import { checkCitizenNumber } from '../zh/citizen-number.ts';
import { type Comparison, differs, type Level, same } from './comparison.ts';
import { editsUpToTwo } from './edits.ts';
import { frequenciesOf } from './frequencies.ts';
import { beyondTwoEdits, letterMasks } from './letter-mask.ts';

export const citizenNumberLevels: readonly Level[] = [
  same,
  { code: 'one-edit', title: { zh: '差一处，其一校验不符', en: 'one edit apart, and one of them fails its check' } },
  { code: 'two-edits', title: { zh: '差两处，其一校验不符', en: 'two edits apart, and one of them fails its check' } },
  { code: 'one-wrong', title: { zh: '不同，其一校验不符', en: 'different, and one of them fails its check' } },
  { code: 'both-valid', title: { zh: '不同，两者校验均相符', en: 'different, and both pass their checks' } },
];

/** By distinct text of a column: 1 where it is a number that passes its check. In shared memory. */
export function validNumbers({ texts }: Column): Uint8Array {
  const valid = new Uint8Array(new SharedArrayBuffer(texts.size));
  for (let code = 1; code < texts.size; code += 1) valid[code] = checkCitizenNumber(textAt(texts, code)).ok ? 1 : 0;
  return valid;
}

/**
 * Citizen numbers (公民身份号码, GB 11643), 18 places. Two different numbers that both pass their check are two people's numbers, unless one used
 * somebody else's card; a number that fails it is a slip of the pen, and how far from the other says whose.
 */
export function compareCitizenNumber(name: string, column: Column, valid = validNumbers(column)): Comparison {
  const { codes, texts } = column;
  const { units, offsets } = texts;
  return {
    name,
    levels: citizenNumberLevels,
    compare: (one, other) => {
      const [a, b] = [codes[one] ?? 0, codes[other] ?? 0];
      if (a === 0 || b === 0) return -1;
      if (a === b) return 0;
      if (valid[a] === 1 && valid[b] === 1) return 4;
      return editsUpToTwo(units, offsets[a] ?? 0, offsets[a + 1] ?? 0, units, offsets[b] ?? 0, offsets[b + 1] ?? 0);
    },
    ...frequenciesOf(column),
  };
}

export const numberLevels: readonly Level[] = [
  same,
  { code: 'one-edit', title: { zh: '差一处', en: 'one edit apart' } },
  { code: 'two-edits', title: { zh: '差两处', en: 'two edits apart' } },
  differs,
];

/** Level of two numbers that are known and not the same. */
export function numberLevel(units: Uint16Array, a0: number, a1: number, other: Uint16Array, b0: number, b1: number): number {
  const edits = editsUpToTwo(units, a0, a1, other, b0, b1);
  // Of three places two edits are nothing in common.
  return edits * 3 > Math.max(a1 - a0, b1 - b0) ? 3 : edits;
}

/** Numbers and codes that only agree or are mistyped: of cards, phones, files. */
export function compareNumber(name: string, column: Column): Comparison {
  const { codes, texts } = column;
  const { units, offsets } = texts;
  const masks = letterMasks(texts);
  return {
    name,
    levels: numberLevels,
    compare: (one, other) => {
      const [a, b] = [codes[one] ?? 0, codes[other] ?? 0];
      if (a === 0 || b === 0) return -1;
      if (a === b) return 0;
      if (beyondTwoEdits(masks[a] ?? 0, masks[b] ?? 0)) return 3;
      return numberLevel(units, offsets[a] ?? 0, offsets[a + 1] ?? 0, units, offsets[b] ?? 0, offsets[b + 1] ?? 0);
    },
    ...frequenciesOf(column),
  };
}
