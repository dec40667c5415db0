import type { Resource } from '@songhua/kernel';

/** One thing a resource is found by. */
export interface SearchValue {
  readonly parameter: 'identifier' | 'name' | 'type';
  readonly system: string;
  readonly value: string;
}

/** A name as it is compared: without case, full-width forms folded, inner white space one blank. */
export const foldName = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Index entries hold at most this many characters, so that no b-tree row grows too large. */
export const longestValue = 400;

const list = (value: unknown): readonly Record<string, unknown>[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).filter(
    (entry): entry is Record<string, unknown> => typeof entry === 'object' && entry !== null,
  );

const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((entry): entry is string => typeof entry === 'string' && entry !== '');

const names = (name: unknown): readonly string[] =>
  typeof name === 'string'
    ? texts(name)
    : list(name).flatMap(({ text, family, given }) => [...texts(text), ...texts(family), ...texts(given)]);

/** What a resource is found by in version 1: identifiers, names and the codes of its `type`. Without repeats. */
export function extractSearchValues(resource: Resource): readonly SearchValue[] {
  const found: SearchValue[] = [
    ...list(resource['identifier']).flatMap(({ system, value }) =>
      texts(value).map((text) => ({ parameter: 'identifier' as const, system: texts(system)[0] ?? '', value: text })),
    ),
    ...[...names(resource['name']), ...texts(resource['alias'])].map((text) => ({
      parameter: 'name' as const,
      system: '',
      value: foldName(text),
    })),
    ...list(resource['type'])
      .flatMap(({ coding }) => list(coding))
      .flatMap(({ system, code }) =>
        texts(code).map((text) => ({ parameter: 'type' as const, system: texts(system)[0] ?? '', value: text })),
      ),
  ];
  const cut = found.map((entry) => ({ ...entry, value: entry.value.slice(0, longestValue) }));
  return [...new Map(cut.map((entry) => [JSON.stringify(entry), entry])).values()];
}
