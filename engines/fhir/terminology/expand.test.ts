import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Codes, expandUrl, hasCode, type Sources, sourcesOf } from './expand.ts';
import { readHierarchy } from './hierarchy.ts';

const animals = {
  resourceType: 'CodeSystem',
  url: 'urn:animals',
  content: 'complete',
  property: [{ code: 'up', uri: 'http://hl7.org/fhir/concept-properties#parent', type: 'code' }],
  concept: [
    {
      code: 'mammal',
      concept: [{ code: 'cat', property: [{ code: 'legs', valueInteger: 4 }] }, { code: 'whale' }],
    },
    {
      code: 'lion',
      property: [
        { code: 'up', valueCode: 'cat' },
        { code: 'legs', valueInteger: 4 },
      ],
    },
    { code: 'bird', property: [{ code: 'child', valueCode: 'duck' }] },
    { code: 'duck' },
  ],
};
const hierarchy = readHierarchy(animals);

const sets: Record<string, object> = {};
const include = (...parts: object[]) => ({ compose: { include: parts } });
const sources: Sources = {
  valueSet: (url) => sets[url],
  codeSystem: (url) => (url === 'urn:animals' ? hierarchy : undefined),
};
const listed = (set: object): Record<string, string[] | 'all'> | string => {
  sets['urn:x'] = set;
  const expanded = expandUrl('urn:x', sources);
  if (!expanded.ok) return `${expanded.error.what} ${expanded.error.name}`;
  return Object.fromEntries([...expanded.value].map(([system, codes]) => [system, codes === 'all' ? codes : [...codes].sort()]));
};
const filter = (property: string, op: string, value: string) =>
  listed(include({ system: 'urn:animals', filter: [{ property, op, value }] }));

test('concepts are ordered by nesting and by properties for parents and children', () => {
  assert.deepEqual([...hierarchy.below('mammal')].sort(), ['cat', 'lion', 'mammal', 'whale']);
  assert.deepEqual([...hierarchy.above('lion')].sort(), ['cat', 'lion', 'mammal']);
  assert.deepEqual([...hierarchy.above('duck')].sort(), ['bird', 'duck']);
  assert.deepEqual([...hierarchy.below('nothing')], ['nothing']);
});

test('a code system that is its own parent ends', () => {
  const parent = (code: string) => [{ code: 'parent', valueCode: code }];
  const round = readHierarchy({
    concept: [
      { code: 'a', property: parent('b') },
      { code: 'b', property: parent('a') },
    ],
  });
  assert.deepEqual([...round.above('a')].sort(), ['a', 'b']);
});

test('an include names codes, a whole system, or filters them', () => {
  assert.deepEqual(listed(include({ system: 'urn:a', concept: [{ code: '1' }, { code: '2' }] })), { 'urn:a': ['1', '2'] });
  assert.deepEqual(listed(include({ system: 'urn:unknown' })), { 'urn:unknown': 'all' });
  assert.deepEqual(listed(include({ system: 'urn:animals' })), {
    'urn:animals': ['bird', 'cat', 'duck', 'lion', 'mammal', 'whale'],
  });
  assert.deepEqual(filter('concept', 'is-a', 'cat'), { 'urn:animals': ['cat', 'lion'] });
  assert.deepEqual(filter('concept', 'descendent-of', 'mammal'), { 'urn:animals': ['cat', 'lion', 'whale'] });
  assert.deepEqual(filter('concept', 'is-not-a', 'mammal'), { 'urn:animals': ['bird', 'duck'] });
  assert.deepEqual(filter('concept', 'in', 'duck, cat,dog'), { 'urn:animals': ['cat', 'duck'] });
  assert.deepEqual(filter('concept', 'not-in', 'duck,cat,lion,bird'), { 'urn:animals': ['mammal', 'whale'] });
  assert.deepEqual(filter('legs', '=', '4'), { 'urn:animals': ['cat', 'lion'] });
  assert.deepEqual(filter('legs', 'exists', 'false'), { 'urn:animals': ['bird', 'duck', 'mammal', 'whale'] });
});

test('value sets are imported: several in one include meet, several includes join, excludes take away', () => {
  sets['urn:cats'] = include({ system: 'urn:animals', filter: [{ property: 'concept', op: 'is-a', value: 'cat' }] });
  sets['urn:four'] = include({ system: 'urn:animals', concept: [{ code: 'lion' }, { code: 'duck' }] });
  assert.deepEqual(listed(include({ valueSet: ['urn:cats', 'urn:four'] })), { 'urn:animals': ['lion'] });
  assert.deepEqual(listed(include({ valueSet: ['urn:cats'] }, { valueSet: ['urn:four'] })), {
    'urn:animals': ['cat', 'duck', 'lion'],
  });
  assert.deepEqual(listed(include({ system: 'urn:animals', valueSet: ['urn:four'] })), { 'urn:animals': ['duck', 'lion'] });
  const without = { compose: { include: [{ valueSet: ['urn:cats'] }], exclude: [{ valueSet: ['urn:four'] }] } };
  assert.deepEqual(listed(without), { 'urn:animals': ['cat'] });
});

test('an expansion that is given counts, without its abstract entries', () => {
  const contains = [{ system: 'urn:a', code: '1', abstract: true, contains: [{ system: 'urn:a', code: '2' }] }];
  assert.deepEqual(listed({ expansion: { contains }, compose: { include: [{ system: 'urn:b' }] } }), { 'urn:a': ['2'] });
});

test('what cannot be listed is named', () => {
  assert.equal(listed(include({ valueSet: ['urn:none'] })), 'value-set urn:none');
  assert.equal(listed(include({ valueSet: ['urn:x'] })), 'cycle urn:x');
  const part = (system: string, op: string) => include({ system, filter: [{ property: 'p', op, value: 'v' }] });
  assert.equal(listed(part('urn:unknown', 'is-a')), 'code-system urn:unknown');
  assert.equal(listed(part('urn:animals', 'regex')), 'filter p regex v');
  assert.equal(
    listed({ compose: { include: [{ system: 'urn:u' }], exclude: [{ system: 'urn:u', concept: [{ code: '1' }] }] } }),
    'code-system urn:u',
  );
});

test('what must be loaded is known beforehand', () => {
  const set = include({ system: 'urn:a', concept: [{ code: '1' }] }, { system: 'urn:b', version: '2' }, { valueSet: ['urn:c'] });
  assert.deepEqual(sourcesOf(set), { valueSets: ['urn:c'], codeSystems: ['urn:b|2'] });
  assert.deepEqual(sourcesOf({ ...set, expansion: {} }), { valueSets: [], codeSystems: [] });
});

test('a code without system is in a set when one of its systems lists it', () => {
  const codes: Codes = new Map<string, ReadonlySet<string> | 'all'>([
    ['urn:a', new Set(['1'])],
    ['urn:b', 'all'],
  ]);
  assert.deepEqual(
    [hasCode(codes, undefined, '1'), hasCode(codes, undefined, '2'), hasCode(codes, 'urn:b', '9'), hasCode(codes, 'urn:c', '1')],
    [true, false, true, false],
  );
});
