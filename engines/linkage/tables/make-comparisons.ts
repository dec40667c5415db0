import { categoryKeys, chineseNameKeys, dateKeys, latinNameKeys, numberKeys, wordKeys } from '../blocking/candidate-keys.ts';
import type { Key } from '../blocking/key.ts';
import { type Column, createColumnBuilder } from '../columns/build-column.ts';
import { compareCategory } from '../compare/compare-category.ts';
import { compareChineseName, soundsOf } from '../compare/compare-chinese-name.ts';
import { compareCitizenNumber, compareNumber } from '../compare/compare-citizen-number.ts';
import { compareDate } from '../compare/compare-date.ts';
import { compareLatinName } from '../compare/compare-latin-name.ts';
import { compareWords } from '../compare/compare-words.ts';
import type { Comparison } from '../compare/comparison.ts';
import { type Field, valueIn } from './field.ts';
import { normalise } from './normalise.ts';

/** A table made ready to be linked: how its fields are compared, and by what its records may be put together. */
export interface Prepared {
  readonly records: number;
  readonly columns: ReadonlyMap<string, Column>;
  readonly comparisons: readonly Comparison[];
  readonly keys: readonly Key[];
}

/** Columns of normalised values, read row by row. */
export function readColumns(
  fields: readonly Field[],
  rows: Iterable<Readonly<Record<string, string>>>,
): ReadonlyMap<string, Column> {
  const builders = fields.map((field) => ({ field, builder: createColumnBuilder() }));
  for (const row of rows) for (const { field, builder } of builders) builder.add(normalise(field.kind, valueIn(field, row)));
  return new Map(builders.map(({ field, builder }) => [field.name, builder.finish()]));
}

/** How each field is compared and blocked by, from its kind. */
export function prepare(fields: readonly Field[], columns: ReadonlyMap<string, Column>): Prepared {
  // Whoever has a Chinese name may have given their birthday by the Chinese calendar.
  const calendars = fields.some(({ kind }) => kind === 'chinese-name');
  const parts = fields.flatMap((field) => {
    const column = columns.get(field.name);
    return column ? [partOf(field, column, columns, calendars)] : [];
  });
  const records = Math.max(0, ...[...columns.values()].map(({ codes }) => codes.length));
  return { records, columns, comparisons: parts.map(([comparison]) => comparison), keys: parts.flatMap(([, keys]) => keys) };
}

function partOf(
  { name, kind, swappedWith }: Field,
  column: Column,
  columns: ReadonlyMap<string, Column>,
  calendars: boolean,
): readonly [Comparison, readonly Key[]] {
  switch (kind) {
    case 'chinese-name': {
      const sounds = soundsOf(column);
      return [{ ...compareChineseName(column, sounds), name }, chineseNameKeys(name, column, sounds)];
    }
    case 'latin-name':
      return [
        compareLatinName(name, column, swappedWith === undefined ? undefined : columns.get(swappedWith)),
        latinNameKeys(name, column),
      ];
    case 'date':
      return [compareDate(name, column, { calendars }), dateKeys(name, column)];
    case 'citizen-number':
      return [compareCitizenNumber(name, column), numberKeys(name, column)];
    case 'number':
      return [compareNumber(name, column), numberKeys(name, column)];
    case 'phone':
      // Children and old people give that of whoever looks after them.
      return [
        { ...compareNumber(name, column), amongRelatives: { chances: [0.5, 0.01, 0.01, 0.48], learned: true } },
        numberKeys(name, column),
      ];
    case 'words':
      return [compareWords(name, column), wordKeys(name, column)];
    case 'category':
      return [compareCategory(name, column), categoryKeys(name, column)];
  }
}
