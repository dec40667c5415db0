import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideClientEdit } from './decide-client-edit.ts';

const client = {
  name: '检验系统',
  contacts: ['张工 0432-1'],
  redirectUris: [],
  launchUri: null,
  scopes: ['system/Observation.rs'],
  jwks: null,
  jwksUri: 'https://a.example/jwks',
};

test('an edit tells only what becomes another', () => {
  assert.deepEqual(decideClientEdit(client, client), { before: {}, after: {}, changed: [], endsTokens: false });
  const { before, after } = decideClientEdit(client, { ...client, name: '检验平台', contacts: [] });
  assert.deepEqual(
    [before, after],
    [
      { name: '检验系统', contacts: ['张工 0432-1'] },
      { name: '检验平台', contacts: [] },
    ],
  );
});

test('tokens end when scopes, keys or the addresses to come back to become others, and not for a name', () => {
  const ends = (change: Partial<typeof client>) => decideClientEdit(client, { ...client, ...change }).endsTokens;
  assert.equal(ends({ name: 'x', contacts: [] }), false);
  assert.equal(ends({ scopes: [] }), true);
  assert.equal(ends({ jwksUri: 'https://b.example/jwks' }), true);
});

test('inline keys whose members stand in another order are the same keys; other keys end tokens', () => {
  const key = { kty: 'EC', crv: 'P-384', x: 'a', y: 'b' };
  const own = { ...client, jwksUri: null, jwks: { keys: [key] } };
  const reordered = { keys: [{ y: 'b', x: 'a', crv: 'P-384', kty: 'EC' }] };
  assert.deepEqual(decideClientEdit(own, { ...own, jwks: reordered }).changed, []);
  assert.deepEqual(decideClientEdit(own, { ...own, jwks: { keys: [{ ...reordered.keys[0], use: 'sig' }] } }).changed, ['jwks']);
  const other = decideClientEdit(own, { ...own, jwks: { keys: [{ ...key, x: 'c' }] } });
  assert.deepEqual([other.changed, other.endsTokens], [['jwks'], true]);
});
