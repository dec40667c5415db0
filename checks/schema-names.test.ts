import { test } from 'node:test';
import { assertClean, assertFound, file } from './plant.ts';
import { checkSchemaNames } from './schema-names.ts';
import { readRepository } from './source.ts';

const migration = (sql: string) => checkSchemaNames([file('modules/plan/migrations/0001_a.sql', sql)]);
const store = (text: string) => checkSchemaNames([file('modules/plan/store/a.ts', text)]);
const statement = (sql: string) => store(`export const a = (x: string) => tx.query(\`${sql}\`);`);

test('found: a statement that names a table of the platform or of another module, wherever it names it', () => {
  for (const sql of [
    'select 1 from records.resource',
    'select 1 from plan.plan p join registry.area a on a.code = p.area',
    'select 1 from plan.plan p, records.resource r',
    'select 1 from plan.plan p left join lateral access.account a on true',
    'insert into events.outbox (id) values ($1)',
    'update registry.area set name = $1',
    'delete from records.version',
    'delete from plan.fact f using records.resource r',
    'select 1 from "records"."resource"',
    'with x as (select id from registry.listed) select * from x',
    'select (select count(*) from songhua.migration)',
    'truncate registry.area',
    'select 1 from RECORDS.resource',
    'lock table records.resource',
  ])
    assertFound(statement(sql), 'schemas.foreign');
});

test('found: a foreign table in one part of a statement, behind a placeholder, or as a schema that is computed', () => {
  for (const sql of [
    'select $' + '{x} from records.resource',
    'select 1 from plan.plan where $' + '{x} and exists (select 1 from access.account)',
  ])
    assertFound(statement(sql), 'schemas.foreign');
  assertFound(store("export const from = ' from records.resource r';"), 'schemas.foreign');
  assertFound(statement('select 1 from $' + '{x}.resource'), 'schemas.foreign');
});

test('found: a foreign table in a query builder, in a variable, or by the search path', () => {
  for (const text of [
    "db.selectFrom('records.resource');",
    "db.selectFrom('other.thing as t');",
    "db.selectFrom('plan.plan').innerJoin('registry.area as a', 'a.code', 'plan.area');",
    "db.withSchema('records').selectFrom('resource');",
    "const table = 'records.resource';",
    "interface DB { 'access.account': string }",
    "const a = sql.table('events.outbox');",
    "tx.query('set local search_path to records');",
  ])
    assertFound(store(text), 'schemas.foreign');
});

test('found: a migration that makes, changes or refers to what another owns', () => {
  for (const sql of [
    'create table plan.a (b text references records.resource (id));',
    'create table plan.a (b text primary key);\nalter table plan.a add foreign key (b) references registry.area (code);',
    'create table registry.a (b text primary key);',
    'create table if not exists registry.a (b text primary key);',
    'create index a_b on records.resource (id);',
    'create unique index concurrently if not exists a_b on records.resource (id);',
    'create schema other;',
    'create view plan.v as select 1 from registry.listed;',
    'create trigger t after insert on records.resource for each row execute function plan.f();',
    'drop table access.account;',
  ])
    assertFound(migration(sql), 'schemas.foreign');
});

test('found: a part of the platform or the server that names the tables of another', () => {
  for (const path of ['platform/records/store/a.ts', 'platform/records/record-store.ts', 'platform/kernel/tx.ts', 'server/a.ts'])
    assertFound(checkSchemaNames([file(path, "tx.query('select 1 from access.account');")]), 'schemas.foreign');
  assertFound(
    checkSchemaNames([file('platform/events/migrations/0001_a.sql', 'create table records.a (b int primary key);')]),
    'schemas.foreign',
  );
});

test('found: the example under its own id, and a schema that only a migration of another module makes', () => {
  const module = file('examples/new-module/module.ts', "export const module = { id: 'notices' };");
  assertClean(checkSchemaNames([module, file('examples/new-module/store/a.ts', "tx.query('select 1 from notices.notice');")]));
  const other = file('modules/referral/migrations/0001_a.sql', 'create schema referral;');
  assertFound(
    checkSchemaNames([module, other, file('examples/new-module/store/a.ts', "const t = 'referral.slip';")]),
    'schemas.foreign',
  );
});

test('left alone: own tables, aliases, functions on columns, the catalogs, comments, and codes that are no tables', () => {
  for (const sql of [
    'select d.id from plan.document d left join plan.quote q on q.document = d.id where d.id is distinct from q.id',
    'select extract(year from d.at) from plan.document d',
    'insert into plan.plan (id) values ($1) on conflict (id) do update set id = excluded.id',
    'select 1 from information_schema.tables, pg_catalog.pg_class',
    'select 1 -- as records.resource does\n from plan.plan',
    "select pg_advisory_xact_lock(hashtextextended('plan.load', 0))",
  ])
    assertClean(statement(sql));
  assertClean(migration('-- see records.resource\ncreate schema plan; create index d on plan.document (id);'));
  assertClean(store("append(tx, 'registry.institutions-changed', {}, now); refuse('records.unknown-type');"));
  assertClean(checkSchemaNames([file('modules/plan/http/a.ts', "const permission = 'registry.read';")]));
  assertClean(checkSchemaNames([file('modules/plan/a.db.test.ts', "pool.query('select 1 from records.resource');")]));
});

test('every module and every part of the platform keeps to its own schema', () =>
  assertClean(checkSchemaNames(readRepository())));
