import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPlace, decideSight, isInSight } from './see-area.ts';

const areas = [
  { code: '220200', parent: null, level: 'city' },
  { code: '220221', parent: '220200', level: 'county' },
  { code: '220221100', parent: '220221', level: 'town' },
  { code: '220202', parent: '220200', level: 'county' },
];
const sight = (own?: string, asked?: string) => {
  const found = decideSight(areas, own, asked);
  return found.ok ? found.value : found.error.code;
};

test('a county sees its own signals, the city all', () => {
  assert.equal(sight(), undefined);
  assert.equal(sight('220200'), undefined);
  assert.deepEqual(sight('220221'), ['220221', '220221100']);
  assert.deepEqual(sight('220221', '220200'), ['220221', '220221100'], 'the whole city is what of it one sees');
  assert.equal(sight('220221', '220202'), 'surveillance.other-area');
  assert.deepEqual(sight('220200', '220202'), ['220202']);
  assert.equal(sight(undefined, '330100'), 'surveillance.unknown-area');
});

test('a town sees what is said of it by name', () => {
  assert.equal(isInSight(['220221100'], '220221', '220221100'), true);
  assert.equal(isInSight(['220221100'], '220221', null), false);
});

test('a town lies in its county', () => {
  assert.equal(checkPlace(areas, '220221', '220221100').ok, true);
  assert.equal(checkPlace(areas, '220202', '220221100').ok, false);
  assert.equal(checkPlace(areas, '220221100', null).ok, false, 'a signal is of a county, its town stands beside');
});
