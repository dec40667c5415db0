import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { discover } from './discover.ts';
import { distribute } from './distribute.ts';

const root = join(import.meta.dirname, '..');
const { distribution } = await discover(root);

test('the reference of a cluster says of every announced table where it lies, and of no other', () => {
  const told = readFileSync(join(root, 'docs/reference/citus.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| `\w+\.\w+`/.test(line))
    .flatMap((line) => {
      const [, tables = '', lie = ''] = line.split('|');
      const [first = '', ...others] = [...tables.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
      const where = /`(\w+)`/.exec(lie)?.[1] ?? lie.trim();
      return [first, ...others.map((name) => `${first.split('.')[0]}.${name}`)].map((table) => `${table} ${where}`);
    });
  const announced = distribution.flatMap(({ spread, everywhere }) => [
    ...Object.entries(spread).map(([table, column]) => `${table} ${column}`),
    ...(everywhere ?? []).map((table) => `${table} on every machine`),
  ]);
  assert.deepEqual(told.sort(), announced.sort());
});

test('a plain PostgreSQL keeps its tables where they are, and a cluster has them spread already', async (t) => {
  assert.deepEqual(await distribute(await testDatabase(t), distribution), []);
});

test('a table announced later is spread at the next start with what lies in it, once', async (t) => {
  const pool = await testDatabase(t);
  await pool.query(`create schema later;
    create table later.note (id text primary key); insert into later.note select n::text from generate_series(1, 50) n;
    create table later.word (id int primary key); insert into later.word values (1)`);
  const parts = [...distribution, { spread: { 'later.note': 'id' }, everywhere: ['later.word'] }];
  const spread = await withTx(pool, 'read', async (tx) => tx.spread);
  const moved = await Promise.all([distribute(pool, parts), distribute(pool, parts)]);
  assert.deepEqual(moved.flat().sort(), spread ? ['later.note', 'later.word'] : []);
  const { rows } = await pool.query('select count(*)::int as notes from later.note n cross join later.word w');
  assert.deepEqual(rows, [{ notes: 50 }]);
});

test('a table that its part adds, wherever it names it, lies beside those it has', async (t) => {
  const pool = await testDatabase(t);
  await pool.query(
    'create schema later; create table later.old (n int primary key); create table later.added (n int primary key)',
  );
  await distribute(pool, [{ spread: { 'later.old': 'n' } }]);
  await distribute(pool, [{ spread: { 'later.added': 'n', 'later.old': 'n' } }]);
  await pool.query('insert into later.old select generate_series(1, 50); insert into later.added select generate_series(26, 75)');
  // Citus joins rows that lie apart only when told to.
  const { rows } = await pool.query('select count(*)::int as both from later.old join later.added using (n)');
  assert.deepEqual(rows, [{ both: 25 }]);
});
