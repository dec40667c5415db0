import { maskName, type StoredResource, type Text } from '@songhua/kernel';
import { extensions } from './identifiers.ts';
import { figureTitles } from './measure-titles.ts';
import { child, type Json, list, textOf } from './read-element.ts';

/** One value that a version changed: where it stands, what it was and what it is. Null where there was or is none. */
export interface ChangedField {
  readonly field: string;
  /** What the field is called, of figures. */
  readonly title: Text | null;
  readonly before: string | null;
  readonly after: string | null;
}

interface Leaf {
  readonly value: string;
  readonly title: Text | null;
}

const mostLength = 200;
/** What every version changes, and what is the resource's name. */
const apart = new Set(['meta', 'id', 'resourceType']);
const lastPart = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** A figure is known by its measure and day, whatever its place in the list. */
function nameOfFact(extension: Json): { readonly name: string; readonly title: Text | null } {
  const part = (url: string): Json => list(child(extension, 'extension')).find((one) => child(one, 'url') === url);
  const measure = textOf(child(part('measure'), 'valueCode')) ?? '';
  const known: Readonly<Record<string, { readonly title: Text }>> = figureTitles;
  return {
    name: `${measure} ${textOf(child(part('asOf'), 'valueDate')) ?? ''}`.trim(),
    title: (Object.hasOwn(known, measure) ? known[measure]?.title : undefined) ?? null,
  };
}

/** Every value of a resource by where it stands; extensions by the end of their address, figures by measure and day. */
function leavesOf(resource: Json): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const walk = (value: Json, path: string, title: Text | null): void => {
    if (Array.isArray(value)) {
      const seen = new Map<string, number>();
      for (const [at, item] of value.entries()) {
        const url = textOf(child(item, 'url'));
        const isExtension = url !== undefined && /(^|\.)extension$|\]$/.test(path);
        if (!isExtension) {
          walk(item, `${path}[${at}]`, title);
          continue;
        }
        const fact = url === extensions.fact ? nameOfFact(item) : null;
        const key = `${lastPart(url)}${fact ? `[${fact.name}]` : ''}`;
        const nth = seen.get(key) ?? 0;
        seen.set(key, nth + 1);
        const parent = path.replace(/\.?extension$/, '');
        walk(item, [parent, nth === 0 ? key : `${key}[${nth}]`].filter(Boolean).join('.'), fact?.title ?? title);
      }
      return;
    }
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        if (path === '' && apart.has(name)) continue;
        if (name === 'url' && !path.endsWith('telecom')) continue;
        // An extension has one value, named by its type: the name says nothing.
        walk(inner, /^value[A-Z]/.test(name) ? path : [path, name].filter(Boolean).join('.'), title);
      }
      return;
    }
    if (value !== null && value !== undefined) leaves.set(path, { value: String(value).slice(0, mostLength), title });
  };
  walk(resource, '', null);
  return leaves;
}

/** Names of people, who are masked in every list. */
const isPersonsName = (type: string, field: string): boolean =>
  (type === 'Practitioner' && /^name\b/.test(field)) || (type === 'PractitionerRole' && field === 'practitioner.display');

/** The values in which two versions of a resource differ, in the order of the newer one; what is gone comes last. */
export function listChanges(before: StoredResource, after: StoredResource): readonly ChangedField[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const show = (field: string, leaf: Leaf | undefined): string | null => {
    if (!leaf) return null;
    return isPersonsName(after.resourceType, field) ? maskName(leaf.value) : leaf.value;
  };
  return [...new Set([...now.keys(), ...old.keys()])]
    .filter((field) => now.get(field)?.value !== old.get(field)?.value)
    .map((field) => ({
      field,
      title: (now.get(field) ?? old.get(field))?.title ?? null,
      before: show(field, old.get(field)),
      after: show(field, now.get(field)),
    }));
}

/** Where the values that a version brought come from, as it says itself: file, row and person. Null when it says nothing new. */
export function sourceOfChange(before: StoredResource | null, after: StoredResource): string | null {
  const said = (resource: Json): Set<string> =>
    new Set([...leavesOf(resource)].filter(([field]) => /(^|\.)(source|fact-source)$/.test(field)).map(([, { value }]) => value));
  const old = before ? said(before) : new Set<string>();
  const fresh = [...said(after)].filter((source) => !old.has(source));
  return fresh.length > 0 ? fresh.join('; ') : null;
}
