import { badValue, complain, type Read, read } from './complaint.ts';
import type { ReadOptions } from './convert.ts';
import { toCanonical } from './convert-quantity.ts';
import { readCanonical, readReference } from './convert-reference.ts';
import { readDate } from './dates.ts';
import { splitEscaped, unescaped } from './escapes.ts';
import { fold } from './fold.ts';
import { readNear } from './near.ts';
import { prefixedRange, readNumber, splitPrefix } from './numbers.ts';
import type { Phonetic } from './phonetic.ts';
import type { Modifier, Parameter, SimpleValue, Value } from './types.ts';

/** What a value is read with. */
export interface ValueOptions extends ReadOptions {
  /** Milliseconds since 1970: `ap` on a date is a tenth of the time between the date and now. */
  readonly now: number;
  /** All types there are; what a reference without type may be to when its parameter says nothing. */
  readonly resourceTypes: readonly string[];
}

/** Reads one value of a parameter (escapes still in it). One string can give several values, any of which may match. */
export function parseValue(
  parameter: Parameter,
  modifier: Modifier | undefined,
  text: string,
  options: ValueOptions,
): Read<Value[]> {
  if (text === '') return complain('empty', '值为空', 'the value is empty');
  if (modifier === 'text') return stringValue(text);
  if (modifier === 'in') return read([{ kind: 'uri', value: unescaped(text) }]);
  if (modifier === 'identifier') return tokenValue(text, []);
  if (modifier === 'of-type') return ofTypeValue(text);
  switch (parameter.type) {
    case 'token':
      return parameterToken(parameter, text);
    case 'reference':
      return referenceValue(parameter, text, options);
    case 'string':
      return parameter.code === 'phonetic' && options.phonetic ? phoneticValue(text, options.phonetic) : stringValue(text);
    case 'date':
      return dateValue(text, options);
    case 'number':
      return numberValue(text);
    case 'quantity':
      return quantityValue(text, options);
    case 'uri':
      return read([{ kind: 'uri', value: unescaped(text) }]);
    case 'composite':
      return compositeValue(parameter, text, options);
    case 'special':
      return one(readNear(text, options.ucum));
  }
}

const one = (result: Read<SimpleValue>): Read<SimpleValue[]> => (result.ok ? read([result.value]) : result);

function stringValue(text: string): Read<SimpleValue[]> {
  const value = unescaped(text);
  const folded = fold(value);
  return folded === '' ? complain('empty', '值为空', 'the value is empty') : read([{ kind: 'string', value, folded }]);
}

function phoneticValue(text: string, phonetic: Phonetic): Read<SimpleValue[]> {
  const keys = phonetic.query(unescaped(text));
  if (keys.length === 0) return badValue('没有可读出的音', 'nothing in it can be pronounced');
  return read(keys.map((value) => ({ kind: 'string', value, folded: fold(value) })));
}

/** A `code` element has no system of its own but implies the one of its binding, so a query may name that one. */
function parameterToken({ elements, implied }: Parameter, text: string): Read<SimpleValue[]> {
  if (elements.length > 0 && elements.every((element) => element === 'boolean') && text !== 'true' && text !== 'false') {
    return badValue('只能是 true 或 false', 'must be true or false');
  }
  return tokenValue(text, implied);
}

function tokenValue(text: string, implied: readonly string[]): Read<SimpleValue[]> {
  const parts = splitEscaped(text, '|').map(unescaped);
  const [first = '', second] = parts;
  if (parts.length > 2)
    return badValue('形式应为 code、system|code、|code 或 system|', 'must be code, system|code, |code or system|');
  if (second === undefined) return read([{ kind: 'token', code: first }]);
  if (first === '' && second === '') return complain('empty', '值为空', 'the value is empty');
  if (second === '') return read([{ kind: 'token', system: first }]);
  const plain: SimpleValue[] = implied.includes(first) ? [{ kind: 'token', system: '', code: second }] : [];
  return read([...plain, { kind: 'token', system: first, code: second }]);
}

function ofTypeValue(text: string): Read<SimpleValue[]> {
  const [system = '', code = '', value = '', ...rest] = splitEscaped(text, '|').map(unescaped);
  if (code === '' || value === '' || rest.length > 0) {
    return badValue('形式应为 类型系统|类型代码|值', 'must be type-system|type-code|value');
  }
  return read([{ kind: 'token', code: value, of: system === '' ? { code } : { system, code } }]);
}

const idShape = /^[A-Za-z0-9\-.]{1,64}$/;

function referenceValue(parameter: Parameter, text: string, { bases, resourceTypes }: ValueOptions): Read<SimpleValue[]> {
  const value = unescaped(text);
  const { targets, restrictTo, elements } = parameter;
  const isCanonical = elements.length > 0 && elements.every((element) => element !== 'Reference' && element !== 'Resource');
  if (isCanonical) return read([{ kind: 'reference', ...readCanonical(value) }]);
  if (idShape.test(value)) {
    return read([{ kind: 'reference', types: restrictTo ?? (targets.length > 0 ? targets : resourceTypes), id: value }]);
  }
  const { type, id, url, version } = readReference(value, bases);
  if (id === undefined) {
    if (url === undefined || !/^[A-Za-z][A-Za-z0-9+.-]*:|^#/.test(url)) {
      return badValue('形式应为 id、类型/id 或绝对地址', 'must be an id, Type/id or an absolute address');
    }
    const canonical = elements.some((element) => element === 'canonical') ? readCanonical(url) : { url };
    return read([{ kind: 'reference', ...canonical }]);
  }
  if (type === undefined || !resourceTypes.includes(type))
    return badValue(`没有资源类型 ${type ?? ''}`, `no resource type ${type ?? ''}`);
  if (restrictTo && !restrictTo.includes(type)) {
    return badValue(
      `${parameter.code} 只指向 ${restrictTo.join('、')}`,
      `${parameter.code} refers to ${restrictTo.join(', ')} only`,
    );
  }
  return read([{ kind: 'reference', types: [type], id, ...(version !== undefined && { version }) }]);
}

/** A `+` in an unescaped address arrives as a space. */
function dateValue(text: string, { zone, now }: ValueOptions): Read<SimpleValue[]> {
  const [prefix, date] = splitPrefix(unescaped(text).replace(' ', '+'));
  const span = readDate(date, zone);
  if (!span) {
    return badValue(
      '不是日期：应为 年、年-月、年-月-日 或带时刻（如 2013-01-14T10:00+08:00）',
      'is no date: a year, year-month, year-month-day or with a time, as 2013-01-14T10:00+08:00',
    );
  }
  const tenth = prefix === 'ap' ? Math.abs(now - span.lo) * 0.1 : 0;
  return read([{ kind: 'date', prefix, lo: span.lo - tenth, hi: span.hi + tenth }]);
}

const noNumber = () => badValue('不是数：应为 100、5.40 或 1e2 的形式', 'is no number: write 100, 5.40 or 1e2');

function numberValue(text: string): Read<SimpleValue[]> {
  const [prefix, digits] = splitPrefix(text);
  const number = readNumber(digits);
  return number ? read([{ kind: 'number', prefix, ...prefixedRange(prefix, number) }]) : noNumber();
}

function quantityValue(text: string, { ucum }: ValueOptions): Read<SimpleValue[]> {
  const [amount = '', system = '', code = '', ...rest] = splitEscaped(text, '|').map(unescaped);
  if (rest.length > 0)
    return badValue('形式应为 数、数||单位 或 数|系统|代码', 'must be number, number||unit or number|system|code');
  const [prefix, digits] = splitPrefix(amount);
  const number = readNumber(digits);
  if (!number) return noNumber();
  const range = prefixedRange(prefix, number);
  const canonical = toCanonical(range, system, code, ucum);
  return read([
    {
      kind: 'quantity',
      prefix,
      ...range,
      ...(system !== '' && { system }),
      ...(code !== '' && { code }),
      ...(canonical && { canonical }),
    },
  ]);
}

function compositeValue({ components }: Parameter, text: string, options: ValueOptions): Read<Value[]> {
  const parts = splitEscaped(text, '$');
  if (parts.length !== components.length) {
    return badValue(`应为 ${components.length} 个用 $ 分开的值`, `must be ${components.length} values with $ between them`);
  }
  let rows: SimpleValue[][] = [[]];
  for (const [index, { parameter }] of components.entries()) {
    const values = parseValue(parameter, undefined, parts[index] ?? '', options);
    if (!values.ok) return values;
    const simple = values.value.filter((value) => value.kind !== 'composite');
    rows = rows.flatMap((row) => simple.map((value) => [...row, value]));
  }
  return read(rows.map((row) => ({ kind: 'composite', parts: row })));
}
