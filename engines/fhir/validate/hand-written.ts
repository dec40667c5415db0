import type { Judge } from './invariants.ts';
import type { JsonObject } from './run.ts';
import { isBlankNarrative } from './xhtml.ts';

type Test = Judge['holds'];

const on =
  (test: (value: JsonObject) => boolean): Test =>
  (value) =>
    test(value as JsonObject);

const listOf = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? (value as readonly JsonObject[]) : []);

/** What is contained is meant from somewhere in the resource, or points back at it. */
const isMeant: Test = (value, { scope }) => {
  const { contained } = value as JsonObject;
  if (contained === undefined) return true;
  return listOf(contained).every((inner) => scope.fragments?.has(`#${String(inner['id'])}`) || pointsBack(inner));
};

function pointsBack(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(pointsBack);
  return Object.entries(value).some(([key, item]) => (key === 'reference' && item === '#') || pointsBack(item));
}

/** A reference into the resource has something contained to point to. `#` alone is the container itself. */
const isThere: Test = (value, { scope }) => {
  const { reference } = value as JsonObject;
  if (typeof reference !== 'string' || reference.charCodeAt(0) !== 0x23 || reference === '#') return true;
  return listOf(scope.root['contained']).some((inner) => inner['id'] === reference.slice(1));
};

/** Codes of a timing's event that stand for a meal itself, to which no offset applies. */
const meals = new Set(['C', 'CM', 'CD', 'CV']);

/**
 * Rules that stand on every resource or on types met everywhere; a test holds each to its expression in FHIRPath. Also those that
 * R4 does not express as meant: que-7 asks `is Boolean` of a boolean, tim-9 `in` of several codes (R5 has mended both), and
 * eld-2 compares a number of a type that R4 defines as text.
 */
export const handWritten: Readonly<Record<string, Test>> = {
  'dom-2': on(({ contained }) => contained === undefined || listOf(contained).every((inner) => inner['contained'] === undefined)),
  'dom-3': isMeant,
  'dom-4': on(({ contained }) => {
    if (contained === undefined) return true;
    return listOf(contained).every(({ meta }) => {
      const { versionId, lastUpdated } = (meta ?? {}) as JsonObject;
      return versionId === undefined && lastUpdated === undefined;
    });
  }),
  'dom-5': on(({ contained }) => {
    if (contained === undefined) return true;
    return listOf(contained).every(({ meta }) => ((meta ?? {}) as JsonObject)['security'] === undefined);
  }),
  'dom-6': on(({ text }) => typeof text === 'object' && text !== null && 'div' in text),
  'eld-2': on(
    ({ min, max }) =>
      typeof min !== 'number' || typeof max !== 'string' || max === '*' || (/^\d+$/.test(max) && min <= Number(max)),
  ),
  'ext-1': on((value) => {
    let values = 0;
    for (const key in value) if (key.startsWith('value') || key.startsWith('_value')) values = 1;
    return values === (value['extension'] === undefined ? 1 : 0);
  }),
  'que-7': on((value) => value['operator'] !== 'exists' || 'answerBoolean' in value),
  'ref-1': isThere,
  'tim-9': on(({ offset, when }) => offset === undefined || (Array.isArray(when) && !when.some((code) => meals.has(code)))),
  'txt-2': (value) => !isBlankNarrative(value as string),
};
