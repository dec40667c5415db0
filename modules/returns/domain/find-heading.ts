import type { Text } from '@songhua/kernel';
import type { Column } from './columns.ts';

/** A row as it was read: texts by column, nothing judged yet. */
export interface RawRow {
  readonly sheet: string;
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

interface SheetLike {
  readonly name: string;
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export interface Headed {
  readonly rows: readonly RawRow[];
  /** Wrong about the headings themselves. */
  readonly faults: readonly {
    readonly sheet: string;
    readonly line: number;
    readonly field: string;
    readonly rule: string;
    readonly value: string;
    readonly message: Text;
  }[];
  readonly notices: readonly Text[];
}

/** Titles stand in this many rows at most above the headings. */
const deepest = 30;

/** Headings compared without blanks, stars, units in brackets, case, and in half width. */
export const plainHeading = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\((?:[^()]*)\)/g, '')
    .replace(/[\s*＊:_-]/g, '')
    .toLowerCase();

const headingsOf = (columns: readonly Column[]): ReadonlyMap<string, string> =>
  new Map(
    columns
      .toReversed()
      .flatMap(({ key, title, also }) => [...also, title.en, title.zh, key].map((text) => [plainHeading(text), key] as const)),
  );

const earlierOf = (columns: readonly Column[]): ReadonlyMap<string, string> =>
  new Map(columns.flatMap(({ key, earlier }) => earlier.map((text) => [plainHeading(text), key] as const)));

/** The columns of a row of headings; a heading of earlier years counts for a column that no heading of today names, once. */
function keysOf(
  cells: readonly string[],
  headings: ReadonlyMap<string, string>,
  earlier: ReadonlyMap<string, string>,
): { readonly keys: readonly (string | null)[]; readonly former: ReadonlyMap<string, string> } {
  const keys = cells.map((cell) => headings.get(plainHeading(cell)) ?? null);
  const former = new Map<string, string>();
  for (const [i, cell] of cells.entries()) {
    const key = keys[i] === null ? earlier.get(plainHeading(cell)) : undefined;
    if (key === undefined || keys.includes(key)) continue;
    keys[i] = key;
    former.set(key, cell);
  }
  return { keys, former };
}

/** The whole cell: houses and people may be called something that begins like a sum. */
const sumRow = /^(合计|总计|小计|总数|total|sum)[\s:：]*$/i;

function findIn(
  sheet: SheetLike,
  headings: ReadonlyMap<string, string>,
  earlier: ReadonlyMap<string, string>,
): (ReturnType<typeof keysOf> & { readonly at: number }) | null {
  let best: (ReturnType<typeof keysOf> & { readonly at: number; readonly score: number }) | null = null;
  for (const [at, { cells }] of sheet.rows.slice(0, deepest).entries()) {
    const found = keysOf(cells, headings, earlier);
    const score = new Set(found.keys.filter((key) => key !== null)).size;
    if (score >= 2 && score > (best?.score ?? 0)) best = { at, ...found, score };
  }
  return best;
}

/**
 * Finds the row of headings in each sheet, below titles and remarks, and takes the rows under it apart by them. A sheet without one is
 * passed over; rows of sums and headings that are repeated on every page are left out.
 */
export function findHeading(sheets: readonly SheetLike[], columns: readonly Column[]): Headed {
  const headings = headingsOf(columns);
  const earlier = earlierOf(columns);
  const titles = new Map(columns.map(({ key, title }) => [key, title]));
  const rows: RawRow[] = [];
  const faults: Headed['faults'][number][] = [];
  const notices: Text[] = [];
  const found = sheets.flatMap((sheet) => {
    const heading = findIn(sheet, headings, earlier);
    return heading ? [{ sheet, ...heading }] : [];
  });
  const several = found.length > 1;
  for (const { sheet, at, keys, former } of found) {
    const name = several ? sheet.name : '';
    const head = sheet.rows[at];
    const line = head?.line ?? 1;
    for (const [key, text] of former) {
      const title = titles.get(key);
      if (title)
        notices.push({ zh: `旧表头“${text}”按“${title.zh}”读取`, en: `The former heading “${text}” is read as “${title.en}”` });
    }
    const standIns = columns.flatMap(({ key, from, title }) => {
      const place = from === undefined || keys.includes(key) ? -1 : keys.indexOf(from);
      return place < 0 ? [] : [{ key, title, place, text: head?.cells[place] ?? '' }];
    });
    for (const { title, text } of standIns)
      notices.push({
        zh: `没有“${title.zh}”列，按“${text}”列读取`,
        en: `There is no column “${title.en}”; “${text}” is read for it`,
      });
    for (const { key, needed, title } of columns) {
      const times = keys.filter((one) => one === key).length;
      if (times === 0 && needed && !standIns.some((one) => one.key === key))
        faults.push({
          sheet: name,
          line,
          field: key,
          rule: 'missing-column',
          value: '',
          message: { zh: `缺少“${title.zh}”列`, en: `the column “${title.en}” is missing` },
        });
      if (times > 1)
        faults.push({
          sheet: name,
          line,
          field: key,
          rule: 'double-column',
          value: '',
          message: { zh: `有 ${times} 列都是“${title.zh}”`, en: `${times} columns are “${title.en}”` },
        });
    }
    const foreign = (head?.cells ?? []).filter((cell, i) => cell !== '' && keys[i] === null);
    if (foreign.length > 0)
      notices.push({ zh: `未采用的列：${foreign.join('、')}`, en: `Columns not taken: ${foreign.join(', ')}` });
    let sums = 0;
    for (const row of sheet.rows.slice(at + 1)) {
      if (sumRow.test(row.cells.find((cell) => cell !== '') ?? '')) sums += 1;
      else if (!row.cells.every((cell, i) => cell === (head?.cells[i] ?? ''))) {
        const cells = Object.fromEntries([
          ...keys.flatMap((key, i) => (key === null ? [] : [[key, row.cells[i] ?? ''] as const])),
          ...standIns.map(({ key, place }) => [key, row.cells[place] ?? ''] as const),
        ]);
        if (Object.values(cells).some((cell) => cell !== '')) rows.push({ sheet: name, line: row.line, cells });
      }
    }
    if (sums > 0) notices.push({ zh: `略过合计行 ${sums} 行`, en: `${sums} rows of sums passed over` });
  }
  if (found.length === 0) {
    const wanted = columns.filter(({ needed }) => needed).map(({ key }) => titles.get(key)?.zh ?? key);
    const message = {
      zh: `没有找到表头：前 ${deepest} 行内应有“${wanted.join('”“')}”等列名`,
      en: `no row of headings: the first ${deepest} rows should name columns such as ${columns
        .filter(({ needed }) => needed)
        .map(({ title }) => title.en)
        .join(', ')}`,
    };
    faults.push({ sheet: '', line: 0, field: '', rule: 'no-heading', value: '', message });
  }
  return { rows, faults, notices };
}
