import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type ModuleManifest, ok, type Route } from '@songhua/kernel';
import { moduleManifests, platformManifests } from './announced.ts';
import { printPermissions } from './permissions.ts';
import { root } from './source.ts';

const text = { zh: '甲', en: 'A' };
const aRoute = (change: Partial<Route>): Route => ({
  method: 'GET',
  path: '/api/a/things',
  summary: text,
  permission: 'a.read',
  people: 'none',
  response: { file: ['text/csv'] },
  handle: async () => ok(null),
  ...change,
});
const aModule = (routes: readonly Route[]): ModuleManifest => ({
  id: 'a',
  title: text,
  permissions: [
    { code: 'a.read', title: text, roles: ['planner', 'cdc'] },
    { code: 'a.menu', title: text, roles: ['viewer'] },
  ],
  routes,
  problems: {},
  menu: [],
});

test('each route stands with its permission and the roles that hold it, open ones as such', () => {
  const page = printPermissions([aModule([aRoute({}), aRoute({ method: 'POST', permission: 'public' })])]);
  assert.match(page, /\| GET \| `\/api\/a\/things` \| `a\.read` \| none \| planner 规划人员, cdc 疾控人员 \|/);
  assert.match(page, /\| POST \| `\/api\/a\/things` \| `public` \| none \| everybody · 所有人 \|/);
  assert.match(page, /\| `a\.menu` \| 甲 · A \| viewer \|/);
});

test('who looks after others says why', () => {
  const page = printPermissions([aModule([aRoute({ people: { oversight: 'somebody must' } })])]);
  assert.match(page, /\| oversight: somebody must \|/);
});

test('a route more, or another role, is another page', () => {
  const page = printPermissions([aModule([aRoute({})])]);
  assert.notEqual(printPermissions([aModule([aRoute({}), aRoute({ path: '/api/a/more' })])]), page);
  assert.notEqual(printPermissions([aModule([aRoute({ permission: 'a.menu' })])]), page);
});

test('docs/reference/permissions.md is the table of every route of every manifest', async () => {
  const manifests = [...(await platformManifests()), ...(await moduleManifests())];
  const page = readFileSync(join(root, 'docs/reference/permissions.md'), 'utf8');
  assert.equal(page === printPermissions(manifests), true, 'run `node checks/print-permissions.ts --write`');
  for (const { routes } of manifests)
    for (const { method, path, permission } of routes)
      assert.ok(page.includes(`| ${method} | \`${path}\` | \`${permission}\` |`), `${method} ${path}`);
});
