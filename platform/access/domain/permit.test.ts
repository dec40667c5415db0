import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, anonymous, type Permission } from '@songhua/kernel';
import { permissionsOf, permissionsOfScopes, permits } from './permit.ts';

const title = { zh: '', en: '' };
const all: readonly Permission[] = [
  { code: 'plan.read', title, roles: ['planner', 'viewer'] },
  { code: 'plan.manage-documents', title, roles: ['planner'] },
  { code: 'registry.read', title, roles: ['viewer'] },
  { code: 'records.read', title, roles: ['administrator'] },
];
const client = (...scopes: string[]): Actor => ({
  kind: 'client',
  id: 'c',
  name: 'c',
  roles: [],
  scopes,
  permissions: permissionsOfScopes(scopes, all),
});
const get = { method: 'GET', path: '/api/plan/indicators', permission: 'plan.read' } as const;
const post = { method: 'POST', path: '/api/plan/documents', permission: 'plan.manage-documents' } as const;

test('a role gives the permissions that name it, several roles their union, an unknown role none', () => {
  assert.deepEqual([...permissionsOf(['planner'], all)], ['plan.read', 'plan.manage-documents']);
  assert.deepEqual([...permissionsOf(['viewer', 'administrator'], all)], ['plan.read', 'registry.read', 'records.read']);
  assert.deepEqual([...permissionsOf(['emperor'], all)], []);
});

test('a client may do what its scope’s letters say, on the module its scope names', () => {
  assert.equal(permits(client('api/*.cruds'), get), true);
  assert.equal(permits(client('api/*.cruds'), post), true);
  assert.equal(permits(client('api/*.rs'), get), true);
  assert.equal(permits(client('api/*.rs'), post), false);
  assert.equal(permits(client('api/registry.rs'), get), false);
  assert.equal(permits(client('system/*.cruds'), get), false);
  assert.equal(permits(client(), get), false);
});

test('no scope lets a program say who gets in, or judge what others did', () => {
  const codes = [
    'administration.manage-accounts',
    'administration.manage-clients',
    'administration.review-accesses',
    'access.review',
    'administration.read-events',
    'access.read-policies',
  ];
  const permissions = codes.map((code): Permission => ({ code, title, roles: ['administrator'] }));
  const held = ['administration.read-events', 'access.read-policies'];
  assert.deepEqual([...permissionsOfScopes(['api/*.cruds'], permissions)], held);
  assert.deepEqual([...permissionsOfScopes(['api/administration.cruds', 'api/access.cruds'], permissions)], held);
});

test('nobody passes a route without its permission, and anonymous only a public one', () => {
  assert.equal(permits(anonymous, get), false);
  assert.equal(permits(anonymous, { ...get, permission: 'signed-in' }), false);
  assert.equal(permits(anonymous, { ...get, permission: 'public' }), true);
  const viewer: Actor = { ...anonymous, kind: 'person', permissions: permissionsOf(['viewer'], all) };
  assert.equal(permits(viewer, get), true);
  assert.equal(permits(viewer, post), false);
});
