import { findParameter, type QueryContext } from './chains.ts';
import { badValue, complain, oneOf, type Read, read } from './complaint.ts';
import type { Search, Sort } from './types.ts';

/** `-date,_id`: a minus for descending. Only what has one order can sort: not composites, not positions. */
export function parseSort(type: string | null, value: string, context: QueryContext): Read<readonly Sort[]> {
  const sort: Sort[] = [];
  for (const part of value.split(',')) {
    const descending = part.startsWith('-');
    const code = descending ? part.slice(1) : part;
    const parameter = findParameter(type, code, context);
    if (!parameter)
      return complain(
        'unknown-parameter',
        `不能按 ${code} 排序：没有此检索参数`,
        `cannot sort by ${code}: no such search parameter`,
      );
    if (parameter.type === 'composite' || parameter.type === 'special' || code === '_text' || code === '_content') {
      return complain('not-supported', `不能按 ${code} 排序：它没有先后`, `cannot sort by ${code}: it has no order`);
    }
    if (!sort.some((other) => other.parameter.code === code)) sort.push({ parameter, descending });
  }
  return read(sort);
}

export function parseCount(value: string): Read<number> {
  const count = /^\d{1,9}$/.test(value) ? Number(value) : undefined;
  return count === undefined ? badValue('应为不小于零的整数', 'must be a whole number of at least zero') : read(count);
}

/** One of a closed list of words. */
export function parseWord<T extends string>(allowed: readonly T[], value: string): Read<T> {
  const found = allowed.find((word) => word === value);
  return found === undefined ? oneOf(allowed) : read(found);
}

/** Elements of the root of the type; only their first link is looked at. */
export function parseElements(type: string | null, value: string, { definitions }: QueryContext): Read<readonly string[]> {
  const elements = value
    .split(',')
    .map((element) => (type !== null && element.startsWith(`${type}.`) ? element.slice(type.length + 1) : element));
  const known = definitions.types.get(type ?? 'Resource')?.elements ?? [];
  for (const element of elements) {
    const [first = ''] = element.split('.');
    const fits = known.some(({ name, choice }) => name === first.replace('[x]', '') || (choice && first.startsWith(name)));
    if (first === '' || (type !== null && !fits))
      return badValue(`${type} 没有元素 ${element}`, `${type} has no element ${element}`);
  }
  return read(elements);
}

export const summaries = ['true', 'text', 'data', 'count', 'false'] as const satisfies readonly Search['summary'][];
export const totals = ['none', 'estimate', 'accurate'] as const satisfies readonly Search['total'][];
export const containedModes = ['false', 'true', 'both'] as const satisfies readonly Search['contained'][];
export const containedTypes = ['container', 'contained'] as const satisfies readonly Search['containedType'][];
