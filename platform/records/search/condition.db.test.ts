import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import { must, type Tx, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type { FhirStore } from '../fhir-store.ts';
import { exampleWrites, fill, now, searches } from '../fixtures/examples.ts';
import { createRecordStore, r4Definitions } from '../record-store.ts';
import { compileFilter, isExact } from './compile-filter.ts';
import { type Condition, ofLists } from './condition.ts';
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

test('a condition finds the same as a set, as a test of one after the other, and on every way to a page', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  await fill(pool, store, exampleWrites());
  const wrong: string[] = [];
  let [tried, gaveUp] = [0, 0];
  const spread = await withTx(pool, 'read', async (tx) => tx.spread);
  for (const line of searches) {
    const [type = '', text = ''] = line.split('?');
    const search = must(store.parse({ type, query: [...new URLSearchParams(text)], lenient: false }, now));
    await withTx(pool, 'read', async (tx) => {
      const { everyOne } = store.writing.index(type);
      const everyone = ofLists((binder) => binder.bind(`{${everyOne}}`, 'bigint[]'), [everyOne]);
      for (const condition of await conditionsOf(store, tx, type, search.filters)) {
        tried += 1;
        const asSet = await ask(tx, (binder) => condition.set(binder));
        const one = tx.spread ? condition.test : (condition.among ?? condition.test);
        const tested = (by: Condition['test']) => (binder: Binder) =>
          `select p.v from (${everyone.set(binder)}) p where ${by(binder, 'p.v')}`;
        const asTest = await ask(tx, tested(condition.test));
        const asMany = await ask(tx, tested(one));
        if (String(asTest) !== String(asSet)) wrong.push(`${line}: ${asTest.length} pass, the set has ${asSet.length}`);
        if (String(asMany) !== String(asSet))
          wrong.push(`${line}: ${asMany.length} pass by look-up, the set has ${asSet.length}`);
        const set: Way = { kind: 'set', most: 500, course: { leader: condition, tests: [] } };
        const often = (binder: Binder): string =>
          `select s.v from (${condition.set(binder)}) s cross join generate_series(1, 40)`;
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
            ];
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
      }
    });
  }
  assert.deepEqual(wrong, []);
  assert.ok(tried > 100 && (spread || gaveUp > 50), `${tried} conditions, ${gaveUp} ways that gave up`);
  t.diagnostic(`${tried} conditions of ${searches.length} searches; ${gaveUp} ways gave up`);
});
