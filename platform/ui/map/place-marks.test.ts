import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from './map-geometry.ts';
import { cityOf, markOf, placeMarks } from './place-marks.ts';

const areas = [
  { code: 'city', parent: null },
  { code: 'urban', parent: 'city' },
  { code: 'a', parent: 'urban' },
  { code: 'b', parent: 'urban' },
  { code: 'zone', parent: 'urban' },
  { code: 'c', parent: 'city' },
];
const centres = new Map<string, Point>([
  ['a', [0, 0]],
  ['b', [2, 4]],
  ['c', [9, 9]],
]);

test('an area without an outline of its own stands in the middle of its parts; one without parts is not drawn', () => {
  const placed = placeMarks(
    ['a', 'urban', 'zone'].map((area) => ({ area, value: 1 })),
    centres,
    areas,
  );
  assert.deepEqual(
    [...placed.at],
    [
      ['a', [0, 0]],
      ['urban', [1, 2]],
    ],
  );
});

test('towns without outlines stand beside each other about the middle of their county, and are said to', () => {
  const towns = ['c1', 'c2', 'c3'].map((code) => ({ code, parent: 'c' }));
  const marks = towns.map(({ code }) => ({ area: code, value: 1 }));
  const { at, loose } = placeMarks(marks, centres, [...areas, ...towns]);
  assert.deepEqual([...loose], ['c1', 'c2', 'c3']);
  const places = [...at.values()];
  assert.equal(new Set(places.map(String)).size, 3);
  for (const [x, y] of places) assert.ok(Math.hypot(x - 9, y - 9) < 0.2);
});

test('an outline shows its own figure, else that of the area it lies in', () => {
  const marks = new Map(['urban', 'c'].map((area) => [area, { area, value: 1 }]));
  assert.equal(markOf('a', marks, areas)?.area, 'urban');
  assert.equal(markOf('c', marks, areas)?.area, 'c');
  assert.equal(markOf('a', new Map([...marks, ['a', { area: 'a', value: 2 }]]), areas)?.area, 'a');
  assert.equal(markOf('a', new Map(), areas), undefined);
});

test('of several cities the marks’ own is drawn', () => {
  const two = [
    { code: 'x', parent: null, level: 'city' },
    { code: 'y', parent: null, level: 'city' },
    { code: 'y1', parent: 'y', level: 'county' },
  ];
  assert.equal(cityOf([{ area: 'y1' }], two), 'y');
  assert.equal(cityOf([{ area: 'y' }], two), 'y');
  assert.equal(cityOf([], two), 'x', 'before there are marks, the first');
  assert.equal(cityOf([], []), undefined);
});
