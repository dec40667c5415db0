import { ok, type RecordStore, type Resource, type Result, type StoredResource, type Tx } from '@songhua/kernel';
import { checkResource } from './domain/check-resource.ts';
import type { FhirStore } from './fhir-store.ts';
import type { Reader } from './reach/ways.ts';
import { printCursor, readCursor } from './search/cursor.ts';
import type { Write } from './write/types.ts';
import { scanOf } from './write/write-resources.ts';

type Parts = Pick<FhirStore, 'write' | 'parse' | 'findPage' | 'readCurrent' | 'load'> & { readonly newId: () => string };

/** Enough that a statement is worth its way, few enough that others get their turn in between. */
const removedAtOnce = 500;

const escapeValue = (value: string): string => value.replace(/[\\,$|]/g, '\\$&');

interface Searching extends Pick<FhirStore, 'parse' | 'findPage'> {
  /** Stored texts as a list shows them. */
  readonly mask?: (tx: Tx, texts: readonly string[]) => Promise<readonly string[]>;
}

const unmasked = (_: Tx, texts: readonly string[]) => Promise.resolve(texts);

/** What modules look for, of what a reader reaches; without one of everything. */
export const searchBy =
  ({ parse, findPage, mask = unmasked }: Searching, reader?: Reader): RecordStore['search'] =>
  async (tx, type, { id, identifier, name, type: code, limit, offset, after }) => {
    const query: [string, string][] = [
      ...(id ? [['_id', id.map(escapeValue).join(',')] as [string, string]] : []),
      ...Object.entries({ identifier, name, type: code }).flatMap(([key, value]): [string, string][] =>
        value === undefined ? [] : [[key, value]],
      ),
      ['_total', 'accurate'],
    ];
    const search = parse({ type, query, lenient: false }, new Date(0));
    if (!search.ok) throw new Error(`search of ${type}: ${JSON.stringify(search.error)}`);
    const cursor = after === undefined ? undefined : readCursor(after);
    const page = await findPage(tx, search.value, { limit, ...(offset !== undefined && { offset }), cursor }, reader);
    if (!page.ok) throw new Error(`search of ${type}: ${JSON.stringify(page.error)}`);
    const { matches, total = 0, next } = page.value;
    const texts = await mask(
      tx,
      matches.map(({ body }) => body),
    );
    return {
      total,
      items: texts.map((text) => JSON.parse(text) as StoredResource),
      ...(next && { next: printCursor(next) }),
    };
  };

/** The store as modules see it: values in, values out, through the same pipeline. */
export function moduleView({
  write,
  parse,
  findPage,
  readCurrent,
  load,
  newId,
}: Parts): Omit<RecordStore, 'versions' | 'as' | 'find'> {
  const put = (resource: Resource, id: string, more: Partial<Write>): Write => ({
    type: resource.resourceType,
    id,
    method: 'PUT',
    scan: scanOf(resource),
    ...more,
  });
  const one = async (...args: Parameters<FhirStore['write']>): Promise<Result<StoredResource>> => {
    const done = await write(...args);
    if (!done.ok) return done;
    const stored = done.value[0]?.resource;
    if (!stored) throw new Error('a write without deletion stores a resource');
    return ok(stored);
  };
  return {
    create: async (tx, resource, now) => {
      const checked = checkResource(resource);
      return checked.ok ? one(tx, [put(checked.value, newId(), { method: 'POST', fresh: true })], now) : checked;
    },
    update: async (tx, resource, now, ifMatch) => {
      const checked = checkResource(resource, { id: resource.id ?? '' });
      const condition = ifMatch === undefined ? {} : { conditions: { ifMatch: { any: false, versions: [ifMatch] } as const } };
      return checked.ok ? one(tx, [put(checked.value, resource.id ?? '', condition)], now) : checked;
    },
    remove: async (tx, type, id, now) => {
      const done = await write(tx, [{ type, id, method: 'DELETE' }], now);
      return done.ok ? ok(done.value[0] !== null) : done;
    },
    removeAll: async (tx, resources, now) => {
      for (let at = 0; at < resources.length; at += removedAtOnce) {
        const some = resources.slice(at, at + removedAtOnce);
        const done = await write(
          tx,
          some.map(({ type, id }) => ({ type, id, method: 'DELETE' })),
          now,
        );
        if (!done.ok) return done;
      }
      return ok(null);
    },
    load,
    saveAll: async (tx, resources, now) => {
      for (const resource of resources) {
        const checked = checkResource(resource, { id: resource.id });
        if (!checked.ok) return checked;
      }
      const done = await write(
        tx,
        resources.map((resource) => put(resource, resource.id, {})),
        now,
      );
      return done.ok ? ok(done.value.flatMap((written) => written?.resource ?? [])) : done;
    },
    read: async (tx, type, id) => {
      const found = await readCurrent(tx, type, id);
      return found && !found.deleted ? (JSON.parse(found.body) as StoredResource) : null;
    },
    search: searchBy({ parse, findPage }),
  };
}
