import type { Field } from '../tables/field.ts';

/** The fields of a `PersonRecord` in the order in which models hold their chances and scores name their evidence. */
export const personFields = [
  { name: 'name', kind: 'chinese-name' },
  { name: 'sex', kind: 'category' },
  { name: 'born', kind: 'date' },
  { name: 'number', kind: 'citizen-number' },
  { name: 'phone', kind: 'phone' },
  { name: 'address', kind: 'words' },
] as const satisfies readonly Field[];

export type PersonField = (typeof personFields)[number]['name'];
