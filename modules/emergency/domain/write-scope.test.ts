import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersFor, checkScope } from './write-scope.ts';

const areas = [
  { code: '220200', parent: null, level: 'city' },
  { code: '220201', parent: '220200', level: 'urban' },
  { code: '220202', parent: '220201', level: 'county' },
  { code: '220221', parent: '220200', level: 'county' },
  { code: '220221100', parent: '220221', level: 'town' },
];

test('a county writes on its towns and not on another county; the city and who answers for no area write everywhere', () => {
  const may = (own: string | undefined, area: string) => checkScope(areas, own, area).ok;
  assert.deepEqual([may('220221', '220221100'), may('220221', '220202'), may('220221', '220200')], [true, false, false]);
  assert.deepEqual([may('220200', '220202'), may(undefined, '220221100')], [true, true]);
});

test('districts and counties decide as counties', () => {
  assert.deepEqual(
    [undefined, '220200', '220201', '220221', '999999'].map((own) => answersFor(areas, own)),
    ['city', 'city', 'county', 'county', 'county'],
  );
});
