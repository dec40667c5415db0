import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MatchContext, matches, type Subject } from '@songhua/engine-fhir/search/matches.ts';
import { type Codes, expandUrl, hasCode } from '@songhua/engine-fhir/terminology/expand.ts';
import { type Hierarchy, readHierarchy } from '@songhua/engine-fhir/terminology/hierarchy.ts';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { exampleWrites, fill, now, searches } from '../fixtures/examples.ts';
import { createRecordStore, r4Definitions } from '../record-store.ts';

/** Value sets, code systems and parts of wholes by looking at every resource. */
function plainTerminology(subjects: ReadonlyMap<string, Subject>): Pick<MatchContext, 'inValueSet' | 'subsumes' | 'isAbove'> {
  const byUrl = new Map<string, object>();
  for (const { type, resource } of subjects.values()) {
    const { url } = resource as { url?: string };
    if (url !== undefined) byUrl.set(`${type} ${url}`, resource);
  }
  const codeSystem = (url: string): Hierarchy | undefined => {
    const found = byUrl.get(`CodeSystem ${url}`);
    return found && readHierarchy(found);
  };
  const given = r4Definitions().valueSets;
  const valueSet = (url: string): object | Codes | undefined => {
    const listed = given.get(url);
    return (
      byUrl.get(`ValueSet ${url}`) ?? (listed && new Map(Object.entries(listed).map(([system, of]) => [system, new Set(of)])))
    );
  };
  const known = new Map<string, Codes>();
  const codesOf = (url: string): Codes => {
    const expanded = expandUrl(url, { valueSet, codeSystem });
    const codes = known.get(url) ?? (expanded.ok ? expanded.value : new Map());
    known.set(url, codes);
    return codes;
  };
  const wholeOf = (name: string): string | undefined =>
    (subjects.get(name)?.resource as { partOf?: { reference?: string } } | undefined)?.partOf?.reference;
  return {
    inValueSet: ({ system, code }, url) => hasCode(codesOf(url), system, code),
    subsumes: (general, special) => {
      const system = general.system ?? special.system ?? '';
      const agrees = general.system === undefined || special.system === undefined || general.system === special.system;
      return agrees && (codeSystem(system)?.above(special.code).has(general.code) ?? general.code === special.code);
    },
    isAbove: (above, below) => {
      for (let at: string | undefined = `${below.type}/${below.id}`; at; at = wholeOf(at))
        if (at === `${above.type}/${above.id}`) return true;
      return false;
    },
  };
}

test('every search finds in SQL what the plain meaning of its conditions finds', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const writes = exampleWrites();
  await fill(pool, store, writes);
  const subjects = new Map<string, Subject>();
  for (const { type, id, scan } of writes) {
    const resource = { ...scan?.value, id, meta: { ...(scan?.value['meta'] as object), lastUpdated: now.toISOString() } };
    subjects.set(`${type}/${id}`, { type, id, resource, entries: store.extract(type, resource) });
  }
  const byType = Map.groupBy(subjects.values(), ({ type }) => type);
  const context: MatchContext = {
    zone: 480,
    ...plainTerminology(subjects),
    find: (type, id) => subjects.get(`${type}/${id}`),
    all: (type) => byType.get(type) ?? [],
  };
  const wrong: string[] = [];
  let hits = 0;
  const check = async (line: string): Promise<void> => {
    const [type = '', text = ''] = line.split('?');
    const query = [...new URLSearchParams(text)];
    const search = store.parse({ type, query, lenient: false }, now);
    if (!search.ok) {
      wrong.push(`${line}: ${JSON.stringify(search.error.errors)}`);
      return;
    }
    const expected = (byType.get(type) ?? [])
      .filter((subject) => search.value.filters.every((filter) => matches(filter, subject, context)))
      .map(({ id }) => id)
      .sort();
    const found = await withTx(pool, 'read', (tx) =>
      store.findPage(tx, { ...search.value, total: 'accurate' }, { limit: 1_000 }),
    ).catch((error: Error) => ({ ok: false as const, error: { code: error.message } }));
    if (!found.ok) {
      wrong.push(`${line}: ${JSON.stringify(found.error)}`);
      return;
    }
    const ids = found.value.matches.map(({ body }) => (JSON.parse(body) as { id: string }).id);
    hits += ids.length;
    if (JSON.stringify([...ids].sort()) !== JSON.stringify(expected)) {
      wrong.push(`${line}: found ${ids.length} ${ids.slice(0, 5)}, expected ${expected.length} ${expected.slice(0, 5)}`);
    }
    if (found.value.total !== expected.length) wrong.push(`${line}: total ${found.value.total}, expected ${expected.length}`);
  };
  const open = [...searches];
  const work = async (): Promise<void> => {
    for (let line = open.pop(); line !== undefined; line = open.pop()) await check(line);
  };
  await Promise.all(Array.from({ length: 4 }, work));
  assert.deepEqual(wrong, []);
  assert.ok(hits > 100, `${hits} hits`);
  t.diagnostic(`${searches.length} searches over ${writes.length} examples, ${hits} hits`);
});
