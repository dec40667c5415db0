import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgePair } from './judge-pair.ts';
import { createPeopleReader } from './people-table.ts';
import { usualModel } from './person-model.ts';
import type { PersonRecord } from './person-record.ts';
import { scorePair } from './score-pair.ts';
import { createPeopleScorer } from './score-share.ts';

const li: PersonRecord = {
  name: '李淑珍',
  sex: 'female',
  born: '19530214',
  number: '220299195302140022',
  phone: '10512345678',
  address: '甲县解放路12号3号楼2单元401室',
};

const others: readonly PersonRecord[] = [
  li,
  { ...li, name: '李淑贞', phone: null },
  { ...li, name: '李淑芹', number: null, born: '19530402' },
  { ...li, name: 'Li Shuzhen', number: '220299195302140032', address: '解放路12号3号楼' },
  { ...li, name: '淑珍李', sex: 'male', born: '19530214', number: '220299530214002' },
  { ...li, name: '王伟', born: '1953', number: null, phone: '10512345679', address: null },
  { name: '李淑珍', sex: null, born: null, number: li.number, phone: null, address: null },
  { name: '', sex: null, born: null, number: null, phone: null, address: null },
];

test('two records score the same alone and in a table', () => {
  const reader = createPeopleReader();
  for (const record of others) reader.add(record);
  const score = createPeopleScorer(reader.finish(), usualModel, Number.NEGATIVE_INFINITY);
  for (const [one, first] of others.entries())
    for (const [other, second] of others.entries()) {
      const alone = scorePair(usualModel, first, second).weight;
      assert.ok(Math.abs(alone - score(one, other)) < 1e-4, `${one} ${other}: ${alone} alone, ${score(one, other)} in the table`);
    }
});

test('a score is the sum of what its fields give, the chance before any of them, and what relatives take away', () => {
  const score = scorePair(usualModel, li, { ...li, name: '李淑贞', phone: null });
  assert.deepEqual(
    score.evidence.map(({ comparison, level }) => `${comparison} ${level}`),
    ['name same-sound', 'sex same', 'born same', 'number same', 'phone null', 'address same'],
  );
  const fields = score.evidence.reduce((sum, { weight }) => sum + weight, 0);
  const prior = Math.log2(usualModel.prior / (1 - usualModel.prior));
  assert.ok(Math.abs(score.weight - fields - score.relatives - prior) < 1e-9);
});

test('a rare name says more than a common one, and a common one of long ago is rare among children', () => {
  const named = (name: string, born: string): number =>
    scorePair(usualModel, { ...li, name, born }, { ...li, name, born }).evidence[0]?.weight ?? 0;
  assert.ok(named('朴淑珍', '19530214') > named('王淑珍', '19530214'));
  assert.ok(named('王淑珍', '20190214') > named('王淑珍', '19530214'));
});

test('the same record twice is certain; a namesake of another birthday is not', () => {
  const of = (other: PersonRecord) => judgePair(scorePair(usualModel, li, other), li, other);
  assert.deepEqual(of({ ...li }), { outcome: 'link', grade: 'certain', reasons: [] });
  assert.deepEqual(of({ ...li, born: '19871130', number: null, phone: null, address: null }).outcome, 'no');
  assert.equal(of({ ...li, name: '李淑贞' }).outcome, 'link');
  assert.equal(of({ ...li, name: '李淑貞', number: null }).outcome, 'review');
  assert.equal(of({ ...li, number: null }).outcome, 'link');
});
