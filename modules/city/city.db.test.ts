import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type BackgroundContext, wallClock, withTx } from '@songhua/kernel';
import { type TestApp, testApp } from '@songhua/server/testing.ts';
import type { CityStatus, TownList } from './contract.ts';
import { type CityOrder, layCity } from './domain/order.ts';
import { peopleOf } from './domain/write-town.ts';
import { readCity } from './http/read-city.ts';
import { module } from './module.ts';

/** About 180 residents of all towns that get any. */
const scale = 0.00005;
const residents = Math.round(3_623_713 * scale);

const contextOf = ({ server: { pool, records } }: TestApp, signal: AbortSignal, cityScale = scale): BackgroundContext => ({
  pool,
  records,
  root: '',
  modules: [],
  settings: { registry: 'institutions', mode: 'demo', cityScale },
  clock: wallClock,
  newId: randomUUID,
  holder: `test ${randomUUID()}`,
  signal,
  waiting: () => 0,
  rest: (ms) => wait(ms, undefined, { signal }).catch(() => {}),
  tell: () => {},
});

/** Runs the work beside the server until `isOver` says so, and lets go of it. */
async function beside(app: TestApp, isOver: () => Promise<boolean>, cityScale = scale): Promise<void> {
  const [work] = module.background ?? [];
  assert.ok(work);
  const stopping = new AbortController();
  const running = work.run(contextOf(app, stopping.signal, cityScale)).catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  while (!(await isOver())) await Promise.race([wait(20), running]);
  stopping.abort(new Error('stopped by the test'));
  await running;
}

async function ask<T>({ server }: TestApp, headers: Record<string, string>, url: string): Promise<T> {
  const answer = await server.app.inject({ url, headers });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<T>();
}

const post = ({ server }: TestApp, headers: Record<string, string>, url: string, payload: object = {}) =>
  server.app.inject({ method: 'POST', url, headers, payload });

const count = async ({ pool }: TestApp, sql: string): Promise<number> =>
  Number((await pool.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n);

const loadOf = (line = ''): string => (JSON.parse(line) as { readonly load: string }).load;

const opened = (t: TestContext): Promise<TestApp> => testApp(t, { prepared: true });

/** An institution at which somebody is registered for good who lives in its town on the last day. */
async function someHome({ server: { pool, records } }: TestApp, order: CityOrder): Promise<string> {
  const facts = await withTx(pool, 'read', (tx) => readCity(tx, records));
  assert.ok(facts.ok);
  const laid = layCity(facts.value, order);
  assert.ok(laid.ok);
  for (const place of laid.value.places)
    for (const { died, movedOut, registrations } of peopleOf(place, laid.value.plan).people)
      for (const { institution, provisional } of died === null && movedOut === null ? registrations : [])
        if (!provisional && institution.town === place.code) return institution.id;
  assert.fail('nobody is registered in their own town');
}

test('the first start brings the city in, and whoever takes over writes nothing twice', { timeout: 240_000 }, async (t) => {
  const app = await opened(t);
  const admin = await app.signIn('admin');
  const status = (): Promise<CityStatus> => ask<CityStatus>(app, admin, '/api/city/status');
  assert.equal((await status()).state, 'none');
  // Stopped as soon as a part is in, again and again, until all is.
  let stops = 0;
  let home = '';
  for (let before = -1; (await status()).state !== 'done'; stops += 1) {
    assert.ok(stops < 50, JSON.stringify((await status()).load));
    await beside(app, async () => {
      const { state, progress } = await status();
      const moved = progress.resources > Math.max(0, before);
      if (state === 'done' || moved) before = progress.resources;
      return state === 'done' || moved;
    });
    const { state, load } = await status();
    if (stops > 0 || !load) continue;
    assert.notEqual(state, 'done');
    home = await someHome(app, load);
    await app.pool.query(
      "update access.membership set organization = $1 where account = (select id from access.account where username = 'family')",
      [`Organization/${home}`],
    );
  }
  assert.ok(stops > 1, 'it was never interrupted');
  const { progress, resources, figures } = await status();
  assert.equal(progress.residents, residents);
  assert.equal(progress.residentsIn, residents);
  assert.equal(progress.townsIn, progress.towns);
  const total = resources.reduce((sum, { count: n }) => sum + n, 0);
  assert.equal(progress.resources, total);
  assert.ok((await count(app, "city.town where (summary->'health'->>'people/days')::bigint > 0")) > 0, 'health is counted');
  for (const type of ['Patient', 'Encounter', 'Observation', 'Condition']) {
    const said = resources.find((one) => one.type === type)?.count ?? 0;
    const found = await ask<{ total: number }>(app, await app.clientToken(), `/fhir/R4/${type}?_summary=count`);
    assert.equal(found.total, said, type);
    assert.ok(said > 0, type);
  }
  assert.deepEqual(
    figures.filter(({ code }) => code === 'residents').map(({ asked, came }) => [asked, came]),
    [[residents, residents]],
  );
  const again = await ask<{ entry: { resource: { meta: { versionId: string } } }[] }>(
    app,
    await app.clientToken(),
    '/fhir/R4/Patient?_count=300',
  );
  for (const { resource } of again.entry) assert.equal(resource.meta.versionId, '1', 'written once');
  const tied = await app.pool.query<{ patient: string | null }>("select patient from access.account where username = 'resident'");
  assert.match(tied.rows[0]?.patient ?? 'nobody', /^Patient\/p/);
  const shown = await ask<{ managingOrganization: { reference: string } }>(
    app,
    await app.clientToken(),
    `/fhir/R4/${tied.rows[0]?.patient}`,
  );
  assert.equal(shown.managingOrganization.reference, `Organization/${home}`);
  const towns = await ask<TownList>(app, admin, '/api/city/towns?sort=-resources&limit=3&state=in');
  assert.equal(towns.items.length, 3);
  assert.ok((towns.items[0]?.resources ?? 0) >= (towns.items[1]?.resources ?? 0));
  const file = await app.server.app.inject({ url: '/api/city/towns/export?format=csv', headers: admin });
  assert.equal(file.statusCode, 200);
  assert.equal(file.body.trim().split('\n').length, progress.towns + 1);
});

test('an administrator begins, pauses and goes on; nobody else may', { timeout: 240_000 }, async (t) => {
  const app = await opened(t);
  const [admin, viewer] = [await app.signIn('admin'), await app.signIn('viewer')];
  assert.equal((await post(app, viewer, '/api/city/start', { scale })).statusCode, 403);
  const nobody = await post(app, admin, '/api/city/start', { scale: 1e-9 });
  assert.deepEqual([nobody.statusCode, nobody.json<{ code: string }>().code], [422, 'city.no-scale']);
  assert.equal((await app.server.app.inject({ url: '/api/city/status' })).statusCode, 401);
  assert.equal((await post(app, admin, '/api/city/start', { scale: 2 })).statusCode, 400);
  assert.equal((await post(app, admin, '/api/city/pause')).statusCode, 409);
  assert.equal((await post(app, admin, '/api/city/start', { scale })).statusCode, 200);
  const begin = async () => (await post(app, admin, '/api/city/start', { scale })).json<{ code: string; title: string }>();
  assert.equal((await begin()).code, 'city.under-way');
  assert.equal((await post(app, admin, '/api/city/pause')).statusCode, 200);
  const another = await begin();
  assert.equal(another.code, 'city.another-city');
  assert.match(another.title, /jilin-2025.*0\.00005/);
  const state = async (): Promise<string> => (await ask<CityStatus>(app, viewer, '/api/city/status')).state;
  assert.equal(await state(), 'paused');
  const until = Date.now() + 500;
  await beside(app, async () => Date.now() > until, 0);
  assert.equal(await count(app, 'city.town where line > 0'), 0, 'paused is paused');
  assert.equal((await post(app, admin, '/api/city/continue')).statusCode, 200);
  // Paused in the middle of it, too.
  await beside(app, async () => {
    if ((await count(app, 'city.town where line > 0')) === 0) return false;
    await post(app, admin, '/api/city/pause');
    return true;
  });
  assert.ok(['paused', 'done'].includes(await state()));
});

test('a store with people of its own, or an empty registry, gets no city unasked', { timeout: 240_000 }, async (t) => {
  const app = await opened(t);
  const patient = { resourceType: 'Patient', id: 'somebody', name: [{ text: '某人' }] };
  await withTx(app.pool, 'write', (tx) => app.server.records.update(tx, patient, new Date()));
  const until = Date.now() + 500;
  await beside(app, async () => Date.now() > until);
  assert.equal(await count(app, 'city.load'), 0);
  const refused = await post(app, await app.signIn('admin'), '/api/city/start', { scale });
  assert.equal(refused.json<{ code: string }>().code, 'city.has-patients');

  const empty = await testApp(t, { prepared: true, settings: { SONGHUA_REGISTRY: 'empty' } });
  const later = Date.now() + 500;
  await beside(empty, async () => Date.now() > later);
  const { state, missing } = await ask<CityStatus>(empty, await empty.signIn('admin'), '/api/city/status');
  assert.equal(state, 'none');
  assert.match(missing?.en ?? '', /registry holds no synthetic institution/);
  const seen = await ask<CityStatus>(empty, await empty.signIn('viewer'), '/api/city/status');
  assert.equal(seen.missing, null, 'the registry is not read for everybody');
});

test('what broke is said in both languages, in words of the database to administrators alone', {
  timeout: 240_000,
}, async (t) => {
  const app = await opened(t);
  const [admin, viewer] = [await app.signIn('admin'), await app.signIn('viewer')];
  assert.equal((await post(app, admin, '/api/city/start', { scale })).statusCode, 200);
  await app.pool.query("update city.load set state = 'failed', failure = 'could not extend file \"base/16384/2619\"'");
  const failure = async (headers: Record<string, string>) =>
    (await ask<CityStatus>(app, headers, '/api/city/status')).load?.failure;
  assert.deepEqual(await failure(admin), {
    zh: '装入出错：could not extend file "base/16384/2619"',
    en: 'Bringing it in broke: could not extend file "base/16384/2619"',
  });
  const said = await failure(viewer);
  assert.doesNotMatch(JSON.stringify(said), /extend|16384/);
  assert.match(said?.zh ?? '', /管理员/);
});

test('the command brings in the same city as the files say, once', { timeout: 240_000 }, async (t) => {
  const app = await opened(t);
  const command = module.commands?.find(({ name }) => name === 'city load');
  assert.ok(command);
  const said: string[] = [];
  const context = {
    ...contextOf(app, new AbortController().signal, 0),
    now: new Date(),
    progress: () => {},
    print: (line: string) => said.push(line),
  };
  const args = ['--scale', '0.0003', '--registrations-only', '--json'];
  assert.equal(await command.run(args, context), 0);
  const { summary } = JSON.parse(said[0] ?? '') as {
    summary: { residents: number; registrations: number; resources: Record<string, number> };
  };
  assert.equal(summary.residents, Math.round(3_623_713 * 0.0003));
  assert.deepEqual(summary.resources, { Patient: summary.registrations });
  assert.equal(await command.run(args, context), 0);
  assert.equal(loadOf(said[1]), loadOf(said[0]));
  // What failed is taken up again, and ends.
  await app.pool.query("update city.load set state = 'failed', failure = 'refused', finished_at = null");
  assert.equal(await command.run(args, context), 0);
  assert.equal(await count(app, "city.load where state = 'done' and failure is null"), 1);
  assert.equal(await command.run(['--scale', '0.0004'], context), 2, 'another city beside it');
  assert.equal(await command.run(['--scale', 'much'], context), 2);
  assert.equal(await command.run(['--scale', '0.0003', '--until', '2025-02-30'], context), 2);
  const found = await ask<{ total: number }>(app, await app.clientToken(), '/fhir/R4/Patient?_summary=count');
  assert.equal(found.total, summary.registrations);
});
