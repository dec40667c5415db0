import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundsOf, centreOf, fitInto, pathOf } from './map-geometry.ts';

const square = (x: number, y: number, side: number) => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];
const two = { type: 'MultiPolygon' as const, coordinates: [[square(120, 40, 0.1)], [square(126, 43, 2)]] };
const outlines = {
  type: 'FeatureCollection' as const,
  features: [{ type: 'Feature' as const, properties: { code: '1', name: '一' }, geometry: two }],
};

test('an area’s figure stands in the middle of its largest part', () => {
  const [x, y] = centreOf(two);
  assert.ok(Math.abs(x - 127) < 1e-9 && Math.abs(y - 44) < 1e-9);
});

test('everything lies inside the box, north above south, and the wider side fills it', () => {
  const bounds = boundsOf(outlines);
  assert.deepEqual(bounds, { west: 120, south: 40, east: 128, north: 45 });
  const place = fitInto(bounds, 400, 300, 10);
  const [left, bottom] = place([120, 40]);
  const [right, top] = place([128, 45]);
  assert.ok(top < bottom && left >= 9.99 && right <= 390.01 && top >= 9.99 && bottom <= 290.01);
  assert.ok(Math.abs(right - left - 380) < 0.01 || Math.abs(bottom - top - 280) < 0.01);
});

test('a path closes every ring', () => {
  assert.match(
    pathOf(two, ([x, y]) => [x, y]),
    /^M120\.0 40\.0L.+ZM126\.0 43\.0L.+Z$/,
  );
});
