import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Way } from '@songhua/kernel';
import { waysOf } from './decide-reach.ts';
import { explainWays, mainReason, sayExplanation } from './explain-reach.ts';

const now = new Date('2026-03-01T00:00:00Z');
const { ways } = waysOf({ roles: ['nurse'], institution: 'Organization/o' });
const clinical = ways.filter(({ way }) => way.types.includes('Observation') && way.interactions.includes('r'));
const held = { relation: 'treating', id: 'Organization/o', since: null, until: null } as const;
const base = { patients: ['Patient/p'], known: [held], now };

/** A record of these labels, forbidden or not, of somebody the way leads to or not. */
const record =
  ({ labels = [] as string[], denied = false, related = true }) =>
  async (way: Way): Promise<boolean> =>
    related &&
    (way.labels === '*' || labels.every((label) => way.labels.includes(label as never))) &&
    (!denied || way.aboveConsent === true);

const because = async (of: Parameters<typeof record>[0], known: typeof base.known = base.known) =>
  mainReason(await explainWays(clinical, { ...base, known, leads: record(of) }));

test('what leads there is named, with the relation', async () => {
  const explained = await explainWays(clinical, { ...base, leads: record({}) });
  assert.equal(mainReason(explained), null);
  assert.deepEqual(explained[0]?.through, [{ relation: 'treating', id: 'Organization/o' }]);
  assert.equal(sayExplanation('Li', null, explained).en, 'Li sees it, as: treating.');
});

test('of what stands between, the nearest is told', async () => {
  assert.equal(await because({ labels: ['genetic'] }), 'label');
  assert.equal(await because({ denied: true }), 'consent');
  assert.equal(await because({ denied: true, labels: ['genetic'] }), 'label');
  assert.equal(await because({ related: false }), 'no-relation');
  assert.equal(await because({ related: false }, [{ ...held, until: now } as never]), 'relation-over');
  assert.equal(mainReason([]), 'no-policy');
});

test('a relation that is over, or has not begun, is not what it is seen through', async () => {
  const later = new Date(now.getTime() + 1);
  for (const one of [
    { ...held, until: now },
    { ...held, since: later },
  ]) {
    const explained = await explainWays(clinical, { ...base, known: [one as never], leads: record({}) });
    assert.deepEqual(explained[0]?.through, []);
  }
});
