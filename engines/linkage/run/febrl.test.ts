import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseRows } from '../tables/parse-rows.ts';
import { linkRows } from './link-rows.ts';

const folder = join(import.meta.dirname, '../../../../shared/tests/linkage');
const files = ['dataset1', 'dataset2', 'dataset3', 'dataset4a', 'dataset4b'];
const there = files.filter((name) => existsSync(join(folder, `${name}.csv`)));
const read = (name: string) => parseRows(readFileSync(join(folder, `${name}.csv`), 'utf8'));
const people = ({ rows }: ReturnType<typeof read>): string[] => rows.map((row) => /rec-(\d+)/.exec(row[0] ?? '')?.[1] ?? '');

const skip = there.length < files.length ? `skipped ${files.length - there.length} files: ../shared is missing` : false;

test('FEBRL 3 is linked at the fixed threshold with an F1 above .995', { skip }, () => {
  const one = read('dataset3');
  const found = linkRows({ one, other: null, truth: people(one), leftOut: ['rec_id'], single: false });
  assert.ok(found);
  assert.equal(found.pairs.truePairs, 6538);
  assert.ok(found.pairs.f1 > 0.995, `F1 ${found.pairs.f1} of pairs`);
  assert.ok((found.groups?.f1 ?? 0) > 0.995, `F1 ${found.groups?.f1} of groups`);
  assert.ok(found.pairs.blockingRecall > 0.999);
});

test('FEBRL 4 is linked one to one with an F1 of .9998 or more', { skip }, () => {
  const [one, other] = [read('dataset4a'), read('dataset4b')];
  const found = linkRows({ one, other, truth: [...people(one), ...people(other)], leftOut: ['rec_id'], single: true });
  assert.equal(found?.pairs.truePairs, 5000);
  assert.ok((found?.pairs.f1 ?? 0) >= 0.9998, `F1 ${found?.pairs.f1}`);
});

test('FEBRL 1 and 2 are linked with an F1 above .999', { skip }, () => {
  for (const name of ['dataset1', 'dataset2']) {
    const one = read(name);
    const found = linkRows({ one, other: null, truth: people(one), leftOut: ['rec_id'], single: false });
    assert.ok((found?.pairs.f1 ?? 0) > 0.999, `${name}: F1 ${found?.pairs.f1}`);
  }
});
