import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, type Resource, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import fc from 'fast-check';
import type pg from 'pg';
import type { FhirStore } from '../fhir-store.ts';
import { exampleWrites, fill } from '../fixtures/examples.ts';
import { createRecordStore } from '../record-store.ts';
import { type Cursor, printCursor, readCursor } from './cursor.ts';

const now = new Date('2026-03-01T08:00:00Z');
/** Sorts one by one whatever comes. */
const sorting = createRecordStore([], { searchBounds: { sorted: 20_000, walked: 20_000 } });
/** Never sorts: a page that no walk finds is refused. */
const walking = createRecordStore([], { searchBounds: { sorted: 0, walked: 0 } });

/** The same, and a walk is cut short after so few that hardly a page is full. */
const halting = createRecordStore([], { searchBounds: { sorted: 0, walked: 0, met: 5 } });

/** On a cluster no index is in one order, so nothing is walked. */
const inOrder = { skip: process.env['SONGHUA_TEST_NODES'] === undefined ? false : 'a spread database walks no index' };

async function pages(pool: pg.Pool, store: FhirStore, line: string, limit: number): Promise<string[] | string> {
  const [type = '', text = ''] = line.split('?');
  const search = must(store.parse({ type, query: [...new URLSearchParams(text)], lenient: false }, now));
  const ids: string[] = [];
  for (let cursor: Cursor | undefined; ; ) {
    const page = await withTx(pool, 'search', (tx) => store.findPage(tx, { ...search, total: 'none' }, { limit, cursor }));
    if (!page.ok) return page.error.code;
    ids.push(...page.value.matches.map(({ body }) => (JSON.parse(body) as { id: string }).id));
    if (!page.value.next) return ids;
    cursor = readCursor(printCursor(page.value.next));
  }
}

test(
  'a walk in the order of an index gives page by page what sorting everything gives: all strings and dates of the examples',
  inOrder,
  async (t) => {
    const pool = await testDatabase(t);
    await fill(pool, sorting, exampleWrites());
    const clinical = (type: string): string | undefined => sorting.writing.index(type).clinicalDate;
    const lines: string[] = [];
    for (const type of [
      'Patient',
      'Practitioner',
      'Organization',
      'Observation',
      'Encounter',
      'Task',
      'ValueSet',
      'Condition',
      'List',
    ]) {
      for (const { code, type: kind, storedAs } of sorting.catalogue.types.get(type)?.values() ?? []) {
        if (!['string', 'date'].includes(kind) || storedAs.some((stored) => stored === clinical(type))) continue;
        if (storedAs.length > 0 || code === '_lastUpdated') lines.push(`${type}?_sort=${code}`, `${type}?_sort=-${code}`);
      }
      lines.push(`${type}?_sort=_id`, `${type}?_sort=-_id`);
    }
    lines.push(
      'Patient?gender=male&_sort=family',
      'Patient?gender:not=male&_sort=-birthdate',
      'Patient?name:contains=a&_sort=given',
    );
    assert.ok(lines.length > 40, `${lines.length} sorts`);
    for (const line of lines) {
      const sorted = await pages(pool, sorting, line, 1_000);
      assert.deepEqual(await pages(pool, walking, line, 3), sorted, line);
      assert.deepEqual(await pages(pool, halting, line, 7), sorted, `${line}, cut short`);
    }
  },
);

const longest = `${'x'.repeat(199)}\u{20bb7}y`;
const family = fc.constantFrom(longest, '\u0301', 'Li', 'li', 'Lie', '李', '\u{20bb7}野', '\uff21', 'Ä', undefined);
const people = fc.array(
  fc.record({
    families: fc.array(family, { maxLength: 3 }),
    birthDate: fc.constantFrom('1950', '1950-06', '2001-02-03', undefined),
  }),
  { minLength: 1, maxLength: 12 },
);

test('whoever has several values, none or those of others has one place in every walk', inOrder, async (t) => {
  const pool = await testDatabase(t);
  let run = 0;
  const property = fc.asyncProperty(people, fc.integer({ min: 1, max: 5 }), async (persons, limit) => {
    run += 1;
    const resources = persons.map(({ families, birthDate }, n) => ({
      resourceType: 'Patient',
      id: `r${run}-${n}`,
      active: true,
      identifier: [{ system: 'urn:run', value: String(run) }],
      name: families.map((text) => ({ ...(text !== undefined && { family: text }), given: ['x'] })),
      ...(birthDate !== undefined && { birthDate }),
    })) as (Resource & { id: string })[];
    must(await withResult(pool, 'write', (tx) => sorting.saveAll(tx, resources, new Date(now.getTime() + (run % 3) * 1000))));
    for (const sort of ['family', '-family', 'birthdate', '-birthdate', '_lastUpdated', '-_id']) {
      const line = `Patient?active=true&_sort=${sort}`;
      const all = await pages(pool, sorting, line, 1_000);
      assert.equal(all.length, new Set(all).size);
      if (run % 5 === 0) assert.deepEqual(await pages(pool, walking, line, limit * 7), all, line);
      const own = `Patient?identifier=urn:run|${run}&_sort=${sort}`;
      const sorted = await pages(pool, sorting, own, 1_000);
      assert.deepEqual(await pages(pool, walking, own, limit), sorted, own);
      if (run % 5 === 0) assert.deepEqual(await pages(pool, halting, own, limit), sorted, `${own}, cut short`);
    }
  });
  await fc.assert(property, { numRuns: 25 });
});

test('a page mark of a value that cannot stand there is refused', async (t) => {
  const pool = await testDatabase(t);
  must(await withResult(pool, 'write', (tx) => sorting.saveAll(tx, [{ resourceType: 'Patient', id: 'a' } as never], now)));
  const store = inOrder.skip ? sorting : walking;
  const marks: [sort: string, strange: string | number, fine: string | number][] = [
    ['family', 'a\0', 'b'],
    ['family', 1, 'b'],
    ['_id', 'a\0', 'b'],
    ['_lastUpdated', 'x', 9e300],
    ['death-date', 1.5, -9e300],
  ];
  for (const [sort, strange, fine] of marks) {
    const search = must(store.parse({ type: 'Patient', query: [['_sort', sort]], lenient: false }, now));
    const find = (value: string | number) =>
      withTx(pool, 'search', (tx) =>
        store.findPage(tx, { ...search, total: 'none' }, { limit: 5, cursor: { after: 1n, values: [value] } }),
      );
    const found = await find(strange);
    assert.equal(!found.ok && found.error.code, 'records.invalid-cursor', `${sort} ${strange}`);
    assert.equal((await find(fine)).ok, true, sort);
  }
});

test('pages sorted by periods that have no end, or no beginning, go on behind them', inOrder, async (t) => {
  const pool = await testDatabase(t);
  const periods = [{ start: '2020' }, { start: '2021' }, { end: '2019' }, { start: '2018', end: '2022' }, undefined, undefined];
  const encounters = periods.map((period, n) => ({
    resourceType: 'Encounter',
    id: `e${n}`,
    status: 'planned',
    class: { code: 'AMB' },
    location: [{ location: { reference: 'Location/l' }, ...(period && { period }) }],
    ...(period && { period }),
  })) as never[];
  must(await withResult(pool, 'write', (tx) => sorting.saveAll(tx, encounters, now)));
  for (const sort of ['location-period', '-location-period']) {
    const line = `Encounter?_sort=${sort}`;
    const all = await pages(pool, sorting, line, 100);
    assert.equal(all.length, 6);
    assert.deepEqual(await pages(pool, walking, line, 1), all, line);
  }
  for (const line of ['Encounter?_sort=-date,_id', 'Encounter?_sort=date,-_id'])
    assert.deepEqual(await pages(pool, sorting, line, 1), await pages(pool, sorting, line, 100), line);
});
