import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hardRegister } from '../fixtures/hard-register.ts';
import { seededChance } from '../model/seeded-chance.ts';
import { describeFields } from '../tables/describe-fields.ts';
import { linkRows } from './link-rows.ts';

test('a clinic’s book of names, years and villages, three values in ten wrong, is still linked', () => {
  const book = hardRegister('clinic', 300, seededChance(3));
  const found = linkRows({ one: book, other: null, truth: book.truth, leftOut: [], single: false });
  assert.deepEqual(
    found?.fields.map(({ name, kind }) => `${name} ${kind}`),
    ['given_name latin-name', 'surname latin-name', 'sex category', 'birth_year date', 'village latin-name'],
  );
  assert.ok((found?.pairs.blockingRecall ?? 0) > 0.95, `blocking recall ${found?.pairs.blockingRecall}`);
  assert.ok((found?.pairs.precision ?? 0) > 0.9, `precision ${found?.pairs.precision}`);
  assert.ok((found?.groups?.f1 ?? 0) > 0.85, `F1 ${found?.groups?.f1}`);
});

test('a whole name beside its parts does not count twice', () => {
  const archive = hardRegister('archive', 300, seededChance(4));
  const found = linkRows({ one: archive, other: null, truth: archive.truth, leftOut: [], single: false });
  assert.ok(!found?.fields.some(({ name }) => name === 'full_name'));
  assert.ok((found?.pairs.precision ?? 0) > 0.9, `precision ${found?.pairs.precision}`);
  assert.ok((found?.groups?.f1 ?? 0) > 0.93, `F1 ${found?.groups?.f1}`);
});

test('a whole name without its parts is read as two', () => {
  const { header, rows, truth } = hardRegister('archive', 300, seededChance(5));
  const without = (row: readonly string[]): string[] => row.filter((_, at) => at !== 1 && at !== 2);
  const found = linkRows({
    one: { header: without(header), rows: rows.map(without) },
    other: null,
    truth,
    leftOut: [],
    single: false,
  });
  assert.deepEqual(
    found?.fields.slice(0, 2).map(({ name, swappedWith }) => [name, swappedWith]),
    [
      ['full_name: first', 'full_name: last'],
      ['full_name: last', 'full_name: first'],
    ],
  );
  assert.ok((found?.groups?.f1 ?? 0) > 0.9, `F1 ${found?.groups?.f1}`);
});

test('two files are linked across, and a row of neither side has two', () => {
  const book = hardRegister('archive', 250, seededChance(6), 0.15);
  const firsts = book.truth.map((who, at) => book.truth.indexOf(who) === at);
  const seconds = book.truth.map((who, at) => !firsts[at] && book.truth.indexOf(who) === at - 1);
  const pick = (mask: readonly boolean[]) => ({ header: book.header, rows: book.rows.filter((_, at) => mask[at]) });
  const truth = [...book.truth.filter((_, at) => firsts[at]), ...book.truth.filter((_, at) => seconds[at])];
  const found = linkRows({ one: pick(firsts), other: pick(seconds), truth, leftOut: [], single: true });
  assert.ok((found?.pairs.f1 ?? 0) > 0.95, `F1 ${found?.pairs.f1}`);
  assert.equal(found?.groups, null);
});

test('nothing is linked by columns that say nothing', () => {
  const rows = Array.from({ length: 100 }, (_, at) => ['same', String(at)]);
  assert.equal(
    linkRows({ one: { header: ['a', 'row_id'], rows }, other: null, truth: rows.map(() => ''), leftOut: [], single: false }),
    null,
  );
  assert.deepEqual(describeFields(['a', 'row_id'], rows, []), []);
});
