import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentOf, mergeResource, saysTheSame } from './merge-resource.ts';

const meta = { versionId: '3', lastUpdated: '2026-01-02T03:04:05Z' };
const standing = {
  resourceType: 'Organization',
  id: 'a',
  meta: { ...meta, tag: [{ code: 'synthetic' }] },
  name: '旧名',
  telecom: [{ value: '1' }],
  extension: [
    { url: 'https://songhua.example/x', valueCode: 'old' },
    { url: 'https://other.example/y', valueCode: 'theirs' },
  ],
  identifier: [
    { system: 'ours', value: 'a' },
    { system: 'theirs', value: '7' },
  ],
};
const written = {
  resourceType: 'Organization',
  id: 'a',
  name: '新名',
  extension: [{ url: 'https://songhua.example/z', valueCode: 'new' }],
  identifier: [{ system: 'ours', value: 'a' }],
};

test('what is ours is replaced, what is others’ stays, and the mark of an invented one goes', () => {
  assert.deepEqual(mergeResource(standing, written), {
    ...written,
    telecom: [{ value: '1' }],
    extension: [
      { url: 'https://songhua.example/z', valueCode: 'new' },
      { url: 'https://other.example/y', valueCode: 'theirs' },
    ],
    identifier: [
      { system: 'ours', value: 'a' },
      { system: 'theirs', value: '7' },
    ],
  });
  assert.equal(mergeResource(undefined, written), written);
});

test('what is ours and is said no longer is gone; of what a ward or a house is part of others speak', () => {
  const clears = (resourceType: string, element: string, more: object = {}): boolean => {
    const own = { resourceType, id: 'a', ...more };
    return !(element in mergeResource({ ...own, meta, [element]: [{ text: 'x' }] }, own));
  };
  const bed = { physicalType: { coding: [{ code: 'bd' }] } };
  const ward = { physicalType: { coding: [{ code: 'wa' }] } };
  assert.deepEqual(
    [
      clears('Practitioner', 'qualification'),
      clears('PractitionerRole', 'period'),
      clears('PractitionerRole', 'specialty'),
      clears('Device', 'deviceName'),
      clears('Location', 'partOf', bed),
    ],
    [true, true, true, true, true],
  );
  assert.deepEqual(
    [clears('Location', 'partOf', ward), clears('Location', 'partOf'), clears('Practitioner', 'telecom')],
    [false, false, false],
  );
});

test('labels and profiles that others gave stay, with and without a tag of ours', () => {
  const given = { security: [{ code: 'R' }], profile: ['https://other.example/p'] };
  const labelled = { ...standing, meta: { ...standing.meta, ...given } };
  assert.deepEqual(mergeResource(labelled, written)['meta'], given);
  const tagged = { ...written, meta: { tag: [{ code: 'synthetic' }] } };
  assert.deepEqual(mergeResource(labelled, tagged)['meta'], { ...given, ...tagged.meta });
});

test('two resources say the same whatever their versions and the order of their elements; a tag makes a difference', () => {
  const { meta: _, ...plain } = standing;
  assert.ok(saysTheSame({ ...plain, meta }, Object.fromEntries(Object.entries(plain).toReversed()) as typeof plain));
  assert.ok(!saysTheSame(standing, plain));
  assert.ok(!saysTheSame(plain, { ...plain, identifier: plain.identifier.toReversed() }));
  assert.deepEqual(contentOf(standing)['meta'], { tag: [{ code: 'synthetic' }] });
});
