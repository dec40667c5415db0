import type { Text } from '@songhua/kernel';
import type { Action, AreaFigure, PlannedChange, ValueText } from '../contract.ts';
import type { CheckedRow, Fault, Tell } from './check-rows.ts';
import type { Column } from './columns.ts';
import type { BedRecord, DepartmentRecord, EquipmentRecord, InstitutionRecord, StaffRecord } from './registry-shapes.ts';
import type { Words } from './words.ts';

export type Planned = Omit<PlannedChange, 'n'>;
export type Difference = Planned['differences'][number];

/** What a return comes to: what is wrong with it, what the preview says, and the records to write. */
export interface Decision {
  readonly faults: readonly Fault[];
  /** Lines with at least one fault. */
  readonly badRows: number;
  readonly notices: readonly Text[];
  readonly planned: readonly Planned[];
  readonly institutions: readonly InstitutionRecord[];
  /** Ids of institutions that are listed no longer. */
  readonly retired: readonly string[];
  readonly staff: readonly StaffRecord[];
  readonly beds: readonly BedRecord[];
  readonly departments: readonly DepartmentRecord[];
  readonly equipment: readonly EquipmentRecord[];
  readonly areaFigures: readonly AreaFigure[];
  /** Resources that would never have been there by the file. */
  readonly removed: readonly { readonly type: string; readonly id: string }[];
}

/** The parts of a decision that one kind of return decides. */
export type Part = Partial<Omit<Decision, 'faults' | 'badRows' | 'notices'>> & { readonly notices?: readonly Text[] };

const isText = (value: unknown): value is Text => typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
const both = (zh: string, en: string): ValueText => (zh === en ? zh : { zh, en });

/** What a value is called in a preview: codes by their titles; one text where both languages say the same. */
export function shown(value: unknown, column: Pick<Column, 'list'> | undefined, words: Words): ValueText | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? both('是', 'yes') : both('否', 'no');
  const list = column?.list ? words.lists[column.list] : undefined;
  const title = (code: unknown, language: keyof Text): string => list?.[String(code)]?.[language] ?? String(code);
  if (isText(value)) return both(value.zh, value.en);
  if (!Array.isArray(value)) return both(title(value, 'zh'), title(value, 'en'));
  if (value.length === 0) return null;
  return both(value.map((one) => title(one, 'zh')).join('、'), value.map((one) => title(one, 'en')).join(', '));
}

const same = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((one) => b.includes(one)) : a === b;

/** Fields that differ, by the columns they come from. */
export function differencesOf(
  columns: readonly Column[],
  words: Words,
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>>,
): Difference[] {
  return columns.flatMap((column) => {
    const { key, title } = column;
    if (!(key in after) || (before !== null && same(before[key] ?? null, after[key] ?? null))) return [];
    const texts = { before: before === null ? null : shown(before[key], column, words), after: shown(after[key], column, words) };
    return JSON.stringify(texts.before) === JSON.stringify(texts.after) ? [] : [{ field: key, title, ...texts }];
  });
}

export const evidenceDifference = (before: string, after: string): Difference[] =>
  before === after
    ? []
    : [
        {
          field: 'evidence',
          title: { zh: '依据', en: 'Evidence' },
          before: evidenceTitles[before] ?? before,
          after: evidenceTitles[after] ?? after,
        },
      ];

const evidenceTitles: Readonly<Record<string, Text>> = {
  published: { zh: '公开发布', en: 'published' },
  entered: { zh: '填报', en: 'entered' },
  computed: { zh: '计算', en: 'computed' },
  synthetic: { zh: '合成', en: 'synthetic' },
};

export const actionOf = (before: unknown, differences: readonly Difference[]): Action =>
  before === null || before === undefined ? 'created' : differences.length > 0 ? 'changed' : 'unchanged';

/** Text of a cell that was read as one; empty where nothing was said. */
export const textIn = (row: CheckedRow, key: string): string => {
  const value = row.values[key];
  return typeof value === 'string' ? value : '';
};
export const codeIn = <C extends string>(row: CheckedRow, key: string): C | null => (textIn(row, key) as C) || null;
export const codesIn = <C extends string>(row: CheckedRow, key: string): readonly C[] | null => {
  const value = row.values[key];
  return Array.isArray(value) ? (value as C[]) : null;
};
export const countIn = (row: CheckedRow, key: string): number | null => {
  const value = row.values[key];
  return typeof value === 'number' ? value : null;
};
export const flagIn = (row: CheckedRow, key: string): boolean | null => {
  const value = row.values[key];
  return typeof value === 'boolean' ? value : null;
};

/** Whether the file has no such column: then it says nothing of it, not even that it is empty. */
export const lacks = (row: CheckedRow, key: string): boolean => row.cells[key] === undefined;

/** What the registry knows of a thing, for columns that the file lacks. What was invented is not carried over into what is entered. */
export const carriedFrom = <R extends { readonly evidence: string }>(old: R | undefined): R | undefined =>
  old?.evidence === 'synthetic' ? undefined : old;

/** Ids of what the registry has are made of the given one and of that of the area or institution; FHIR allows 64 characters in all. */
export const longestId = 64;
const longestNewId = 32;

/** Whether a number that a county or a house gives is short enough for a new thing; tells when it is not. */
export function isShortId(row: CheckedRow, field: string, tell: Tell): boolean {
  if (textIn(row, field).length <= longestNewId) return true;
  tell(row, field, 'id', {
    zh: `没有登记这个编号；新编号至多 ${longestNewId} 位`,
    en: `this id is not registered; a new one has at most ${longestNewId} characters`,
  });
  return false;
}

/** The day before an ISO date. */
export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
