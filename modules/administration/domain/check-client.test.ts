import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NewClient } from '../contract.ts';
import { checkClient } from './check-client.ts';

const app: NewClient = {
  kind: 'app',
  method: 'none',
  name: '示例',
  jwks: null,
  jwksUri: null,
  redirectUris: ['https://app.example/callback'],
  launchUri: null,
  contacts: [],
  scopes: ['openid'],
};
const rules = (change: Partial<NewClient>) =>
  checkClient({ ...app, ...change }, (scope) => scope !== 'bad').map(({ rule }) => rule);

test('an app comes back to https, or to its own machine, and to nothing that others could hold', () => {
  assert.deepEqual(rules({}), []);
  assert.deepEqual(rules({ redirectUris: ['http://127.0.0.1:3000/cb'] }), []);
  assert.deepEqual(rules({ redirectUris: ['http://app.example/cb'] }), ['https']);
  assert.deepEqual(rules({ redirectUris: ['https://app.example/cb#x'] }), ['plain']);
  assert.deepEqual(rules({ redirectUris: ['https://*.example/cb'] }), ['plain']);
  assert.deepEqual(rules({ redirectUris: [] }), ['not-empty']);
});

test('a backend proves who it is, by a secret, by keys or by their address, and by one of them', () => {
  const backend: Partial<NewClient> = { kind: 'backend', redirectUris: [] };
  assert.deepEqual(rules({ ...backend, method: 'none' }), ['proof']);
  assert.deepEqual(rules({ ...backend, method: 'client_secret_basic' }), []);
  assert.deepEqual(rules({ ...backend, method: 'private_key_jwt' }), ['one-of']);
  assert.deepEqual(rules({ ...backend, method: 'private_key_jwt', jwksUri: 'https://a.example/jwks' }), []);
  assert.deepEqual(rules({ ...backend, method: 'private_key_jwt', jwksUri: 'http://a.example/jwks' }), ['https']);
  assert.deepEqual(rules({ ...backend, method: 'client_secret_basic', jwksUri: 'https://a.example/jwks' }), ['unused']);
});

test('a scope that the kind cannot have is named', () => {
  assert.equal(checkClient({ ...app, scopes: ['openid', 'bad'] }, (scope) => scope !== 'bad')[0]?.value, 'bad');
});
