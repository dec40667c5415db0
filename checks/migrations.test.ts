import { test } from 'node:test';
import { checkMigrationNumbers, checkPrimaryKeys } from './migrations.ts';
import { assertClean, assertFound, file } from './plant.ts';
import { readRepository } from './source.ts';

const keys = (...texts: string[]) =>
  checkPrimaryKeys(texts.map((text, index) => file(`modules/a/migrations/000${index + 1}_a.sql`, text)));
const numbers = (...names: string[]) => checkMigrationNumbers(names.map((name) => file(`modules/a/migrations/${name}`, '')));

test('found: a table without a primary key, also when only a comment speaks of one', () => {
  assertFound(keys('create table a.b (c int);'), 'migrations.primary-key');
  assertFound(keys('create table a.b (c int -- primary key\n);'), 'migrations.primary-key');
  assertFound(keys('create table a.b (c int primary key); create table a.d (c int);'), 'migrations.primary-key');
});

test('left alone: a key in the table, on several columns, added later, and a partition of a table with one', () => {
  assertClean(keys('create table a.b (c int primary key);', 'create table a.d (c int, e int, primary key (c, e));'));
  assertClean(keys('create table a.b (c int);', 'alter table a.b add constraint b_pk primary key (c);'));
  assertClean(keys('create table a.b_1 partition of a.b for values in (1);'));
});

test('found: a gap, a double, a wrong name, a file that is no SQL', () => {
  assertFound(numbers('0001_a.sql', '0003_b.sql'), 'migrations.number');
  assertFound(numbers('0001_a.sql', '0001_b.sql'), 'migrations.number');
  assertFound(numbers('1_a.sql'), 'migrations.number');
  assertFound(numbers('0001_a.sql', '0002_b.md'), 'migrations.number');
});

test('left alone: numbers without gap, and a new ten', () => {
  assertClean(numbers('0001_a.sql', '0002_b-c.sql', '0003_d_e.sql'));
  assertClean(numbers('0001_a.sql', '0010_b.sql', '0011_c.sql', '0030_d.sql'));
});

test('found: a gap inside a ten', () => {
  assertFound(numbers('0001_a.sql', '0010_b.sql', '0012_c.sql'), 'migrations.number');
  assertFound(numbers('0001_a.sql', '0011_b.sql'), 'migrations.number');
});

test('every table of the repository has a primary key', () => assertClean(checkPrimaryKeys(readRepository())));
test('the migrations of the repository are numbered without gaps', () => assertClean(checkMigrationNumbers(readRepository())));
