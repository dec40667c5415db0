import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PlacedMark, placeNames } from './place-names.ts';

const mark = (area: string, x: number, y: number, radius = 20): PlacedMark => ({ area, title: '昌邑区', at: [x, y], radius });

test('a name stands below its circle when nothing is there', () => {
  assert.deepEqual(
    [...placeNames([mark('a', 100, 100), mark('b', 300, 100)], [])],
    [
      ['a', 32],
      ['b', 32],
    ],
  );
});

test('a name that would cover a figure below goes above; one with no room at all is left out', () => {
  const crowded = [mark('a', 100, 100), mark('b', 100, 135)];
  const names = placeNames(crowded, []);
  assert.deepEqual([names.get('a'), names.get('b')], [-24, 32]);
  const walled = [mark('a', 100, 100), mark('b', 100, 135, 21), mark('c', 100, 65, 21)];
  assert.ok(!placeNames(walled, []).has('a'));
});

test('the chosen area is named first, whatever it covers', () => {
  const walled = [mark('a', 100, 100), mark('b', 100, 135, 21), mark('c', 100, 65, 21)];
  assert.equal(placeNames(walled, ['a']).get('a'), 32);
});

test('no two names meet', () => {
  const names = placeNames([mark('a', 100, 100, 0), mark('b', 110, 100, 0)], []);
  assert.equal(new Set(names.values()).size, names.size);
});
