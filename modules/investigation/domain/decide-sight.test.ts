import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insideSight } from './decide-sight.ts';

test('to be told of an investigation by another county opens nothing of that county to it', () => {
  const county = { of: 'areas', codes: ['220202', '220202001'] } as const;
  assert.deepEqual(insideSight(county, ['220202', '220221']), ['220202']);
  assert.deepEqual(insideSight(county, ['220221']), []);
  assert.deepEqual(insideSight({ of: 'city' }, ['220202', '220221']), ['220202', '220221']);
});
