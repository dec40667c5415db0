import type { Definitions } from '../definitions/types.ts';
import type { JsonObject } from '../json/scan.ts';
import { isObject } from '../patch/json-value.ts';
import { type Keep, type Kept, keepPlans } from './keep.ts';
import type { View } from './view.ts';

/** Marks a resource of which something may be missing (https://hl7.org/fhir/R4/search.html#summary). */
export const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' } as const;

const isMark = (tag: unknown): boolean => isObject(tag) && tag['system'] === subsetted.system && tag['code'] === subsetted.code;

function marked({ meta, ...rest }: JsonObject): JsonObject {
  const own = isObject(meta) ? meta : {};
  const tags: readonly unknown[] = Array.isArray(own['tag']) ? own['tag'] : [];
  const tag = tags.some(isMark) ? tags : [...tags, subsetted];
  const { resourceType, id, ...elements } = rest;
  return { resourceType, ...(id !== undefined && { id }), meta: { ...own, tag }, ...elements };
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null;

/** What a plan keeps of a value; undefined when nothing is left. */
function cutWithin(value: unknown, keep: Keep): unknown {
  if (Array.isArray(value)) {
    const kept = value.map((item) => cutWithin(item, keep)).filter(isThere);
    return kept.length > 0 ? kept : undefined;
  }
  if (!isObject(value)) return value;
  const object = cut(value, keep);
  return Object.keys(object).length > 0 ? object : undefined;
}

function keptOf(value: unknown, { within, required, beside }: Kept): unknown {
  if (within) return cutWithin(value, within) ?? (required ? value : undefined);
  // A null in a list stands for an extension that goes.
  return !beside && Array.isArray(value) ? (value as readonly unknown[]).filter(isThere) : value;
}

/** What of an object its plan keeps. */
function cut(object: JsonObject, keep: Keep): JsonObject {
  const members: [string, unknown][] = [];
  for (const [name, value] of Object.entries(object)) {
    const isBeside = name.startsWith('_');
    const kept = keep.get(isBeside ? name.slice(1) : name);
    if (!kept || (isBeside && !kept.beside)) continue;
    const left = isBeside ? value : keptOf(value, kept);
    if (isThere(left) && !(Array.isArray(left) && left.length === 0)) members.push([name, left]);
  }
  return Object.fromEntries(members);
}

/**
 * Prepares a view: the function it gives cuts a resource down to it and marks it as SUBSETTED; mandatory elements stay. A view of
 * everything gives resources back as they are, and so does a type the definitions do not know. Numbers stay as written.
 */
export function subsetter(view: View, definitions: Definitions): (resource: JsonObject) => JsonObject {
  if (view.kind === 'full' || view.kind === 'count') return (resource) => resource;
  const plans = keepPlans(view, definitions);
  return (resource) => {
    const keep = plans(String(resource['resourceType']));
    if (!keep) return resource;
    const { resourceType, ...elements } = resource;
    return marked({ resourceType, ...cut(elements, keep) });
  };
}
