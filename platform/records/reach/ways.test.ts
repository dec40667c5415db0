import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, everything, type Reach, system, type Way } from '@songhua/kernel';
import { leadsToAll, mayAsk, mayTouchAll, readerOf } from './ways.ts';

const now = new Date('2026-11-22T08:00:00Z');
const asking = (reach?: Reach): Actor => ({
  kind: 'person',
  id: 'a',
  name: 'a',
  roles: [],
  permissions: new Set(),
  ...(reach && { reach }),
});
const whole: Way = { types: '*', interactions: 'cruds', whose: 'everyone', labels: '*' };
const by = (...ways: readonly Way[]): Reach => ({ ways, purpose: 'treatment', institutions: [] });
const people = { codes: ['subject'], self: false, many: false, sensitive: true };
const things = { codes: [], self: false, many: false, sensitive: false };

test('only a way without any limit takes the road on which nothing is asked', () => {
  assert.equal(readerOf(system, now), undefined);
  assert.equal(readerOf(asking(everything), now), undefined);
  const limits: readonly Partial<Way>[] = [
    { types: ['Patient'] },
    { interactions: 'crud' },
    { whose: [] },
    { labels: ['sti', 'mental', 'genetic'] },
    { criteria: [] },
  ];
  for (const limit of limits)
    assert.ok(readerOf(asking({ ...everything, ways: [{ ...whole, ...limit }] }), now), JSON.stringify(limit));
  assert.ok(readerOf(asking(by(whole)), now), 'bound by consent');
  assert.equal(readerOf(asking(by({ ...whole, aboveConsent: true })), now), undefined);
});

test('of whom nothing is said reaches nothing', () => {
  const reader = readerOf(asking(), now);
  assert.deepEqual(reader?.reach.ways, []);
  assert.equal(mayAsk(reader, 'Patient', 'r').ok, false);
  assert.equal(mayAsk(reader, '*', 's').ok, false);
  assert.equal(mayTouchAll({ ...asking(), kind: 'client' }, 'Patient', 'u').ok, false);
});

test('no person touches a type as a whole, whatever the route permits: only the system and backends whose ways are open', () => {
  const treated: Way = { ...whole, whose: [{ relation: 'self', id: 'Patient/a' }] };
  for (const limited of [
    treated,
    { ...whole, labels: [] },
    { ...whole, criteria: ['status=final'] },
    { ...whole, types: ['Group'] },
  ]) {
    for (const kind of ['person', 'client'] as const) {
      const actor: Actor = { ...asking(by(limited)), kind, permissions: new Set(['records.read', 'records.write']) };
      assert.equal(mayTouchAll(actor, 'Patient', 'u').ok, false, `${kind} ${JSON.stringify(limited)}`);
      assert.equal(mayTouchAll(actor, '*', 'r').ok, false, `${kind} ${JSON.stringify(limited)}`);
    }
  }
  assert.ok(mayTouchAll({ ...asking(by({ ...whole, types: ['Patient'] })), kind: 'client' }, 'Patient', 'u').ok);
  assert.ok(mayTouchAll(system, '*', 'u').ok);
});

test('one way must lead to all by itself: two halves are no whole', () => {
  assert.ok(leadsToAll(by({ ...whole, aboveConsent: true }), 'Condition', 'r', people));
  assert.ok(!leadsToAll(by(whole), 'Condition', 'r', people), 'a consent may forbid it');
  assert.ok(leadsToAll(by(whole), 'Organization', 'r', things), 'nobody consents for a house');
  assert.ok(leadsToAll(by({ ...whole, labels: [] }), 'Organization', 'r', things), 'a house bears no label');
  const halves = by(
    { ...whole, labels: ['sti'], aboveConsent: true },
    { ...whole, labels: ['mental', 'genetic'], aboveConsent: true },
  );
  assert.ok(!leadsToAll(halves, 'Condition', 'r', people));
  assert.ok(!leadsToAll(by({ ...whole, interactions: 'rs' }), 'Organization', 'u', things));
});
