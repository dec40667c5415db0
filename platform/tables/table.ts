import type { Language, Text } from '@songhua/kernel';

/** `text` and `date` are written as text, `integer` and `number` as numbers. */
export type ColumnType = 'text' | 'date' | 'integer' | 'number';

/** What stands in one cell. Missing is null (or absent) and stays empty, never 0. */
export type Cell = string | number | null | undefined;

export interface Column {
  readonly key: string;
  readonly title: Text;
  readonly unit?: Text;
  readonly type: ColumnType;
}

/** A table to hand out. `name` is the file's name without its ending and the sheet's title. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

/** A column's heading: its title with the unit in brackets, as Chinese and English tables print it. */
export function heading(column: Column, language: Language): string {
  const title = column.title[language];
  const unit = column.unit?.[language];
  if (!unit) return title;
  return language === 'zh' ? `${title}（${unit}）` : `${title} (${unit})`;
}
