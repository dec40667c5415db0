import assert from 'node:assert/strict';
import test from 'node:test';
import { orderAreas } from './order-areas.ts';

const area = (code: string, parent: string | null, level: string) => ({ code, parent, level, name: { zh: code, en: code } });
const areas = [
  area('220200', null, 'city'),
  area('220281', '220200', 'county'),
  area('220202', '220200', 'county'),
  area('220202001', '220202', 'town'),
  area('220202002', '220202', 'town'),
];
const said = (inView: string) => orderAreas(areas, inView).map(({ node, depth }) => `${depth} ${node.code}`);

test('areas stand under the one they lie in, and towns are left out', () => {
  assert.deepEqual(said('220200'), ['0 220200', '1 220281', '1 220202']);
});

test('a town in view is offered, so that the choice can say its name', () => {
  assert.deepEqual(said('220202001'), ['0 220200', '1 220281', '1 220202', '2 220202001']);
});
