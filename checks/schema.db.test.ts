import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { testDatabase } from '@songhua/testing';
import { readDistribution } from './distribution.ts';
import { assertClean, assertFound } from './plant.ts';
import { checkSchema, readCatalog } from './schema.ts';

const distribution = await readDistribution();

/** What is found in a freshly migrated database once these statements have run in it. */
async function judge(t: TestContext, ...statements: readonly string[]) {
  const pool = await testDatabase(t);
  for (const statement of statements) await pool.query(statement);
  return checkSchema(await readCatalog((sql) => pool.query(sql)), distribution);
}

test('every table has a primary key, no foreign key crosses schemas, what grows with residents can be distributed', async (t) => {
  const pool = await testDatabase(t);
  const catalog = await readCatalog((sql) => pool.query(sql));
  for (const table of ['songhua.migration', 'registry.institution', ...Object.keys(distribution)])
    assert.ok(catalog.tables.includes(table), `${table} was looked at`);
  assert.ok(catalog.references.length > 0, 'foreign keys inside a schema were seen');
  assertClean(checkSchema(catalog, distribution));
});

test('found: a table without a primary key, though it has a unique one', async (t) => {
  assertFound(await judge(t, 'create table plan.planted (a int not null unique)'), 'schema.primary-key');
  assertFound(
    await judge(t, 'create schema planted', 'create table planted.b (a int) partition by list (a)'),
    'schema.primary-key',
  );
});

test('found: a foreign key into another schema; left alone: one inside its own', async (t) => {
  const key = (table: string) => `create table plan.planted (id text collate "C" primary key references ${table})`;
  assertFound(await judge(t, key('registry.area (code)')), 'schema.foreign-key');
  assertClean(await judge(t, key('plan.document (id)')));
});

test('found: a unique index that lacks the column of distribution, holds it only inside an expression, or only beside the key', async (t) => {
  for (const index of ['(type, rid)', '(lower(id))', '(type, rid) include (id)']) {
    const made = `create unique index planted on records.name ${index}`;
    assertFound(await judge(t, made), 'schema.distribution');
  }
  assertFound(
    await judge(
      t,
      'alter table access.access_log drop constraint access_log_pkey',
      'alter table access.access_log add primary key (at, request_id)',
    ),
    'schema.distribution',
  );
});

test('left alone: a unique index that contains the column, one of a table that does not grow, and a plain index', async (t) => {
  assertClean(
    await judge(
      t,
      'create unique index planted_a on records.version (updated_at, place)',
      'create unique index planted_b on registry.area (name_zh, level, code)',
      'create index planted_c on records.version (updated_at)',
    ),
  );
});

test('found: a table that is listed as growing and does not exist', async (t) => {
  assertFound(await judge(t, 'alter table records.name rename to found_by'), 'schema.unknown');
});
