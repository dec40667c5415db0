import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { codesIn, decodeMap, decodeRing, type GridPoint } from './decode-map.ts';

/** Packs a ring the way ECharts does. */
function encodeRing(points: readonly GridPoint[], [startX, startY]: GridPoint): string {
  let [x, y] = [startX, startY];
  const character = (step: number): string => String.fromCharCode(((step << 1) ^ (step >> 31)) + 64);
  return points
    .map(([nextX, nextY]) => {
      const packed = character(nextX - x) + character(nextY - y);
      [x, y] = [nextX, nextY];
      return packed;
    })
    .join('');
}

const anyRing = fc.array(fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 4000 })), { maxLength: 40 });

test('a ring is read as it was packed, whatever its steps', () => {
  fc.assert(
    fc.property(anyRing, (ring) => {
      assert.deepEqual(decodeRing(encodeRing(ring, [2000, 2000]), [2000, 2000]), ring);
    }),
  );
});

const square: GridPoint[] = [
  [10, 10],
  [30, 10],
  [30, 30],
  [10, 30],
  [10, 10],
];
const island: GridPoint[] = square.map(([x, y]) => [x + 100, y]);
const packed = encodeRing(square, [10, 10]);
const file = `!function(A,B){B.registerMap("某",{type:"FeatureCollection",features:[
{type:"Feature",id:"990101",properties:{name:"甲县",cp:[1,2],childNum:1},geometry:{type:"Polygon",
coordinates:["${packed}"],encodeOffsets:[[10,10]]}},{type:"Feature",id:"990102",properties:{name:"乙县",cp:[1,2],childNum:2},
geometry:{type:"MultiPolygon",coordinates:[["${packed}"],["${encodeRing(island, [110, 10])}"]],encodeOffsets:[[[10,10]],[[110,10]]]}}],UTF8Encoding:!0})}`;

test('a map file gives its areas with codes, names and every part, without being run', () => {
  assert.deepEqual(decodeMap(file), [
    { code: '990101', name: '甲县', polygons: [[square]] },
    { code: '990102', name: '乙县', polygons: [[square], [island]] },
  ]);
  assert.deepEqual(codesIn(file), ['990101', '990102']);
});

test('a file that holds no packed map is refused', () => {
  assert.throws(() => decodeMap('export const nothing = 1;'), /holds no packed map/);
});
