import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import { must, type Tx, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type pg from 'pg';
import type { FhirStore } from '../fhir-store.ts';
import { exampleWrites, fill, now, searches } from '../fixtures/examples.ts';
import { createRecordStore, r4Definitions } from '../record-store.ts';
import { foldAll, packing } from '../reindex/fixtures/packing.ts';
import { compileFilter, isExact } from './compile-filter.ts';
import { type Condition, fulfilling, ofLists } from './condition.ts';
import { fetchPage } from './fetch.ts';
import { lookUp } from './look-up.ts';
import { lookUpCodes } from './look-up-codes.ts';
import type { Compiling, Searching } from './searching.ts';
import { type Binder, createBinder } from './statement.ts';
import { goWay, type Way } from './ways.ts';

const searchingIn = (store: FhirStore, type: string): Searching => {
  const { index } = store.writing;
  return {
    index: index(type),
    of: (other) => ({ index: index(other) }),
    numbersOf: ({ resource, storedAs }) => storedAs.map((code) => index(resource === 'Resource' ? type : resource).number(code)),
    typeName: () => '',
    canonical: () => undefined,
  };
};

/** The conditions of a search that SQL decides alone. */
async function conditionsOf(store: FhirStore, tx: Tx, type: string, filters: readonly Filter[]): Promise<readonly Condition[]> {
  const searching = searchingIn(store, type);
  const codes = must(await lookUpCodes(tx, searching, filters, { valueSets: r4Definitions().valueSets }));
  const looked = {
    ...(await lookUp(tx, store.writing.directory, searching, filters)),
    ...codes,
    fullText: false,
    found: () => undefined,
  };
  const compiling: Compiling = { ...searching, type, looked };
  return filters.map((filter) => compileFilter(compiling, filter)).filter(isExact);
}

const ask = async (tx: Tx, select: (binder: Binder) => string): Promise<string[]> => {
  const binder = createBinder(tx);
  const rows = await tx.query<{ v: string }>(`select distinct v from (${select(binder)}) s order by v desc`, binder.values);
  return rows.map(({ v }) => v);
};

/** Those of everyone that fulfil a condition, found together. */
const askTogether = (tx: Tx, everyone: Condition, condition: Condition): Promise<string[]> =>
  ask(tx, (binder) => {
    const these = binder.table(everyone.set(binder));
    const found = fulfilling(condition, binder, { name: these });
    return `with ${binder.parts.join(', ')} ${found}`;
  });

/** Every condition of the searches that SQL decides alone, beside everyone of its type, one search after the other. */
async function eachCondition(
  pool: pg.Pool,
  store: FhirStore,
  work: (tx: Tx, line: string, everyone: Condition, condition: Condition) => Promise<void>,
): Promise<void> {
  for (const line of searches) {
    const [type = '', text = ''] = line.split('?');
    const search = must(store.parse({ type, query: [...new URLSearchParams(text)], lenient: false }, now));
    await withTx(pool, 'read', async (tx) => {
      const { everyOne } = store.writing.index(type);
      const everyone = ofLists((binder) => binder.bind(`{${everyOne}}`, 'bigint[]'), [everyOne]);
      for (const condition of await conditionsOf(store, tx, type, search.filters)) await work(tx, line, everyone, condition);
    });
  }
}

const names = [...'abcdefghijklmnopqrstuvw'];

test('a condition finds the same as a set, as a test of one after the other, and on every way to a page', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  await fill(pool, store, exampleWrites());
  const wrong: string[] = [];
  let [tried, gaveUp, inLists] = [0, 0, 0];
  const spread = await withTx(pool, 'read', async (tx) => tx.spread);
  await eachCondition(pool, store, async (tx, line, everyone, condition) => {
    tried += 1;
    const asSet = await ask(tx, (binder) => condition.set(binder));
    const tested = (name: string) => (binder: Binder) =>
      `select ${name}.v from (${everyone.set(binder)}) ${name} where ${condition.test(binder, `${name}.v`)}`;
    const asTest = await ask(tx, tested('p'));
    // Whatever the table is called that stands outside, no name within may hide it.
    const name = names[tried % names.length] ?? '';
    if (String(await ask(tx, tested(name))) !== String(asSet)) wrong.push(`${line}: another answer as a test of ${name}.v`);
    const asMany = tx.spread ? asSet : await askTogether(tx, everyone, condition);
    if (String(asTest) !== String(asSet)) wrong.push(`${line}: ${asTest.length} pass, the set has ${asSet.length}`);
    if (String(asMany) !== String(asSet)) wrong.push(`${line}: ${asMany.length} pass by look-up, the set has ${asSet.length}`);
    const set: Way = { kind: 'set', most: 500, course: { leader: condition, tests: [] } };
    const often = (binder: Binder): string => `select s.v from (${condition.set(binder)}) s cross join generate_series(1, 40)`;
    // On several machines a page is found by sets alone.
    const ways: readonly Way[] = tx.spread
      ? []
      : [
          { ...set, repeats: true },
          set,
          { ...set, most: 3 },
          { ...set, most: 20_000, course: { leader: { ...condition, set: often }, tests: [] } },
          { ...set, course: { leader: everyone, tests: [condition] }, repeats: true },
          { kind: 'walk', most: 500, course: { leader: everyone, tests: [condition] } },
          { kind: 'walk', most: 20, course: { leader: everyone, tests: [condition] } },
          { kind: 'walk', most: 3, upTo: 50_000, course: { leader: everyone, tests: [condition] } },
          ...(condition.steps
            ? [500, 3].flatMap((most): Way[] => [
                { kind: 'walk', most, course: set.course },
                { kind: 'walk', most, upTo: 50_000, course: set.course },
              ])
            : []),
        ];
    if (condition.steps && condition.inOrder) inLists += asSet.length;
    for (const descending of [true, false]) {
      const all = descending ? asSet : [...asSet].reverse();
      const course = { leader: condition, tests: [], descending };
      const first = await fetchPage(tx, course, { limit: 3 }, false);
      const next = await fetchPage(tx, course, { limit: 4, after: first.at(-1)?.v }, false);
      const found = first.length === 3 ? [...first, ...next] : first;
      if (String(found.map(({ v }) => v)) !== String(all.slice(0, 7)))
        wrong.push(`${line}: in order ${found.length}, of the set ${Math.min(all.length, 7)}`);
    }
    for (const way of ways) {
      for (const descending of [true, false]) {
        const found = await goWay(tx, way, descending, { limit: 7 }, { withLinks: false, alone: false });
        if (!found) gaveUp += 1;
        if (!found && way.most === 20_000 && asSet.length < 500) wrong.push(`${line}: a set of ${asSet.length} was given up`);
        const page = (descending ? asSet : [...asSet].reverse()).slice(0, 7);
        if (found && String(found.map(({ v }) => v)) !== String(page))
          wrong.push(`${line}: by ${way.kind} of ${way.most} ${found.length}, of the set ${page.length}`);
      }
    }
  });
  assert.deepEqual(wrong, []);
  assert.ok(tried > 100 && (spread || gaveUp > 50), `${tried} conditions, ${gaveUp} ways that gave up`);
  assert.ok(inLists > 50, `${inLists} found by amounts`);
  t.diagnostic(`${tried} conditions of ${searches.length} searches; ${gaveUp} ways gave up`);
});

test(
  'those of a table that fulfil a condition are found the same by postings, by bits, and by notes beside the bits',
  packing,
  async (t) => {
    const pool = await testDatabase(t);
    const store = createRecordStore([]);
    await fill(pool, store, exampleWrites());
    let found = 0;
    const compare = (state: string): Promise<void> =>
      eachCondition(pool, store, async (tx, line, everyone, condition) => {
        const asSet = await ask(tx, (binder) => condition.set(binder));
        assert.deepEqual(await askTogether(tx, everyone, condition), asSet, `${line}, ${state}`);
        found += asSet.length;
      });
    await foldAll(pool, 2);
    await compare('packed');
    await pool.query(
      `insert into records.unpacked (rid, place, keys, gone)
     select v & 137438953471, min(place), array_agg(key), '{}' from records.posting group by 1`,
    );
    await compare('with notes of everything');
    // Nothing but bits and notes can still say so.
    await pool.query('update records.packed set data = 0::bit(61440)');
    await compare('with notes alone');
    assert.ok(found > 1_000, `${found} found`);
  },
);
