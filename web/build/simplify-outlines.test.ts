import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GridPoint, SourceArea } from './decode-map.ts';
import { simplifyOutlines, snapRing } from './simplify-outlines.ts';

const edge = (from: GridPoint, to: GridPoint, steps: number): GridPoint[] =>
  Array.from({ length: steps }, (_, at) => [
    from[0] + ((to[0] - from[0]) * at) / steps,
    from[1] + ((to[1] - from[1]) * at) / steps,
  ]);
const box = (left: number, bottom: number, right: number, top: number, steps: number): GridPoint[] => [
  ...edge([left, bottom], [right, bottom], steps),
  ...edge([right, bottom], [right, top], steps),
  ...edge([right, top], [left, top], steps),
  ...edge([left, top], [left, bottom], steps),
  [left, bottom],
];
const area = (code: string, ...rings: readonly GridPoint[][]): SourceArea => ({
  code,
  name: code,
  polygons: rings.map((r) => [r]),
});

test('neighbours who draw their common border by different points share it afterwards', () => {
  const { features } = simplifyOutlines([area('1', box(0, 0, 400, 400, 37)), area('2', box(400, 0, 800, 400, 23))]);
  const onBorder = features.map(
    ({ geometry }) =>
      new Set(
        geometry.coordinates
          .flat(2)
          .filter((point): point is number[] => Array.isArray(point) && point[0] === 0.3906)
          .map(String),
      ),
  );
  assert.ok((onBorder[0]?.size ?? 0) >= 2);
  assert.deepEqual(onBorder[0], onBorder[1]);
});

test('a straight border keeps its corners alone', () => {
  const [only] = simplifyOutlines([area('1', box(0, 0, 4000, 4000, 200))]).features;
  assert.ok((only?.geometry.coordinates.flat(2).length ?? 99) <= 8);
});

test('a part too small for the grid goes, its area stays', () => {
  const [only] = simplifyOutlines([
    area('1', box(0, 0, 400, 400, 4), box(900, 900, 901, 901, 4), box(1600, 1600, 1604, 1604, 4)),
  ]).features;
  assert.equal(only?.geometry.coordinates.length, 1);
  assert.throws(() => simplifyOutlines([area('9', box(0, 0, 1, 1, 4))]), /nothing is left of 9/);
});

test('a spur is cut and a ring stays closed', () => {
  const spur: GridPoint[] = [
    [0, 0],
    [40, 0],
    [80, 0],
    [40, 0],
    [40, 40],
    [0, 0],
  ];
  assert.deepEqual(snapRing(spur), [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 0],
  ]);
});
