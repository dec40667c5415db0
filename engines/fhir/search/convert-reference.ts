import type { ReferenceEntry } from './entries.ts';

/** Where a reference points, without the parameter it was found by. */
export type Target = Omit<ReferenceEntry, 'kind' | 'param'>;

type Json = Readonly<Record<string, unknown>>;

const address = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;

/** Reads `Type/id`, `Type/id/_history/version`, an absolute address, `urn:…` or `#id`. One of our own bases is taken off. */
export function readReference(text: string, bases: readonly string[] = []): Target {
  const match = address.exec(text);
  if (!match) return { url: text };
  const [, type = '', id = '', version] = match;
  const isOwn = match.index === 0 && !text.startsWith('/');
  if (isOwn || bases.some((base) => text.length > base.length && text.startsWith(base) && match.index === base.length)) {
    return version === undefined ? { type, id } : { type, id, version };
  }
  return { url: text, type };
}

/** Reads a Reference element; undefined when it says nothing that can be searched. */
export function referenceOf(element: unknown, root: unknown, bases?: readonly string[]): Target | undefined {
  if (typeof element === 'string') return readReference(element, bases);
  if (typeof element !== 'object' || element === null) return undefined;
  const { reference, type, identifier, resourceType, id } = element as Json;
  if (typeof resourceType === 'string') return typeof id === 'string' ? { type: resourceType, id } : undefined;
  const named = typeof type === 'string' ? type.slice(type.lastIndexOf('/') + 1) : undefined;
  const target = typeof reference === 'string' ? resolveLocal(readReference(reference, bases), root) : undefined;
  const typed = named === undefined || target?.type !== undefined ? target : { ...target, type: named };
  const code = identifierOf(identifier);
  return code ? { ...typed, identifier: code } : target && typed;
}

function resolveLocal(target: Target, root: unknown): Target {
  if (!target.url?.startsWith('#')) return target;
  const { contained, resourceType } = root as Json;
  if (target.url === '#') return typeof resourceType === 'string' ? { ...target, type: resourceType } : target;
  const id = target.url.slice(1);
  const found = Array.isArray(contained) ? (contained as Json[]).find((resource) => resource?.id === id) : undefined;
  return typeof found?.resourceType === 'string' ? { ...target, type: found.resourceType } : target;
}

function identifierOf(identifier: unknown): Target['identifier'] {
  if (typeof identifier !== 'object' || identifier === null) return undefined;
  const { system, value } = identifier as Json;
  if (typeof value !== 'string') return undefined;
  return typeof system === 'string' ? { system, code: value } : { code: value };
}

/** `url|version` of a canonical; a fragment stays with the url. */
export function readCanonical(text: string): Target {
  const bar = text.lastIndexOf('|');
  return bar < 0 ? { url: text } : { url: text.slice(0, bar), version: text.slice(bar + 1) };
}
