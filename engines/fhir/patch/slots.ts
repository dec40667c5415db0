import type { JsonObject } from '../json/scan.ts';
import { isObject } from './json-value.ts';

/** One value of an element: its JSON and, of a primitive, the object with its id and extensions. Undefined where there is none. */
export interface Item {
  readonly value: unknown;
  readonly extra: unknown;
}

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** The values under a JSON name, with what stands under `_name` beside them. */
export function readItems(holder: JsonObject, key: string): readonly Item[] {
  const [values, extras] = [listOf(holder[key]), listOf(holder[`_${key}`])];
  return Array.from({ length: Math.max(values.length, extras.length) }, (_, at) => ({
    value: values[at] ?? undefined,
    extra: extras[at] ?? undefined,
  }));
}

/** The holder with these values under a JSON name and its `_name`; nothing stays of an element without values. */
export function writeItems(holder: JsonObject, key: string, items: readonly Item[], list: boolean): JsonObject {
  const column = (part: keyof Item): unknown => {
    if (!items.some((item) => item[part] !== undefined)) return undefined;
    return list ? items.map((item) => item[part] ?? null) : items[0]?.[part];
  };
  const written = new Map<string, unknown>([
    [key, column('value')],
    [`_${key}`, column('extra')],
  ]);
  const members: [string, unknown][] = [];
  for (const [name, old] of Object.entries(holder)) {
    const value = written.has(name) ? written.get(name) : old;
    written.delete(name);
    if (value !== undefined) members.push([name, value]);
  }
  for (const [name, value] of written) if (value !== undefined) members.push([name, value]);
  return Object.fromEntries(members);
}

/** The value with the object at a place changed; only what lies on the way is copied, and objects missing on it are made. */
export function changeObject(
  value: unknown,
  [step, ...rest]: readonly (string | number)[],
  change: (holder: JsonObject) => JsonObject,
): unknown {
  if (step === undefined) return change(isObject(value) ? value : {});
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...(value as readonly unknown[])] : [];
    while (list.length <= step) list.push(null);
    list[step] = changeObject(list[step], rest, change);
    return list;
  }
  const object = isObject(value) ? value : {};
  return { ...object, [step]: changeObject(object[step], rest, change) };
}
