import type { Text } from '@songhua/kernel';

/** One row of a sheet: its number as a person sees it, and the texts of its cells. Dates read `2024-12-31`, numbers as JSON writes them. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
}

/** What a file turned out to be. */
export interface ReadFile {
  readonly format: 'csv' | 'xlsx' | 'xls';
  /** Of a text: how its characters are written. */
  readonly encoding: 'UTF-8' | 'GB18030' | 'UTF-16LE' | null;
  readonly sheets: readonly Sheet[];
}

/** Why a file cannot be read at all. */
export interface ReadFault {
  readonly rule: string;
  readonly message: Text;
}

/** How much of a file is taken in. Whatever it claims, no more than this is unpacked or kept. */
export interface ReadLimits {
  readonly bytes: number;
  /** Bytes that the parts of a workbook may unpack to, together. */
  readonly unpacked: number;
  readonly sheets: number;
  readonly rows: number;
  readonly cells: number;
  readonly columns: number;
  /** Characters of one cell. */
  readonly text: number;
}

export const usualLimits: ReadLimits = {
  bytes: 32 * 1024 * 1024,
  unpacked: 400 * 1024 * 1024,
  sheets: 60,
  rows: 200_000,
  cells: 4_000_000,
  columns: 512,
  text: 4_000,
};

/** Thrown inside the readers alone; `readFile` turns it into a value. */
export class Unreadable extends Error {
  readonly fault: ReadFault;
  constructor(rule: string, zh: string, en: string) {
    super(en);
    this.fault = { rule, message: { zh, en } };
  }
}

/** Collects rows within the limits; empty rows are left out, their numbers are not. */
export function rowCollector(limits: ReadLimits) {
  let rows = 0;
  let cells = 0;
  return {
    /** Adds a row unless nothing stands in it. */
    add: (sheet: SheetRow[], line: number, texts: readonly string[]): void => {
      const last = texts.findLastIndex((text) => text !== '');
      if (last < 0) return;
      rows += 1;
      cells += last + 1;
      if (rows > limits.rows)
        throw new Unreadable('rows', `行数超过上限 ${limits.rows}`, `more rows than the limit of ${limits.rows}`);
      if (cells > limits.cells)
        throw new Unreadable('cells', `单元格数超过上限 ${limits.cells}`, `more cells than the limit of ${limits.cells}`);
      if (last >= limits.columns)
        throw new Unreadable('columns', `列数超过上限 ${limits.columns}`, `more columns than the limit of ${limits.columns}`);
      sheet.push({ line, cells: texts.slice(0, last + 1) });
    },
    count: (): number => rows,
  };
}

export type Collector = ReturnType<typeof rowCollector>;

const controls = /[\p{Cc}\u00a0\u200b\ufeff]+/gu;

/** A text of a cell as it is compared and kept: outer blanks and characters that nobody sees are gone. */
export const cleanText = (text: string, limits: ReadLimits): string =>
  text.slice(0, limits.text).replace(controls, ' ').trim().toWellFormed();

/** A number as a person would type it: 0.1 + 0.2 is 0.3, a code of digits keeps them all. */
export const numberText = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(15))) : '');
