import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Concern, pickAttention } from './pick-attention.ts';

const text = (word: string) => ({ zh: word, en: word });
const rule = (id: string, change: Partial<Concern['rules'][number]> = {}): Concern['rules'][number] => ({
  id,
  summary: text(id),
  severity: 'should',
  status: 'fail',
  failing: 1,
  overdue: false,
  ...change,
});
const indicator = (id: string, status: Concern['indicators'][number]['status']) => ({
  id,
  name: text(id),
  status,
  why: text('w'),
});
const none: Concern = { rules: [], indicators: [], tasks: [] };
const ids = (concern: Partial<Concern>): string[] => pickAttention({ ...none, ...concern }).map(({ id }) => id);

test('a must that fails comes before an indicator off its way, a late task and what is merely asked', () => {
  const concern = {
    rules: [rule('should'), rule('past', { overdue: true }), rule('must', { severity: 'must' })],
    indicators: [indicator('behind', 'behind'), indicator('off', 'off-track')],
    tasks: [{ id: 'late', title: text('late'), daysLate: 3 }],
  };
  assert.deepEqual(ids(concern), ['must', 'off', 'late', 'past', 'behind']);
});

test('what holds, is on its way or is not yet late needs no attention', () => {
  assert.deepEqual(
    ids({
      rules: [rule('a', { status: 'pass' }), rule('b', { status: 'unknown' })],
      indicators: [indicator('c', 'met'), indicator('d', 'on-track'), indicator('e', 'unknown')],
      tasks: [{ id: 'f', title: text('f'), daysLate: 0 }],
    }),
    [],
  );
});

test('one kind takes three places of five while another has something to say, and all five when none has', () => {
  const rules = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => rule(id, { severity: 'must' }));
  assert.deepEqual(ids({ rules }), ['a', 'b', 'c', 'd', 'e']);
  assert.deepEqual(ids({ rules, tasks: [{ id: 'late', title: text('late'), daysLate: 1 }] }), ['a', 'b', 'c', 'd', 'late']);
  const indicators = [indicator('x', 'behind'), indicator('y', 'behind')];
  assert.deepEqual(ids({ rules, indicators }), ['a', 'b', 'c', 'x', 'y']);
});

test('among failing rules of one force the one that more fail comes first', () => {
  assert.deepEqual(ids({ rules: [rule('few'), rule('many', { failing: 9 })] }), ['many', 'few']);
});
