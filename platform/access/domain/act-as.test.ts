import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actAs } from './act-as.ts';

const two = [
  { organization: 'Organization/a', roles: ['doctor'] },
  { organization: 'Organization/b', roles: ['family-doctor', 'viewer'] },
];

test('roles of an institution count while one acts for it, roles of the account always', () => {
  assert.deepEqual(actAs(['viewer'], two, 'Organization/b'), {
    roles: ['viewer', 'family-doctor'],
    institution: 'Organization/b',
  });
  assert.deepEqual(actAs(['viewer'], []), { roles: ['viewer'] });
});

test('without a choice, or after leaving the institution chosen, it is the first', () => {
  assert.equal(actAs([], two).institution, 'Organization/a');
  assert.equal(actAs([], two, 'Organization/left').institution, 'Organization/a');
  assert.deepEqual(actAs([], two, 'Organization/left').roles, ['doctor']);
});
