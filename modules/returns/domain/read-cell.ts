import type { Text } from '@songhua/kernel';
import type { Column } from './columns.ts';
import { earlierWords } from './earlier-words.ts';
import type { CodeList, ListName, Words } from './words.ts';

export type Value = string | number | boolean | readonly string[] | null;
export type CellResult =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly rule: string; readonly message: Text };

const good = (value: Value): CellResult => ({ ok: true, value });
const bad = (rule: string, zh: string, en: string): CellResult => ({ ok: false, rule, message: { zh, en } });

/** More than any institution of any city has. */
const largest = 100_000_000;
const longest = 200;

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** Codes and titles that cells are compared with, worked out once a list. */
const known = new WeakMap<CodeList, ReadonlyMap<string, string>>();
function meanings(list: CodeList): ReadonlyMap<string, string> {
  const there = known.get(list);
  if (there) return there;
  const made = new Map(
    Object.entries(list)
      .toReversed()
      .flatMap(([code, { zh, en }]) => [zh, en, code].map((text) => [plain(text), code] as const)),
  );
  known.set(list, made);
  return made;
}

const former = new Map(
  Object.entries(earlierWords).map(([list, words]) => [
    list,
    new Map(Object.entries(words).flatMap(([code, texts]) => texts.map((text) => [plain(text), code] as const))),
  ]),
);

/** The code that a cell means by a word of earlier lists alone; none when it is read by a word of today, or not at all. */
export function earlierCode(text: string, name: ListName, words: Words): string | undefined {
  const word = plain(text);
  return meanings(words.lists[name]).has(word) ? undefined : former.get(name)?.get(word);
}

const sample = (list: CodeList): Text => {
  const all = Object.values(list);
  const shown = all.slice(0, 12);
  const more = all.length > shown.length;
  return {
    zh: shown.map(({ zh }) => zh).join('、') + (more ? '……' : ''),
    en: shown.map(({ en }) => en).join(', ') + (more ? ' …' : ''),
  };
};

function code(text: string, list: CodeList): CellResult {
  const found = meanings(list).get(plain(text));
  if (found !== undefined) return good(found);
  const some = sample(list);
  return bad('unknown-code', `须为代码或名称：${some.zh}`, `must be a code or title: ${some.en}`);
}

function codes(text: string, list: CodeList): CellResult {
  // A title may hold a comma of its own: the whole cell first.
  const whole = meanings(list).get(plain(text));
  if (whole !== undefined) return good([whole]);
  const parts = text
    .split(/[、,，;；|/\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const found: string[] = [];
  for (const part of parts) {
    const one = code(part, list);
    if (!one.ok) return { ...one, message: { zh: `“${part}”：${one.message.zh}`, en: `“${part}”: ${one.message.en}` } };
    if (typeof one.value === 'string' && !found.includes(one.value)) found.push(one.value);
  }
  return good(found);
}

function count(text: string, most = largest): CellResult {
  const digits = text.normalize('NFKC').replace(/[\s,]/g, '');
  if (!/^-?\d+(\.\d+)?$/.test(digits)) return bad('count', '须为整数', 'must be a whole number');
  const value = Number(digits);
  if (!Number.isInteger(value)) return bad('count', '须为整数', 'must be a whole number');
  if (value < 0 || value > most) return bad('range', `须在 0 至 ${most} 之间`, `must lie between 0 and ${most}`);
  return good(value);
}

function number(text: string): CellResult {
  const digits = text.normalize('NFKC').replace(/[\s,]/g, '').replace(/%$/, '');
  return /^-?\d+(\.\d+)?(e[+-]?\d{1,2})?$/i.test(digits) ? good(Number(digits)) : bad('number', '须为数字', 'must be a number');
}

const yes = new Set(['是', '有', '在编', 'y', 'yes', 'true', '1', '√', '✓']);
const no = new Set(['否', '无', '非在编', '不在编', 'n', 'no', 'false', '0', '×', '✗']);

function flag(text: string): CellResult {
  const word = plain(text);
  if (yes.has(word)) return good(true);
  if (no.has(word)) return good(false);
  return bad('flag', '须为“是”或“否”', 'must be yes or no');
}

/** The day that a spreadsheet's number stands for, where a cell of days was not formatted as one: 1954 to 2173. */
const serialDay = (text: string): string =>
  /^[2-9]\d{4}$/.test(text) ? new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000).toISOString().slice(0, 10) : text;

/** Days as people write them: 2024-12-31, 2024/12/31, 2024.12.31, 20241231, 2024年12月31日. */
function day(cell: string): CellResult {
  const text = serialDay(cell);
  const [, y = '', m = '', d = ''] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  if (y === '' || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(iso) || y < '1900' || y > '2200')
    return bad('day', '须为存在的日期，如 2024-12-31', 'must be a day that exists, such as 2024-12-31');
  return good(iso);
}

/** What a cell means by its column; an empty one means nothing was said. */
export function readCell(text: string, column: Column, words: Words): CellResult {
  if (text === '') return column.required ? bad('required', '不能为空', 'must not be empty') : good(null);
  if (text.startsWith('#') && /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/.test(text))
    return bad('formula-error', '公式出错，没有结果', 'the formula has no result');
  const list: CodeList = column.list ? words.lists[column.list] : {};
  switch (column.type) {
    case 'code': {
      const earlier = column.list && earlierCode(text, column.list, words);
      return earlier === undefined ? code(text, list) : good(earlier);
    }
    case 'codes':
      return codes(text, list);
    case 'count':
      return count(text, column.most);
    case 'number':
      return number(text);
    case 'flag':
      return flag(text);
    case 'day':
      return day(text);
    case 'id': {
      // What is registered already may have an id as long as FHIR allows; new ones are held to less where they are decided.
      const most = 64;
      return /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(text) && text.length <= most
        ? good(text)
        : bad('id', `须为 1 至 ${most} 位字母、数字、点或连字符`, `must be 1 to ${most} letters, digits, dots or hyphens`);
    }
    default:
      return text.length <= longest
        ? good(text)
        : bad('too-long', `不得超过 ${longest} 个字`, `must be no longer than ${longest} characters`);
  }
}
