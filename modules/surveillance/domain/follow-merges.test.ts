import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followMerges, type Mergeable } from './follow-merges.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour));
const signal = (id: string, more: Partial<Mergeable> = {}): Mergeable => ({
  ...{ id, raised: at(0), answered: null, outcome: null, event: null, channel: 'community', merged: null },
  ...more,
});
const into = (id: string, hour: number) => ({ merged: { into: id, at: at(hour) } });
const answers = (signals: readonly Mergeable[], others: readonly Mergeable[] = []) =>
  followMerges(signals, others).map(({ answered, outcome }) => [answered?.getUTCHours() ?? null, outcome]);

test('a merged signal is answered when the one that speaks for it is, with its outcome', () => {
  const open = [signal('a', into('b', 1)), signal('b')];
  assert.deepEqual(answers(open)[0], [null, null]);
  const judged = signal('b', { answered: at(5), outcome: 'true', event: 'responding' });
  assert.deepEqual(answers([signal('a', into('b', 1))], [judged]), [[5, 'true']]);
  assert.equal(followMerges([signal('a', into('b', 1))], [judged])[0]?.event, 'responding');
});

test('merged into what was answered before, it is answered when it was merged; its own verdict before stays its answer', () => {
  const judged = signal('b', { answered: at(2), outcome: 'false' });
  assert.deepEqual(answers([signal('a', into('b', 9))], [judged]), [[9, 'false']]);
  assert.deepEqual(answers([signal('a', { ...into('b', 9), answered: at(1), outcome: 'unclear' })], [judged]), [[1, 'false']]);
});

test('chains end at the one that stays, answered as soon as one of them was', () => {
  const chain = [signal('a', into('b', 1)), signal('b', into('c', 3)), signal('c', { answered: at(8), outcome: 'true' })];
  assert.deepEqual(answers(chain), [
    [8, 'true'],
    [8, 'true'],
    [8, 'true'],
  ]);
  const between = chain.with(1, signal('b', { ...into('c', 3), answered: at(2), outcome: 'unclear' }));
  assert.deepEqual(answers(between)[0], [2, 'true']);
  assert.deepEqual(answers([signal('a', into('gone', 1))]), [[null, null]]);
});
