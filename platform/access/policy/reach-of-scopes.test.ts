import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everything } from '@songhua/kernel';
import { reachOfScopes } from './reach-of-scopes.ts';

test('the widest scope reaches everything', () => assert.deepEqual(reachOfScopes(['system/*.cruds']), everything));

test('each scope reaches its type in its ways, and scopes of modules reach no record', () => {
  const { ways } = reachOfScopes(['system/Observation.rs', 'system/Patient.c', 'api/*.cruds', 'patient/*.rs', 'system/Group.']);
  assert.deepEqual(
    ways.map(({ types, interactions }) => [types, interactions]),
    [
      [['Observation'], 'rs'],
      [['Patient'], 'c'],
    ],
  );
});

test('a granular scope leads along its criteria alone', () => {
  const { ways } = reachOfScopes(['system/Observation.rs?category=laboratory']);
  assert.deepEqual(ways[0]?.criteria, ['category=laboratory']);
});
