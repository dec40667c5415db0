import type { Codes, Sources } from '@songhua/engine-fhir/terminology/expand.ts';
import { type Hierarchy, readHierarchy } from '@songhua/engine-fhir/terminology/hierarchy.ts';
import type { Tx } from '@songhua/kernel';
import { urlKey } from '../domain/index-rows.ts';
import type { Condition } from '../search/condition.ts';
import { createBinder, run } from '../search/statement.ts';
import { numbersLiteral } from './literals.ts';
import { perHome } from './per-home.ts';

/** ValueSets and CodeSystems of this store, taken down as they are asked for. */
export interface Shelf extends Sources {
  /** Loads these value sets; those that are stored here, as resources. */
  valueSets(tx: Tx, urls: readonly string[]): Promise<object[]>;
  codeSystems(tx: Tx, urls: readonly string[]): Promise<void>;
}

/** Read resources a process remembers; a code system of 30,000 concepts takes a tenth of a second to read. */
const mostRemembered = 64;
const memories = perHome(() => new Map<string, object>());

/** What was read of a version; remembered when the transaction has committed, for the version may be its own. */
function remember<T extends object>(tx: Tx, key: string, read: () => T): T {
  const known = memories(tx);
  const value = (known.get(key) as T | undefined) ?? read();
  tx.afterCommit(() => {
    known.delete(key);
    known.set(key, value);
    for (const oldest of known.keys()) {
      if (known.size <= mostRemembered) break;
      known.delete(oldest);
    }
  });
  return value;
}

interface Head {
  readonly key: string;
  readonly rid: string;
  readonly version: number;
}

/** Versions of one address that are looked at. */
const mostOfUrl = 20;

const split = (url: string): { readonly url: string; readonly version: string | undefined } => {
  const at = url.indexOf('|');
  return at < 0 ? { url, version: undefined } : { url: url.slice(0, at), version: url.slice(at + 1) };
};

/** A resource by its address; of several versions the one named, else one in force, the latest first. */
function choose(found: readonly object[], version: string | undefined): object | undefined {
  const own = (name: string) => (resource: object) => (resource as Readonly<Record<string, unknown>>)[name];
  if (version !== undefined) return found.find((resource) => own('version')(resource) === version);
  return found.find((resource) => own('status')(resource) === 'active') ?? found[0];
}

/** Resources in these lists, the latest first, of each list no more than `mostOfUrl`. */
const headsOf = (tx: Tx, keys: readonly bigint[]): Promise<Head[]> =>
  tx.query<Head>(
    tx.spread
      ? `select p.key, r.rid, r.version from records.posting p
           join records.resource r on r.place = p.place and r.rid = p.v & 137438953471
          where p.key = any($1::bigint[]) order by p.v desc`
      : `select p.key, r.rid, r.version from unnest($1::bigint[]) k(key) cross join lateral (
       select p.key, p.v from records.posting p where p.key = k.key order by p.v desc limit ${mostOfUrl}) p
     cross join lateral (select rid, version from records.resource r where r.rid = p.v & 137438953471 limit 1) r`,
    [numbersLiteral(new Set(keys))],
    'records.find-by-url',
  );

/** The same of those that are reached. */
function headsReached(tx: Tx, keys: readonly bigint[], reached: Condition): Promise<Head[]> {
  const binder = createBinder(tx);
  const lists = binder.bind(numbersLiteral(new Set(keys)), 'bigint[]');
  const test = reached.test(binder, 'p.v');
  return run<Head>(
    tx,
    tx.spread
      ? `select p.key, r.rid, r.version from records.posting p
           join records.resource r on r.place = p.place and r.rid = p.v & 137438953471
          where p.key = any(${lists}) and ${test} order by p.v desc`
      : `select p.key, r.rid, r.version from unnest(${lists}) k(key) cross join lateral (
       select p.key, p.v from records.posting p where p.key = k.key and ${test} order by p.v desc limit ${mostOfUrl}) p
     cross join lateral (select rid, version from records.resource r where r.rid = p.v & 137438953471 limit 1) r`,
    binder,
  );
}

/** Resources by address, `url|version` or plain. At most two statements; what this process has read before is not read again. */
async function findByUrl(
  tx: Tx,
  number: number,
  urls: readonly string[],
  reached: Condition | undefined,
): Promise<Map<string, { resource: object; key: string }>> {
  const keys = new Map(urls.map((url) => [url, urlKey(number, split(url).url)] as const));
  const heads = reached ? await headsReached(tx, [...keys.values()], reached) : await headsOf(tx, [...keys.values()]);
  const known = memories(tx);
  const nameOf = ({ rid, version }: Head): string => `${rid}/${version}`;
  const here = new Map(heads.flatMap((head) => [[nameOf(head), known.get(nameOf(head))] as const]));
  const missing = heads.filter((head) => !here.get(nameOf(head)));
  const bodies =
    missing.length === 0
      ? []
      : await tx.query<{ rid: string; body: string }>(
          'select rid, body from records.resource where rid = any($1::bigint[])',
          [numbersLiteral(missing.map(({ rid }) => BigInt(rid)))],
          'records.read-bodies',
        );
  const bodyOf = new Map(bodies.map(({ rid, body }) => [rid, body] as const));
  const read = heads.flatMap((head) => {
    const name = nameOf(head);
    const body = bodyOf.get(head.rid);
    // What was known is looked up before the bodies are asked for: it may be forgotten meanwhile.
    const resource = here.get(name) ?? (body === undefined ? undefined : (JSON.parse(body) as object));
    return resource ? [{ ...head, name, resource: remember(tx, name, () => resource) }] : [];
  });
  const found = new Map<string, { resource: object; key: string }>();
  for (const [url, key] of keys) {
    const own = read.filter((one) => BigInt(one.key) === key);
    const resource = choose(
      own.map((one) => one.resource),
      split(url).version,
    );
    const name = own.find((one) => one.resource === resource)?.name;
    if (resource && name !== undefined) found.set(url, { resource, key: name });
  }
  return found;
}

/**
 * `numberOf` gives the number of `url` of a type, `given` the value sets that come with the definitions, `reached` what of a type whoever
 * asks reaches.
 */
export function createCodeShelf(
  numberOf: (type: string) => number,
  given: (url: string) => Codes | undefined,
  reached?: (type: string) => Condition | undefined,
): Shelf {
  const sets = new Map<string, object>();
  const systems = new Map<string, Hierarchy>();
  return {
    valueSet: (url) => sets.get(url) ?? given(url),
    codeSystem: (url) => systems.get(url),
    valueSets: async (tx, urls) => {
      const found = await findByUrl(tx, numberOf('ValueSet'), urls, reached?.('ValueSet'));
      for (const [url, { resource }] of found) sets.set(url, resource);
      return [...found.values()].map(({ resource }) => resource);
    },
    codeSystems: async (tx, urls) => {
      const open = [...new Set(urls)].filter((url) => !systems.has(url));
      if (open.length === 0) return;
      for (const [url, { resource, key }] of await findByUrl(tx, numberOf('CodeSystem'), open, reached?.('CodeSystem')))
        systems.set(
          url,
          remember(tx, `${key} order`, () => readHierarchy(resource)),
        );
    },
  };
}
