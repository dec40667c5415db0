import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ModuleManifest, ok, type Route } from '@songhua/kernel';
import { moduleManifests, platformManifests } from './announced.ts';
import { checkManifests } from './manifests.ts';
import { assertClean, assertFound } from './plant.ts';

const text = { zh: '甲', en: 'A' };

const aRoute = (change: Partial<Route> = {}): Route => ({
  method: 'GET',
  path: '/api/a/things',
  summary: text,
  permission: 'a.read',
  people: 'none',
  response: { file: ['text/csv'] },
  handle: async () => ok(null),
  ...change,
});

const aModule = (change: Partial<ModuleManifest> = {}): ModuleManifest => ({
  id: 'a',
  title: text,
  permissions: [{ code: 'a.read', title: text, roles: ['planner'] }],
  routes: [aRoute()],
  problems: { 'a.wrong': { status: 400, ...text } },
  menu: [{ path: '/a', title: text, permission: 'a.read', order: 1 }],
  events: [{ type: 'a.happened', permission: 'a.read' }],
  ...change,
});

const judge = (change: Partial<ModuleManifest>) => checkManifests([aModule(change)]);

test('left alone: a module that owns what it declares', () => assertClean(judge({})));

test('found: a title that one language lacks', () => {
  assertFound(judge({ title: { zh: 'A', en: 'A' } }), 'manifest.text');
  assertFound(judge({ title: { zh: '甲', en: '' } }), 'manifest.text');
  assertFound(judge({ problems: { 'a.wrong': { status: 400, zh: '', en: 'A' } } }), 'manifest.text');
  assertFound(judge({ routes: [aRoute({ summary: { zh: '甲', en: '乙' } })] }), 'manifest.text');
});

test('found: a problem whose two texts fill different places', () => {
  assertFound(judge({ problems: { 'a.wrong': { status: 400, zh: '没有 {what}', en: 'No {name}' } } }), 'manifest.text');
});

test('found: a route outside /api/<module>/', () => {
  assertFound(judge({ routes: [aRoute({ path: '/api/ab/things' })] }), 'manifest.path');
  assertFound(judge({ routes: [aRoute({ path: '/fhir/R4/Patient' })] }), 'manifest.path');
});

test('found: a route, a menu entry or an event whose permission the module does not own', () => {
  assertFound(judge({ routes: [aRoute({ permission: 'b.read' })] }), 'manifest.permission');
  assertFound(judge({ menu: [{ path: '/a', title: text, permission: 'b.read', order: 1 }] }), 'manifest.permission');
  assertFound(judge({ events: [{ type: 'a.happened', permission: 'b.read' }] }), 'manifest.permission');
});

test('found: a public or merely signed-in route that is not on the list; left alone when it is', () => {
  for (const permission of ['public', 'signed-in']) {
    const module = aModule({ routes: [aRoute({ permission })] });
    assertFound(checkManifests([module]), 'manifest.permission');
    assertClean(checkManifests([module], [], { [permission]: ['GET /api/a/things'] }));
  }
});

test('found: a code that does not carry the name of its module, a status that is no refusal', () => {
  assertFound(judge({ problems: { 'b.wrong': { status: 400, ...text } } }), 'manifest.code');
  assertFound(judge({ problems: { 'a.Wrong': { status: 400, ...text } } }), 'manifest.code');
  assertFound(judge({ events: [{ type: 'b.happened', permission: 'a.read' }] }), 'manifest.code');
  assertFound(judge({ problems: { 'a.wrong': { status: 200, ...text } } }), 'manifest.status');
});

test('found: a subscription to an event that nobody announces', () => {
  const subscription = { name: 'a.react', event: 'b.happened', handle: async () => {} };
  assertFound(judge({ subscriptions: [subscription] }), 'manifest.event');
  assertClean(judge({ subscriptions: [{ ...subscription, event: 'a.happened' }] }));
});

test('found: two routes at one address', () => assertFound(judge({ routes: [aRoute(), aRoute()] }), 'manifest.double'));

test('found: in the platform and the server what is found in a module, but their routes may stand anywhere', () => {
  const judgePlatform = (change: Partial<ModuleManifest>) => checkManifests([], [aModule(change)]);
  assertClean(judgePlatform({ routes: [aRoute({ path: '/fhir/R4/Patient' })] }));
  assertFound(judgePlatform({ title: { zh: '', en: 'A' } }), 'manifest.text');
  assertFound(judgePlatform({ routes: [aRoute({ permission: 'public' })] }), 'manifest.permission');
  assertFound(judgePlatform({ routes: [aRoute({ permission: 'b.read' })] }), 'manifest.permission');
  assertFound(judgePlatform({ problems: { 'b.wrong': { status: 400, ...text } } }), 'manifest.code');
  assertFound(checkManifests([aModule()], [aModule({ id: 'a', routes: [], menu: [] })]), 'manifest.double');
});

test('what the modules, the platform and the server announce holds', async () => {
  const [modules, platform] = [await moduleManifests(), await platformManifests()];
  const ids = platform.map(({ id }) => id);
  assert.ok(modules.length > 0 && ids.includes('records') && ids.includes('server'), `judged: ${ids.join(', ')}`);
  assertClean(checkManifests(modules, platform));
});
