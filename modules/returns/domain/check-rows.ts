import { inventedMark } from '@songhua/engine-city';
import type { Text } from '@songhua/kernel';
import type { Column } from './columns.ts';
import type { RawRow } from './find-heading.ts';
import { readCell, type Value } from './read-cell.ts';
import type { Words } from './words.ts';

/** A row whose cells say what they should; whether it fits the registry is judged next. */
export interface CheckedRow {
  readonly sheet: string;
  readonly line: number;
  readonly values: Readonly<Record<string, Value>>;
  /** The cells as they were written. */
  readonly cells: Readonly<Record<string, string>>;
}

/** One rule that one cell, or the file, breaks. */
export interface Fault {
  readonly sheet: string;
  readonly line: number;
  readonly field: string;
  readonly fieldTitle: Text;
  readonly rule: string;
  readonly value: string;
  readonly message: Text;
}

/** Most faults that are kept of one file: whoever has so many mends the cause, not the cells. */
export const mostFaults = 10_000;

/** Faults by column, with what the cell says. The first `room` of them are kept; the lines of all are. */
export function faultTeller(columns: readonly Column[], room = mostFaults) {
  const titles = new Map(columns.map(({ key, title }) => [key, title]));
  const faults: Fault[] = [];
  const lines = new Set<string>();
  let told = 0;
  const tell = (row: Pick<CheckedRow, 'sheet' | 'line' | 'cells'>, field: string, rule: string, message: Text): void => {
    told += 1;
    lines.add(`${row.sheet} ${row.line}`);
    if (faults.length >= room) return;
    // Cut between the halves of a character, a text could not be kept.
    const value = (row.cells[field] ?? '').slice(0, 200).toWellFormed();
    faults.push({
      sheet: row.sheet,
      line: row.line,
      field,
      fieldTitle: titles.get(field) ?? { zh: field, en: field },
      rule,
      value,
      message,
    });
  };
  return { faults, lines, tell, told: (): number => told };
}

export type Tell = ReturnType<typeof faultTeller>['tell'];

/** Rows taken apart by whether every cell of them says what it should. */
export interface CheckedRows {
  readonly rows: readonly CheckedRow[];
  readonly bad: readonly RawRow[];
  /** The first of them; `told`: how many there are. */
  readonly faults: readonly Fault[];
  readonly told: number;
}

/** Reads every cell by its column and refuses names that are marked as invented. Rows with a fault are told, and kept apart. */
export function checkRows(raw: readonly RawRow[], columns: readonly Column[], words: Words, room = mostFaults): CheckedRows {
  const { faults, tell, told } = faultTeller(columns, room);
  const rows: CheckedRow[] = [];
  const bad: RawRow[] = [];
  for (const row of raw) {
    const before = told();
    const values: Record<string, Value> = {};
    for (const column of columns) {
      const text = row.cells[column.key] ?? '';
      // A file that leaves a column out says nothing of it; that a needed one is missing was said once.
      if (row.cells[column.key] === undefined) values[column.key] = null;
      else {
        const read = readCell(text, column, words);
        if (read.ok) values[column.key] = read.value;
        else tell(row, column.key, read.rule, read.message);
      }
      if (column.type === 'text' && text.includes(inventedMark.slice(1, -1)) && /[（(]合成[）)]/.test(text))
        tell(row, column.key, 'synthetic-name', {
          zh: `仍带“${inventedMark}”，请改为真实名称`,
          en: 'still bears the mark of an invented name; give the real one',
        });
    }
    if (told() === before) rows.push({ ...row, values });
    else bad.push(row);
  }
  return { rows, bad, faults, told: told() };
}
