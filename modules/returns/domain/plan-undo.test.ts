import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Before, planUndo, writtenSince } from './plan-undo.ts';

const at = new Date('2026-01-02T03:04:05Z');
const stored = (id: string, versionId: string, name = '新') =>
  [`Organization/${id}`, { resourceType: 'Organization', id, name, meta: { versionId, lastUpdated: at.toISOString() } }] as const;
const body = JSON.stringify({ resourceType: 'Organization', id: 'x', name: '旧' });
const before = (id: string, over: Partial<Before> = {}): Before => ({
  type: 'Organization',
  id,
  removed: false,
  versionBefore: '4',
  bodyBefore: body,
  at,
  ...over,
});
type Stored = ReturnType<typeof stored>;
const plan = (one: Before, now: readonly Stored[], left: readonly Stored[] = []) => {
  const { changed, restore, remove } = planUndo([one], new Map(now), new Map(left));
  return changed.length > 0 ? 'changed' : restore.length > 0 ? 'restored' : remove.length > 0 ? 'removed' : 'nothing';
};

test('what is still the next version gets its former content back, and nobody asks what it was', () => {
  assert.equal(plan(before('a'), [stored('a', '5')]), 'restored');
  assert.deepEqual(writtenSince([before('a')], new Map([stored('a', '5')])), []);
});

test('of later versions it counts what they say: as the acceptance left it, or otherwise', () => {
  assert.equal(writtenSince([before('a')], new Map([stored('a', '7')])).length, 1);
  assert.equal(plan(before('a'), [stored('a', '7')], [stored('a', '5')]), 'restored');
  assert.equal(plan(before('a'), [stored('a', '7', '别名')], [stored('a', '5')]), 'changed');
  assert.equal(plan(before('a'), [stored('a', '7')]), 'changed');
  assert.equal(plan(before('a'), []), 'changed');
});

test('what was created is removed, unless it says something else by now or is gone', () => {
  const created = before('a', { versionBefore: null, bodyBefore: null });
  assert.equal(plan(created, [stored('a', '1')]), 'removed');
  assert.equal(plan(created, [stored('a', '2', '别名')], [stored('a', '1')]), 'changed');
  assert.equal(plan(created, [stored('a', '3')], [stored('a', '1')]), 'removed');
  assert.equal(plan(created, []), 'changed');
});

test('what was removed comes back, unless somebody has made it anew', () => {
  const gone = before('a', { removed: true });
  assert.equal(plan(gone, []), 'restored');
  assert.equal(plan(gone, [stored('a', '6')]), 'changed');
});
