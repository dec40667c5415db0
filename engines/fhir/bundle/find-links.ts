import type { Definitions } from '../definitions/types.ts';
import { isObject } from '../patch/json-value.ts';
import { type Steps, typeAt } from '../subset/members.ts';
import { bodyOf, type Link, type Step } from './step.ts';

/** Links of a narrative: `href` and `src` with their quotes. */
export const narrativeLink = /(\b(?:href|src)\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi;

const restful = /^(https?:\/\/.+\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}$/;
const relative = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?(?:#|$)/;
const uris = new Set(['uri', 'url', 'oid', 'uuid']);
const byUrn = /^urn:(uuid|oid):/i;

/** What was found in one entry: links to be rewritten, and references by urn that name nothing in the bundle. */
export interface Found {
  readonly links: readonly Link[];
  readonly unresolved: readonly { readonly steps: Steps; readonly value: string }[];
}

/** UUIDs are the same in either case. */
const normal = (url: string): string => (/^urn:uuid:/i.test(url) ? url.toLowerCase() : url);

/** fullUrl -> index of the entry, for entries whose resource will stand somewhere. */
export function indexFullUrls(steps: readonly Step[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { kind, fullUrl, index } of steps) {
    if (fullUrl !== undefined && (kind === 'create' || kind === 'update' || kind === 'patch')) places.set(normal(fullUrl), index);
  }
  return places;
}

/**
 * Finds what in a step's body names another entry by its fullUrl: Reference.reference, elements of type uri, url, oid and uuid (not
 * canonical), and links of narratives (http.html#trules); and references that are conditions, `Patient?identifier=1`.
 */
export function findLinks(step: Step, places: ReadonlyMap<string, number>, definitions: Definitions): Found {
  const links: Link[] = [];
  const unresolved: { steps: Steps; value: string }[] = [];
  const { index, fullUrl } = step;
  const root = fullUrl === undefined ? undefined : restful.exec(fullUrl)?.[1];
  const body = bodyOf(step);
  const typed = step.kind !== 'patch' || step.patch.kind === 'fhirpath';
  const path: (string | number)[] = [];

  const entryOf = (value: string): Link['to'] | undefined => {
    const cut = value.indexOf('#');
    const [url, fragment] = cut < 0 ? [value, ''] : [value.slice(0, cut), value.slice(cut)];
    const plain = url.replace(/\/_history\/[^/]+$/, '');
    const to = places.get(normal(plain)) ?? (root !== undefined && relative.test(value) ? places.get(root + plain) : undefined);
    return to === undefined ? undefined : { kind: 'entry', index: to, fragment };
  };

  /** Elements called `reference` may also be of type uri, and are no Reference.reference then. */
  const isReference = (): boolean => !typed || typeAt(definitions, body, path) === 'string';

  const inReference = (value: string): void => {
    const to = entryOf(value);
    const link = { index, value, how: 'reference' as const };
    if (to) links.push({ ...link, steps: [...path], to });
    else if (byUrn.test(value)) {
      if (isReference()) unresolved.push({ steps: [...path], value });
    } else {
      const [, type, criteria] = /^([A-Z][A-Za-z]+)\?(.*=.*)$/s.exec(value) ?? [];
      if (type !== undefined && criteria !== undefined && definitions.resourceTypes.includes(type) && isReference())
        links.push({ ...link, steps: [...path], to: { kind: 'criteria', type, criteria } });
    }
  };

  const inNarrative = (value: string): void => {
    for (const [, , double, single] of value.matchAll(narrativeLink)) {
      const url = double ?? single ?? '';
      const to = entryOf(url);
      if (to) links.push({ index, value: url, how: 'narrative', steps: [...path], to });
    }
  };

  const inText = (value: string, name: string): void => {
    if (name === 'reference') inReference(value);
    else if (name === 'div') inNarrative(value);
    else if (value.length > 4 && places.has(normal(value))) {
      // Few strings get here, so the type is looked up only now.
      const to = entryOf(value);
      const uri = !typed || uris.has(typeAt(definitions, body, path) ?? '');
      if (to && uri) links.push({ index, value, how: 'uri', steps: [...path], to });
    }
  };

  /** `name` is that of the nearest member: a list's items go by the list's. */
  const walk = (value: unknown, name: string): void => {
    if (typeof value === 'string') inText(value, name);
    else if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at += 1) {
        path.push(at);
        walk(value[at], name);
        path.pop();
      }
    } else if (isObject(value)) {
      for (const member of Object.keys(value)) {
        path.push(member);
        walk(value[member], member);
        path.pop();
      }
    }
  };
  if (body !== undefined) walk(body, '');
  return { links, unresolved };
}
