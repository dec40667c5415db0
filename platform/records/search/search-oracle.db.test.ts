import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { type MatchContext, matches, type Subject } from '@songhua/engine-fhir/search/matches.ts';
import { must, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { createRecordStore } from '../record-store.ts';
import type { Write } from '../write/types.ts';

const folder = dirname(fileURLToPath(import.meta.resolve('hl7.fhir.r4.examples/package.json')));
const definitional =
  /^(StructureDefinition|SearchParameter|ValueSet|CodeSystem|ConceptMap|OperationDefinition|CompartmentDefinition|package|\.)/;
const now = new Date('2026-11-22T08:00:00Z');

/** The published examples other than definitions, as writes. */
function exampleWrites(): Write[] {
  const seen = new Set<string>();
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !definitional.test(name))
    .sort()
    .flatMap((name): Write[] => {
      const scanned = scanJson(readFileSync(join(folder, name), 'utf8'), { deepest: 100 });
      if (!scanned.ok) return [];
      const { resourceType: type, id } = scanned.value.value as { resourceType: string; id?: string };
      const key = `${type}/${id}`;
      if (id === undefined || seen.has(key)) return [];
      seen.add(key);
      return [{ type, id, method: 'PUT', scan: scanned.value }];
    });
}

const searches = readFileSync(new URL('../fixtures/searches.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

test('every search finds in SQL what the plain meaning of its conditions finds', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const writes = exampleWrites();
  must(await withTx(pool, 'write', (tx) => store.write(tx, writes, now)));
  const subjects = new Map<string, Subject>();
  for (const { type, id, scan } of writes) {
    const resource = { ...scan?.value, id, meta: { ...(scan?.value['meta'] as object), lastUpdated: now.toISOString() } };
    subjects.set(`${type}/${id}`, { type, id, resource, entries: store.extract(type, resource) });
  }
  const context: MatchContext = {
    zone: 480,
    inValueSet: () => false,
    subsumes: () => false,
    isAbove: () => false,
    find: (type, id) => subjects.get(`${type}/${id}`),
    all: (type) => [...subjects.values()].filter((subject) => subject.type === type),
  };
  const wrong: string[] = [];
  let hits = 0;
  for (const line of searches) {
    const [type = '', text = ''] = line.split('?');
    const query = [...new URLSearchParams(text)];
    const search = store.parse({ type, query, lenient: false }, now);
    if (!search.ok) {
      wrong.push(`${line}: ${JSON.stringify(search.error.errors)}`);
      continue;
    }
    const expected = [...subjects.values()]
      .filter((subject) => subject.type === type && search.value.filters.every((filter) => matches(filter, subject, context)))
      .map(({ id }) => id)
      .sort();
    const found = await withTx(pool, 'read', (tx) =>
      store.find(tx, { ...search.value, total: 'accurate' }, { limit: 1_000 }),
    ).catch((error: Error) => ({ ok: false as const, error: { code: error.message } }));
    if (!found.ok) {
      wrong.push(`${line}: ${JSON.stringify(found.error)}`);
      continue;
    }
    const ids = found.value.matches.map(({ body }) => (JSON.parse(body) as { id: string }).id);
    hits += ids.length;
    if (JSON.stringify([...ids].sort()) !== JSON.stringify(expected)) {
      wrong.push(`${line}: found ${ids.length} ${ids.slice(0, 5)}, expected ${expected.length} ${expected.slice(0, 5)}`);
    }
    if (found.value.total !== expected.length) wrong.push(`${line}: total ${found.value.total}, expected ${expected.length}`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(hits > 100, `${hits} hits`);
  t.diagnostic(`${searches.length} searches over ${writes.length} examples, ${hits} hits`);
});
