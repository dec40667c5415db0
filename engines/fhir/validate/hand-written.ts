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
  return scope.contained?.has(reference.slice(1)) === true;
};

const objectOf = (value: unknown): JsonObject => (value ?? {}) as JsonObject;

/** One text for values that FHIRPath calls equal: the order of properties does not matter. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );

const codingsOf = (concept: unknown): string[] => listOf(objectOf(concept)['coding']).map(canonical);

/** A component has not the code of the whole, whose value stands beside it. */
const codesDiffer = on((value) => {
  const { component, code } = value;
  if (component === undefined || !hasChoice(value, 'value')) return true;
  const own = new Set(codingsOf(code));
  return !listOf(component).some((part) => codingsOf(part['code']).some((coding) => own.has(coding)));
});

const hasChoice = (value: JsonObject, name: string): boolean =>
  Object.keys(value).some((key) => key.startsWith(name) || key.startsWith(`_${name}`));

const startsWith = (path: unknown, start: unknown): boolean =>
  typeof path === 'string' && typeof start === 'string' && path.startsWith(start);

/** The first element is the type itself, and the others stand below it. */
const standBelow =
  (isFirst: (path: unknown, type: unknown) => boolean, above: (path: string) => string): Test =>
  (value, { scope }) => {
    const { kind, type } = scope.resource;
    const [first, ...others] = listOf((value as JsonObject)['element']).map(({ path }) => path);
    if (kind !== 'logical' && !isFirst(first, type)) return false;
    return others.every((path) => startsWith(path, typeof first === 'string' ? `${above(first)}.` : '.'));
  };

const all = (values: unknown, among: readonly unknown[]): boolean => {
  const known = new Set(among);
  return !Array.isArray(values) || values.every((value) => known.has(value));
};

/** Codes of a timing's event that stand for a meal itself, to which no offset applies. */
const meals = new Set(['C', 'CM', 'CD', 'CV']);

/**
 * Rules that stand on every resource or on types met everywhere, and those whose expression takes time that grows with the
 * square of the input, so that half a megabyte would hold a server for minutes; a test holds each to its expression in
 * FHIRPath. Also two that R4 does not express as meant and R5 has mended: que-7 asks `is Boolean` of a boolean, tim-9 `in` of
 * several codes.
 */
export const handWritten: Readonly<Record<string, Test>> = {
  'dom-2': on(({ contained }) => contained === undefined || listOf(contained).every((inner) => inner['contained'] === undefined)),
  'dom-3': isMeant,
  'dom-4': on(({ contained }) => {
    if (contained === undefined) return true;
    return listOf(contained).every(({ meta }) => {
      const { versionId, lastUpdated } = objectOf(meta);
      return versionId === undefined && lastUpdated === undefined;
    });
  }),
  'dom-5': on(({ contained }) => {
    if (contained === undefined) return true;
    return listOf(contained).every(({ meta }) => objectOf(meta)['security'] === undefined);
  }),
  'dom-6': on(({ text }) => typeof text === 'object' && text !== null && 'div' in text),
  'ext-1': on((value) => {
    let values = 0;
    for (const key in value) if (key.startsWith('value') || key.startsWith('_value')) values = 1;
    return values === (value['extension'] === undefined ? 1 : 0);
  }),
  'ig-1': on(({ resource, grouping }) => {
    const used = listOf(resource).flatMap(({ groupingId }) => groupingId ?? []);
    return all(
      used,
      listOf(grouping).map(({ id }) => id),
    );
  }),
  'ig-2': on(({ definition, fhirVersion }) => {
    const used = listOf(objectOf(definition)['resource']).flatMap(({ fhirVersion: versions }) => versions ?? []);
    return all(used, listOf(fhirVersion));
  }),
  'obs-7': codesDiffer,
  'que-7': on((value) => value['operator'] !== 'exists' || 'answerBoolean' in value),
  'ref-1': isThere,
  'sdf-8': standBelow(
    (path, type) => path === type,
    (path) => path,
  ),
  'sdf-8a': standBelow(startsWith, (path) => path.replace(/\..*/, '')),
  'tim-9': on(({ offset, when }) => offset === undefined || (Array.isArray(when) && !when.some((code) => meals.has(code)))),
  'txt-2': (value) => !isBlankNarrative(value as string),
};
