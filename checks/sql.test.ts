import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClean, assertFound, file } from './plant.ts';
import { readRepository } from './source.ts';
import { checkAmbientClock, checkSqlPlace, isStatement } from './sql.ts';

test('a statement is told from a sentence that begins with the same word', () => {
  const sql = [
    'select 1',
    'select * from a.b',
    'SELECT id, x FROM y',
    'select count(*) from t',
    'insert into a values (1)',
    'update a.b set c = 1',
  ];
  const more = [
    'delete from a',
    'with x as (select 1)',
    'with recursive t(n) as (select 1)',
    'create table a (b int)',
    'drop schema x',
    '\n  select a\n from b',
  ];
  for (const text of [...sql, ...more]) assert.equal(isStatement(text), true, text);
  for (const text of [
    'select an area',
    'Update the plan',
    'with 12 rows',
    'delete this row',
    'insert a page',
    'selected',
    'create a table',
  ]) {
    assert.equal(isStatement(text), false, text);
  }
});

test('found: SQL in a route, a decision, an event handler and a page', () => {
  for (const path of [
    'modules/plan/http/a.ts',
    'modules/plan/domain/a.ts',
    'modules/plan/events/a.ts',
    'web/a.tsx',
    'engines/plan/a.ts',
  ]) {
    assertFound(checkSqlPlace([file(path, "export const a = 'select id from plan.plan';")]), 'sql.place');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the planted text is itself a template.
    assertFound(checkSqlPlace([file(path, 'export const a = (b: string) => `delete from ${b}`;')]), 'sql.place');
  }
});

test('found: a query outside a store', () => {
  assertFound(checkSqlPlace([file('modules/plan/http/a.ts', 'await tx.query(statement);')]), 'sql.place');
});

test('left alone: SQL in a store, the platform, the server and a database test', () => {
  for (const path of ['modules/plan/store/a.ts', 'platform/events/a.ts', 'server/a.ts', 'modules/plan/http/a.db.test.ts']) {
    assertClean(checkSqlPlace([file(path, "await tx.query('select id from plan.plan');")]));
  }
});

test('found: SQL that asks for the time, in a store and in a default of a migration', () => {
  for (const call of ['now()', 'NOW ( )', 'current_timestamp', 'current_date', 'clock_timestamp()', 'localtimestamp']) {
    assertFound(
      checkAmbientClock([file('modules/plan/store/a.ts', `tx.query('update a.b set c = ${call}');`)]),
      'sql.ambient-clock',
    );
    assertFound(
      checkAmbientClock([file('modules/plan/migrations/0001_a.sql', `create table a (b date default ${call});`)]),
      'sql.ambient-clock',
    );
  }
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the planted text is itself a template.
  assertFound(checkAmbientClock([file('platform/events/a.ts', 'tx.query(`update ${a} set c = now()`);')]), 'sql.ambient-clock');
});

test('found: SQL that makes ids by chance, names today in a word, or does either in a file called migrate.ts', () => {
  for (const call of ['gen_random_uuid()', 'uuidv7()', 'random()', "'now'::timestamptz", "date 'today'"]) {
    assertFound(
      checkAmbientClock([file('modules/plan/migrations/0001_a.sql', `create table a (b text default ${call});`)]),
      'sql.ambient-clock',
    );
  }
  for (const path of ['server/migrate.ts', 'modules/plan/store/migrate.ts', 'platform/records/migrate.ts']) {
    assertFound(checkAmbientClock([file(path, "tx.query('insert into m values (now())');")]), 'sql.ambient-clock');
  }
});

test('left alone: a comment that names now(), and a column whose name begins with a word for time', () => {
  assertClean(checkAmbientClock([file('modules/plan/migrations/0001_a.sql', '-- never now()\nselect 1;')]));
  assertClean(
    checkAmbientClock([file('modules/plan/migrations/0001_a.sql', 'create table a.b (current_date_of date, "random" int);')]),
  );
});

test('the SQL of the repository stands where it may', () => assertClean(checkSqlPlace(readRepository())));
test('no SQL of the repository asks for the time', () => assertClean(checkAmbientClock(readRepository())));
