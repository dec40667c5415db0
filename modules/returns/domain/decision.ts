import type { Text } from '@songhua/kernel';
import type { Action, PlannedChange } from '../contract.ts';
import type { CheckedRow, Fault } from './check-rows.ts';
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
  /** Resources that would never have been there by the file. */
  readonly removed: readonly { readonly type: string; readonly id: string }[];
}

/** The parts of a decision that one kind of return decides. */
export type Part = Partial<Omit<Decision, 'faults' | 'badRows' | 'notices'>> & { readonly notices?: readonly Text[] };

/** What a value is called in a preview, in Chinese as the registry keeps it; codes by their titles. */
export function shown(value: unknown, column: Pick<Column, 'list'> | undefined, words: Words): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => shown(one, column, words) ?? '').join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  const list = column?.list ? words.lists[column.list] : undefined;
  return list?.[String(value)]?.zh ?? String(value);
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
    return texts.before === texts.after ? [] : [{ field: key, title, ...texts }];
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

const evidenceTitles: Readonly<Record<string, string>> = {
  published: '公开发布',
  entered: '填报',
  computed: '计算',
  synthetic: '合成',
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

/** The day before an ISO date. */
export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
