import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DrawAsked, drawAreas } from './draw-areas.ts';

const square = (x: number) => [
  [
    [x, 0],
    [x + 1, 0],
    [x + 1, 1],
    [x, 1],
    [x, 0],
  ],
];
const area = (code: string, parent: string | null, level: string) => ({
  code,
  parent,
  level,
  name: { zh: `${code}县`, en: `${code} County` },
});
const asked = (over: Partial<DrawAsked>): DrawAsked => ({
  kind: 'count',
  marks: [],
  outlines: {
    type: 'FeatureCollection',
    features: ['a', 'b', 'c'].map((code, at) => ({
      type: 'Feature',
      properties: { code, name: code },
      geometry: { type: 'Polygon', coordinates: square(2 * at) },
    })),
  },
  areas: [
    area('city', null, 'city'),
    area('urban', 'city', 'urban'),
    area('a', 'urban', 'county'),
    area('b', 'urban', 'county'),
    area('c', 'city', 'county'),
  ],
  decimals: 0,
  language: 'en',
  scale: 1,
  ...over,
});

test('counts are circles at their areas, sized by their area, over plain land', () => {
  const { areas, marks } = drawAreas(
    asked({
      marks: [
        { area: 'a', value: 400 },
        { area: 'c', value: 100 },
      ],
    }),
  );
  assert.deepEqual(
    marks.map(({ label, title, at, radius }) => [label, title, at, radius]),
    [
      ['400', 'a', [0.5, 0.5], 26],
      ['100', 'c', [4.5, 0.5], 13],
    ],
  );
  assert.ok(areas.every(({ step, missing }) => step === null && !missing));
});

test('a rate colours every outline of its area and stands once, in their middle', () => {
  const { areas, marks } = drawAreas(
    asked({
      kind: 'rate',
      decimals: 2,
      marks: [
        { area: 'urban', value: 9.77 },
        { area: 'c', value: 6.19 },
      ],
    }),
  );
  assert.deepEqual(
    areas.map(({ code, chooses, step }) => [code, chooses, step]),
    [
      ['a', 'urban', 3],
      ['b', 'urban', 3],
      ['c', 'c', 0],
    ],
  );
  assert.deepEqual(
    marks.map(({ label, at, radius }) => [label, at, radius]),
    [
      ['9.77', [1.5, 0.5], null],
      ['6.19', [4.5, 0.5], null],
    ],
  );
});

test('what is not known is neither zero nor a class', () => {
  const rate = drawAreas(
    asked({
      kind: 'rate',
      marks: [
        { area: 'a', value: null },
        { area: 'c', value: 1 },
      ],
    }),
  );
  assert.deepEqual(
    rate.areas.map(({ missing, step }) => [missing, step]),
    [
      [true, null],
      [true, null],
      [false, 0],
    ],
  );
  assert.equal(drawAreas(asked({ marks: [{ area: 'a', value: null }] })).marks[0]?.label, '?');
});
