import type { PlacedRows } from './diff-rows.ts';
import { parameterOf } from './keys.ts';

/** One disagreement between what is stored and what the current texts say. */
export interface Difference {
  readonly table: 'posting' | 'word' | 'amount' | 'moment';
  readonly fault: 'missing' | 'surplus' | 'twice';
  readonly parameter: number;
  /** The row's value, for people. */
  readonly row: string;
}

interface Said {
  readonly parameter: number;
  readonly row: string;
}

const at = ({ v, place }: { readonly v: bigint; readonly place: number }): string => `v ${v} place ${place}`;

const sayKey = (one: PlacedRows['keys'][number]): Said => ({ parameter: parameterOf(one.key), row: `key ${one.key} ${at(one)}` });
const sayWord = (one: PlacedRows['words'][number]): Said => ({
  parameter: one.parameter,
  row: `${JSON.stringify(one.folded)} ${JSON.stringify(one.exact)} ${at(one)}`,
});
const sayAmount = (one: PlacedRows['amounts'][number]): Said => ({
  parameter: parameterOf(one.key),
  row: `key ${one.key} from ${one.lo} to ${one.hi} ${at(one)}`,
});
const sayMoment = (one: PlacedRows['moments'][number]): Said => ({
  parameter: one.parameter,
  row: `from ${one.lo} to ${one.hi} ${at(one)}`,
});

function compareTable<T>(
  table: Difference['table'],
  expected: readonly T[],
  kept: readonly T[],
  say: (row: T) => Said,
): Difference[] {
  const nameOf = ({ parameter, row }: Said): string => `${parameter} ${row}`;
  const wanted = new Map(expected.map((row) => [nameOf(say(row)), row] as const));
  const seen = new Set<string>();
  const differences: Difference[] = [];
  for (const row of kept) {
    const said = say(row);
    const name = nameOf(said);
    if (seen.has(name)) differences.push({ table, fault: 'twice', ...said });
    else if (!wanted.has(name)) differences.push({ table, fault: 'surplus', ...said });
    seen.add(name);
  }
  for (const [name, row] of wanted) if (!seen.has(name)) differences.push({ table, fault: 'missing', ...say(row) });
  return differences;
}

/** Where the index rows of one resource differ from what it should be found by; empty when they agree. */
export const compareRows = (expected: PlacedRows, kept: PlacedRows): Difference[] => [
  ...compareTable('posting', expected.keys, kept.keys, sayKey),
  ...compareTable('word', expected.words, kept.words, sayWord),
  ...compareTable('amount', expected.amounts, kept.amounts, sayAmount),
  ...compareTable('moment', expected.moments, kept.moments, sayMoment),
];
