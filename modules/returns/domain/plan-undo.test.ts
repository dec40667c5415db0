import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Before, planUndo } from './plan-undo.ts';

const at = new Date('2026-01-02T03:04:05Z');
const stored = (id: string, versionId: string, lastUpdated = at.toISOString()) =>
  [`Organization/${id}`, { resourceType: 'Organization', id, meta: { versionId, lastUpdated } }] as const;
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
const plan = (one: Before, ...now: readonly (readonly [string, ReturnType<typeof stored>[1]])[]) => {
  const { changed, restore, remove } = planUndo([one], new Map(now));
  return changed.length > 0 ? 'changed' : restore.length > 0 ? 'restored' : remove.length > 0 ? 'removed' : 'nothing';
};

test('what is still the next version gets its former content back; one version more and somebody was there', () => {
  assert.equal(plan(before('a'), stored('a', '5')), 'restored');
  assert.equal(plan(before('a'), stored('a', '6')), 'changed');
  assert.equal(plan(before('a')), 'changed');
});

test('what was created is removed, unless it was changed a moment later or is gone', () => {
  const created = before('a', { versionBefore: null, bodyBefore: null });
  assert.equal(plan(created, stored('a', '1')), 'removed');
  assert.equal(plan(created, stored('a', '2', '2026-01-02T03:04:05.001Z')), 'changed');
  assert.equal(plan(created), 'changed');
});

test('what was removed comes back, unless somebody has made it anew', () => {
  const gone = before('a', { removed: true });
  assert.equal(plan(gone), 'restored');
  assert.equal(plan(gone, stored('a', '6')), 'changed');
});
