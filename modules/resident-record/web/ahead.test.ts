import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address } from '@songhua/ui/api.ts';
import { ahead } from './ahead.ts';

const at = (pathname: string, search = '') => ahead({ pathname, search });

test('the address of a record, of one’s own and of one’s patients asks for that at once, as the page will', () => {
  assert.deepEqual(at('/record/p%201/visits/v1', '?view=timeline'), ['/api/resident-record/people/p%201']);
  assert.deepEqual(at('/my-record'), ['/api/resident-record/mine']);
  assert.deepEqual(at('/my-record/visits/v', '?patient=a+b&view=results'), [
    address('/api/resident-record/mine', { patient: 'a b' }),
  ]);
  const first = { state: undefined, q: undefined, sort: undefined, limit: 50, offset: 0 };
  assert.deepEqual(at('/patients'), [address('/api/resident-record/patients', first)]);
});

test('no other address asks for anybody’s record', () => {
  for (const path of ['/', '/patients/x', '/records', '/record/', '/record/%E0%A4', '/my-record/accesses', '/my-record/consents'])
    assert.deepEqual(at(path), [], path);
  assert.deepEqual(at('/patients', '?state=here'), []);
});
