import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { must, ok, type Resource, type Result, type Tx, withResult, withTx } from '@songhua/kernel';
import { testDatabase, testDatabaseUrl } from '@songhua/testing';
import fc from 'fast-check';
import pg from 'pg';
import { checkIndex } from '../check-index.ts';
import { createGatherer } from '../import/gather.ts';
import { createHeldRows, writeOut } from '../import/held-rows.ts';
import { writeBatch } from '../import/write-batch.ts';
import { createRecordStore } from '../record-store.ts';
import { eyes, later, patient } from './fixtures/eyes.ts';
import { agree, foldAll, now, packing, person } from './fixtures/packing.ts';
import { createFolder, foldSome } from './fold.ts';
import { requestReindex } from './request-reindex.ts';
import { workOnIndex } from './worker.ts';

const store = createRecordStore([]);
const save = (pool: pg.Pool, resources: readonly Resource[]) =>
  withResult(pool, 'write', (tx) => store.saveAll(tx, resources as never, now));

/** As an import writes: first versions by COPY, what is there as new versions. */
async function bring(pool: pg.Pool, resources: readonly Resource[]): Promise<void> {
  const gatherer = createGatherer(store.writing);
  const write = async (tx: Tx): Promise<Result<null>> => {
    const held = createHeldRows();
    gatherer.begin(now, { resources: resources.length, bytes: 1_000 });
    for (const [line, resource] of resources.entries()) {
      const scanned = scanJson(JSON.stringify(resource), { deepest: 100 });
      if (!scanned.ok) throw new Error('not JSON');
      gatherer.add({ type: resource.resourceType, id: String(resource.id), scan: scanned.value, line: line + 1 });
    }
    must(await writeBatch(store.writing, tx, gatherer.end(), held));
    await writeOut(tx, held);
    return ok(null);
  };
  must(await withResult(pool, 'write', write));
}

type Step =
  | { readonly does: 'save' | 'bring'; readonly who: readonly (readonly [id: number, look: number])[] }
  | { readonly does: 'remove'; readonly id: number }
  | { readonly does: 'fold'; readonly notes: number };

const ids = fc.nat({ max: 30 });
const looks = fc.uniqueArray(fc.tuple(ids, fc.nat({ max: 11 })), { minLength: 1, maxLength: 6, selector: ([id]) => id });
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('save' as const), who: looks }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('bring' as const), who: looks }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('remove' as const), id: ids }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('fold' as const), notes: fc.integer({ min: 1, max: 8 }) }) },
);

const least = 3;

/** What a check of the whole store finds wrong. */
async function faults(pool: pg.Pool): Promise<string[]> {
  const found: string[] = [];
  await withTx(pool, 'read', (tx) => checkIndex(store, tx, (fault) => found.push(fault)));
  return found;
}

/** Two writers of one new resource at once: one of them is told to try again. */
const again = async (work: () => Promise<unknown>): Promise<void> => {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== '40001' && code !== '23505' && code !== '40P01') throw error;
    }
  }
};

async function take(pool: pg.Pool, step: Step): Promise<void> {
  if (step.does === 'fold') await createFolder(pool, () => 0, { least, notes: step.notes, runs: 1 }).fold();
  else if (step.does === 'remove') must(await withResult(pool, 'write', (tx) => store.remove(tx, 'Patient', `p${step.id}`, now)));
  else {
    const people = step.who.map(([id, look]) => person(`p${id}`, look));
    await again(async () => (step.does === 'save' ? must(await save(pool, people)) : bring(pool, people)));
  }
}

test(
  'whatever several writers, imports and foldings do at once, packed lists say in every snapshot what the postings say',
  packing,
  async (t) => {
    const pool = await testDatabase(t);
    await save(
      pool,
      Array.from({ length: 24 }, (_, n) => person(`p${n}`, n)),
    );
    await foldAll(pool, least);
    const seen = { packed: 0, walked: 0 };
    const count = ({ packed, walked }: typeof seen): void => {
      seen.packed += packed;
      seen.walked += walked;
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(steps, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        async (rounds) => {
          for (const together of rounds) {
            await Promise.all([...together.map((step) => take(pool, step)), agree(pool).then(count)]);
            count(await agree(pool));
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
    assert.deepEqual(await faults(pool), []);
    await foldAll(pool, least);
    count(await agree(pool, 'all packed'));
    assert.ok(seen.packed > 150 && seen.walked > 5, `both ways were taken: ${JSON.stringify(seen)}`);
  },
);

test('a folding that is broken off leaves everything as it was, and two at once do the work once', packing, async (t) => {
  const pool = await testDatabase(t);
  await bring(
    pool,
    Array.from({ length: 20 }, (_, n) => person(`p${n}`, n)),
  );
  await foldAll(pool, least);
  await save(
    pool,
    Array.from({ length: 30 }, (_, n) => person(`p${n}`, n + 1)),
  );
  await assert.rejects(
    withTx(pool, 'write', async (tx) => {
      assert.equal((await foldSome(tx, { least }))?.any, true);
      assert.equal(await withTx(pool, 'write', (other) => foldSome(other, { least })), null, 'the other steps aside');
      await agree(pool);
      throw new Error('killed');
    }),
    /killed/,
  );
  await agree(pool);
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from records.unpacked');
  assert.equal(rows[0]?.n, 30, 'all notes are still there');
  await Promise.all([1, 2, 3].map(() => foldAll(pool, least)));
  await agree(pool, 'all packed');
});

test('what an import wrote is folded before what was changed since, however little is folded at once', packing, async (t) => {
  const pool = await testDatabase(t);
  await bring(
    pool,
    Array.from({ length: 12 }, (_, n) => person(`p${n}`, n)),
  );
  await foldAll(pool, least);
  await bring(pool, [person('first', 0)]);
  await bring(pool, [person('second', 0)]);
  await save(pool, [person('second', 1)]);
  const folder = createFolder(pool, () => 0, { least, runs: 1 });
  while (await folder.fold()) await agree(pool);
  await agree(pool, 'all packed');
});

test('a process that is killed while it folds is followed by another', packing, async (t) => {
  const url = await testDatabaseUrl(t);
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => {});
  t.after(() => pool.end());
  const killed: ChildProcess[] = [];
  t.after(() => {
    for (const child of killed) child.kill('SIGKILL');
  });
  for (let round = 0; round < 4; round += 1) {
    await bring(
      pool,
      Array.from({ length: 40 }, (_, n) => person(`r${round}p${n}`, n)),
    );
    await save(
      pool,
      Array.from({ length: 40 }, (_, n) => person(`r${round}p${n}`, n + round)),
    );
    const child = spawn(process.execPath, [join(import.meta.dirname, 'fixtures/fold-process.ts'), url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    killed.push(child);
    // It says so when its transaction has folded and not been committed yet.
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    await agree(pool);
  }
  await foldAll(pool, least);
  await agree(pool, 'all packed');
});

test('lists that were there before are packed parameter by parameter', packing, async (t) => {
  const pool = await testDatabase(t);
  await save(
    pool,
    Array.from({ length: 12 }, (_, n) => person(`p${n}`, n)),
  );
  await pool.query('truncate records.unpacked');
  await foldAll(pool, least);
  await agree(pool, 'all packed');
  const { rows } = await pool.query('select next from records.packed_state');
  assert.deepEqual(rows, [{ next: null }]);
});

test('lists of a parameter that is added, changed and taken away are exact at each step', packing, async (t) => {
  const pool = await testDatabase(t);
  const folder = createFolder(pool, () => 0, { least });
  const work = async (): Promise<void> => {
    const onError = (error: unknown) => assert.ifError(error);
    const options = { pool, store, clock: () => later, holder: 'test', onError, size: 3 };
    while (await workOnIndex({ ...options, onStep: async () => void (await Promise.all([folder.fold(), agree(pool)])) }));
    assert.deepEqual(await faults(pool), []);
    await agree(pool);
  };
  const colour = (n: number): string => (n % 3 === 0 ? 'brown' : 'green');
  await save(
    pool,
    Array.from({ length: 20 }, (_, n) => patient(`p${n}`, colour(n))),
  );
  await foldAll(pool, least);
  await save(pool, [eyes]);
  await save(pool, [patient('p0', 'green'), patient('p1', 'brown'), patient('late', 'brown')]);
  await work();
  await foldAll(pool, least);
  await agree(pool, 'all packed');
  await save(pool, [patient('p2', 'brown'), { ...eyes, expression: "Patient.extension('http://songhua.example/other').value" }]);
  await work();
  must(await withResult(pool, 'write', (tx) => store.remove(tx, 'SearchParameter', 'eyes', now)));
  await work();
  await foldAll(pool, least);
  await agree(pool, 'all packed');
  const { rows } = await pool.query('select key from records.packed_list where key >= 20000::bigint << 48');
  assert.deepEqual(rows, []);
});

test('a check names what packed lists say wrongly, and indexing anew puts it right', packing, async (t) => {
  const pool = await testDatabase(t);
  const people = Array.from({ length: 12 }, (_, n) => person(`p${n}`, n));
  await bring(pool, people.slice(0, 6));
  await save(pool, people.slice(6));
  assert.deepEqual(await faults(pool), []);
  await foldAll(pool, least);
  await save(pool, [person('p1', 2)]);
  assert.deepEqual(await faults(pool), []);
  await pool.query(`update records.packed set data = set_bit(set_bit(data, 7, 1), (select (rid % 61440)::int from records.resource r
    where not exists (select from records.unpacked u where u.rid = r.rid) order by rid limit 1), 0)
    where key = (select min(key) from records.packed_list)`);
  await pool.query(`update records.unpacked set keys = '{}'`);
  const named = await faults(pool);
  assert.match(named.join('\n'), /packed Patient\..*: has resource number 7, which has no posting/);
  assert.match(named.join('\n'), /packed Patient\..*: lacks resource number \d+/);
  assert.match(named.join('\n'), /the note of resource number \d+ and its postings disagree/);
  await pool.query('truncate records.unpacked');
  must(await withResult(pool, 'write', (tx) => requestReindex(store, tx, ['Patient'], now)));
  const options = { pool, store, clock: () => now, holder: 'test', onError: (error: unknown) => assert.ifError(error) };
  while (await workOnIndex(options));
  assert.deepEqual(await faults(pool), [], 'nothing is packed for now');
  await foldAll(pool, least);
  await agree(pool, 'all packed');
  assert.deepEqual(await faults(pool), []);
});
