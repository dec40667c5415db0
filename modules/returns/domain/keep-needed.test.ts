import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredResource } from '@songhua/kernel';
import { findNeeded, keepNeeded } from './keep-needed.ts';

const meta = { versionId: '1', lastUpdated: '2026-01-02T03:04:05Z' };
const current = new Map<string, StoredResource>(
  [
    { resourceType: 'Organization', id: 'h', meta },
    { resourceType: 'Location', id: 'h', managingOrganization: { reference: 'Organization/h' }, meta },
    { resourceType: 'Location', id: 'h.-w1', managingOrganization: { reference: 'Organization/h' }, meta },
    { resourceType: 'Practitioner', id: 'p', meta },
    {
      resourceType: 'PractitionerRole',
      id: 'p.h',
      practitioner: { reference: 'Practitioner/p' },
      organization: { reference: 'Organization/h' },
      meta,
    },
  ].map((one) => [`${one.resourceType}/${one.id}`, one]),
);
const remove = [...current.values()].map(({ resourceType, id }) => ({ type: resourceType, id }));
const undo = { changed: [], restore: [], remove };
const on = (type: string, id: string) => ({ type, id });
const post = (id: string) => ({ on: on('Practitioner', 'p'), type: 'PractitionerRole', id, name: '某人' });
const kept = (...needed: Parameters<typeof keepNeeded>[1]) => {
  const left = new Set(keepNeeded(undo, needed, current).remove.map(({ type, id }) => `${type}/${id}`));
  return [...current.keys()].filter((key) => !left.has(key));
};

test('a person with a post that the return did not make is needed; one whose posts all go with it is not', () => {
  assert.deepEqual(findNeeded(undo, [post('p.h')]), []);
  const [needed, ...others] = findNeeded(undo, [post('p.h'), post('p.x')]);
  assert.deepEqual([needed?.type, needed?.id, needed?.by.map(({ id }) => id), others.length], ['Practitioner', 'p', ['p.x'], 0]);
});

test('what the undo restores does not rest on what it takes away', () => {
  const restore = [{ resourceType: 'PractitionerRole', id: 'p.x' }];
  assert.deepEqual(findNeeded({ ...undo, restore }, [post('p.x')]), []);
});

test('what stays keeps whatever it names, and an institution its site', () => {
  assert.deepEqual(kept(on('Practitioner', 'p')), ['Practitioner/p']);
  assert.deepEqual(kept(on('Organization', 'h')), ['Organization/h', 'Location/h']);
  assert.deepEqual(kept(on('Location', 'h.-w1')), ['Organization/h', 'Location/h', 'Location/h.-w1']);
});

test('what others have changed keeps what it names, too', () => {
  const left = keepNeeded(
    { ...undo, changed: ['PractitionerRole/p.h'], remove: remove.filter(({ id }) => id !== 'p.h') },
    [],
    current,
  );
  assert.deepEqual(left.remove, [on('Location', 'h.-w1')]);
});
