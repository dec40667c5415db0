import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseFact, indexFacts, newestDate } from './fact.ts';
import { fact } from './fixtures/tiny-plan.ts';

const choose = (at: string, ...facts: ReturnType<typeof fact>[]) =>
  chooseFact(indexFacts(facts), 'B', 'nests', at)?.value ?? null;

test('a fact counts on its own day and not the day before', () => {
  assert.equal(choose('2029-12-31', fact('B', 'nests', 5)), 5);
  assert.equal(choose('2029-12-30', fact('B', 'nests', 5)), null);
});

test('the newest fact wins over an older one of stronger evidence', () => {
  assert.equal(
    choose('2031-01-01', fact('B', 'nests', 5), fact('B', 'nests', 6, { asOf: '2030-12-31', evidence: 'entered' })),
    6,
  );
});

test('an invented fact never displaces a real one, however much newer', () => {
  const real = fact('B', 'nests', 5);
  const invented = fact('B', 'nests', 6, { asOf: '2030-12-31', evidence: 'synthetic' });
  assert.equal(choose('2031-01-01', real, invented), 5);
  assert.equal(choose('2031-01-01', invented, real), 5);
  assert.equal(choose('2031-01-01', invented), 6);
});

test('among facts of one day the strongest evidence wins, in whatever order they come', () => {
  const kinds = ['synthetic', 'computed', 'entered', 'published'] as const;
  const facts = kinds.map((evidence, i) => fact('B', 'nests', i, { evidence }));
  assert.equal(choose('2030-01-01', ...facts), 3);
  assert.equal(choose('2030-01-01', ...facts.toReversed()), 3);
  assert.equal(choose('2030-01-01', ...facts.slice(0, 2)), 1);
});

test('a fact of another area or measure is no answer', () => {
  assert.equal(choose('2030-01-01', fact('B-1', 'nests', 5), fact('B', 'trees', 5)), null);
});

test('today is the date of the newest fact, and there is none without facts', () => {
  assert.equal(newestDate([fact('B', 'nests', 1), fact('B', 'trees', 1, { asOf: '2030-06-30' })]), '2030-06-30');
  assert.equal(newestDate([]), null);
});
