import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '@songhua/kernel';
import { must, withResult, withTx } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import type { AccountDetail, AccountList, Choices, OneTimeCode, OwnAccount } from './contract/accounts.ts';

type Headers = Record<string, string>;
const password = 'vier Kraniche am See';

async function open(t: Parameters<typeof testApp>[0]) {
  const app = await testApp(t);
  const { server } = app;
  const admin = await app.signIn('admin');
  const get = async <T>(url: string, headers: Headers) => {
    const answer = await server.app.inject({ url, headers });
    return { status: answer.statusCode, body: answer.json<T & { code?: string }>() };
  };
  const post = async <T>(url: string, headers: Headers, payload: object = {}) => {
    const answer = await server.app.inject({ method: 'POST', url, headers, payload });
    return { status: answer.statusCode, body: answer.json<T & { code?: string }>() };
  };
  const accounts = '/api/administration/accounts';
  const base = { name: '王丽', roles: ['viewer'], area: null, practitioner: null, patient: null };
  /** An account that its owner has opened with the one-time code. */
  const addOpened = async (username: string): Promise<string> => {
    const { body } = await post<OneTimeCode>(accounts, admin, { username, ...base });
    const { signIn } = await import('@songhua/access');
    const place = { now: new Date(), mode: 'demo', address: '10.1.1.1', device: null } as const;
    const first = must(await signIn(app.pool, { username, password: body.code }, place));
    assert.equal(first.step, 'new-password');
    const done = must(await signIn(app.pool, { username, password: body.code, newPassword: password }, place));
    assert.equal(done.step, 'in');
    return body.id;
  };
  return { ...app, admin, get, post, accounts, base, addOpened };
}

test('an account begins with a one-time code, which chooses a password once and is good for nothing after', async (t) => {
  const { pool, addOpened, signInAs, get } = await open(t);
  const id = await addOpened('wang.li');
  const headers = await signInAs('wang.li', password);
  const { body } = await get<OwnAccount>('/api/administration/me', headers);
  assert.equal(body.id, id);
  assert.equal(body.sessions.length, 1);
  assert.equal(body.sessions[0]?.own, true);
  assert.equal((await pool.query('select 1 from access.password_code')).rowCount, 0);
});

test('accounts are listed by filter, order and page, and exported as they are filtered', async (t) => {
  const { server, get, post, accounts, admin, base } = await open(t);
  for (const username of ['aa.first', 'bb.second', 'cc.third']) await post(accounts, admin, { username, ...base });
  const list = async (query: string) => (await get<AccountList>(`${accounts}?${query}`, admin)).body;
  assert.deepEqual(
    (await list('q=.&sort=-username')).items.map(({ username }) => username),
    ['cc.third', 'bb.second', 'aa.first'],
  );
  const page = await list('state=must-change&limit=1&offset=1');
  assert.deepEqual([page.total, page.items.map(({ username }) => username)], [3, ['bb.second']]);
  assert.equal((await list('role=administrator')).total, 1);
  const file = await server.app.inject({ url: `${accounts}/export?q=second&format=csv&lang=en`, headers: admin });
  assert.match(file.headers['content-type'] as string, /text\/csv/);
  assert.deepEqual(file.body.trim().split('\n').length, 2, 'a head and one row');
  assert.equal((await get(`${accounts}?sort=password`, admin)).status, 400);
});

test('nobody but administrators sees or changes accounts', async (t) => {
  const { get, post, accounts, signIn, base } = await open(t);
  for (const who of ['planner', 'viewer'] as const) {
    const headers = await signIn(who);
    assert.equal((await get(accounts, headers)).status, 403);
    assert.equal((await post(accounts, headers, { username: 'x.y', ...base })).status, 403);
  }
});

test('a disabled or reset account loses its sessions at once; a reset one its password, too', async (t) => {
  const { get, post, accounts, admin, addOpened, signInAs, pool } = await open(t);
  const id = await addOpened('wang.li');
  const isIn = async (headers: Headers) => (await get<{ signedIn: boolean }>('/api/session', headers)).body.signedIn;
  const first = await signInAs('wang.li', password);
  assert.equal(await isIn(first), true);
  assert.equal((await post(`${accounts}/${id}/disable`, admin)).status, 200);
  assert.equal(await isIn(first), false);
  await assert.rejects(signInAs('wang.li', password));
  assert.equal((await post(`${accounts}/${id}/enable`, admin)).status, 200);
  assert.equal(await isIn(first), false, 'what was ended stays ended');
  const second = await signInAs('wang.li', password);
  const reset = await post<OneTimeCode>(`${accounts}/${id}/reset`, admin, { secondFactor: true });
  assert.equal(reset.status, 200);
  assert.equal(await isIn(second), false);
  await assert.rejects(signInAs('wang.li', password));
  const { rows } = await pool.query('select c::text as row from access.password_code c');
  assert.ok(rows.length === 1 && !String(rows[0].row).includes(reset.body.code), 'the code is kept as a hash');
});

test('the last administrator and demonstration accounts stay as they are', async (t) => {
  const { get, post, accounts, admin, addOpened } = await open(t);
  const id = await addOpened('chief');
  const edit = (roles: string[]) =>
    post(`${accounts}/${id}/edit`, admin, { name: '主任', roles, area: '220200', practitioner: null, patient: null });
  assert.equal((await edit(['administrator'])).status, 200);
  assert.equal((await edit(['viewer'])).body.code, 'administration.last-administrator');
  assert.equal((await post(`${accounts}/${id}/disable`, admin)).body.code, 'administration.last-administrator');
  assert.equal((await edit(['emperor'])).body.code, 'access.invalid-account');
  const demo = (await get<AccountList>(`${accounts}?q=viewer`, admin)).body.items[0];
  assert.equal((await post(`${accounts}/${demo?.id}/disable`, admin)).body.code, 'access.demo-account');
});

test('one sees one’s sessions and ends one or all others; the one that asks goes on', async (t) => {
  const { get, post, addOpened, signInAs, signIn } = await open(t);
  await addOpened('wang.li');
  const [a, b, c] = [
    await signInAs('wang.li', password),
    await signInAs('wang.li', password),
    await signInAs('wang.li', password),
  ];
  const mine = async (headers: Headers) => get<OwnAccount>('/api/administration/me', headers);
  const sessions = (await mine(a)).body.sessions;
  assert.equal(sessions.length, 3);
  const other = (await mine(b)).body.sessions.find(({ own }) => own);
  const viewer = await signIn('viewer');
  assert.equal((await post(`/api/administration/me/sessions/${other?.id}/end`, viewer)).status, 404, 'another’s session');
  assert.equal((await post(`/api/administration/me/sessions/${other?.id}/end`, a)).status, 200);
  assert.equal((await mine(b)).status, 401);
  assert.equal((await mine(c)).status, 200);
  assert.deepEqual((await post('/api/administration/me/sessions/end-others', a)).body, { ended: 1 });
  assert.equal((await mine(c)).status, 401);
  assert.equal((await mine(a)).status, 200);
});

test('a sign-in that has told its password is over when the account is locked, reset or its sessions are ended', async (t) => {
  const { server, post, accounts, admin, addOpened, signInAs } = await open(t);
  const id = await addOpened('wang.li');
  for (const [path, body] of [
    ['sessions/end', {}],
    ['lock', { hours: 1 }],
    ['unlock', {}],
    ['reset', { secondFactor: false }],
  ] as const) {
    const cookies = new Map<string, string>();
    const go = async (url: string, payload?: object) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { cookie, host: '127.0.0.1', 'x-songhua': '1' };
      const answer = await server.app.inject({ url, headers, ...(payload && { method: 'POST' as const, payload }) });
      for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
        const [pair = ''] = line.split(';');
        cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      return answer;
    };
    const local = (location: unknown): string => {
      const { pathname, search } = new URL(String(location), 'http://127.0.0.1');
      return pathname + search;
    };
    const begun = await go(local((await go('/session/start')).headers.location));
    if (path === 'unlock') {
      await post(`${accounts}/${id}/unlock`, admin);
      await signInAs('wang.li', password);
      continue;
    }
    const told = await go(local(begun.headers.location), { username: 'wang.li', password });
    const { returnTo } = told.json<{ returnTo: string }>();
    assert.ok(returnTo, path);
    assert.equal((await post(`${accounts}/${id}/${path}`, admin, body)).status, 200);
    const resumed = await go(local(returnTo));
    assert.ok(!String(resumed.headers.location ?? '').includes('code='), `${path}: ${resumed.headers.location}`);
  }
});

test('a page’s token without its session opens nothing, and one that is replaced ends', async (t) => {
  const { get, pool, server, addOpened, signInAs } = await open(t);
  await addOpened('wang.li');
  const first = await signInAs('wang.li', password);
  const statusOf = async (headers: Headers) => (await get('/api/administration/me', headers)).status;
  // The same browser begins anew: the provider knows it still.
  const local = (location: unknown): string => {
    const { pathname, search } = new URL(String(location), 'http://127.0.0.1');
    return pathname + search;
  };
  const go = (url: string, cookie: string) => server.app.inject({ url, headers: { cookie, host: '127.0.0.1' } });
  const kept = String(first['cookie']).replace(/songhua_flight=[^;]*(; )?/, '');
  const start = await go('/session/start', kept);
  const flight =
    [start.headers['set-cookie']]
      .flat()
      .join(';')
      .match(/songhua_flight=[^;]+/)?.[0] ?? '';
  const cookie = `${kept}; ${flight}`;
  const authorized = await go(local(start.headers.location), cookie);
  const back = await go(local(authorized.headers.location), cookie);
  const renewed =
    [back.headers['set-cookie']]
      .flat()
      .join(';')
      .match(/songhua_session=[^;]+/)?.[0] ?? '';
  assert.ok(renewed, `${back.statusCode} ${back.body}`);
  const second = { cookie: renewed, 'x-songhua': '1' };
  assert.deepEqual([await statusOf(first), await statusOf(second)], [401, 200]);
  assert.equal(
    (await pool.query(`select 1 from access.oidc where kind = 'AccessToken'`)).rowCount,
    2,
    'with the administrator’s',
  );
  await pool.query('delete from access.session');
  assert.equal(await statusOf(second), 401);
});

test('changing the password ends the other sessions and wants the present one', async (t) => {
  const { get, post, addOpened, signInAs } = await open(t);
  await addOpened('wang.li');
  const [a, b] = [await signInAs('wang.li', password), await signInAs('wang.li', password)];
  const change = (from: string) => post('/session/password', a, { password: from, newPassword: 'fünf Kraniche am See' });
  assert.equal((await change('something else')).body.code, 'access.wrong-password');
  assert.deepEqual((await change(password)).body, { ended: 1 });
  assert.equal((await get('/api/administration/me', a)).status, 200);
  assert.equal((await get('/api/administration/me', b)).status, 401);
  const { cookie } = a;
  assert.equal((await post('/session/password', { cookie: String(cookie) }, {})).body.code, 'kernel.cross-site');
});

test('a session that lies unused ends, and one that is used does not', async (t) => {
  const { get, pool, signIn } = await open(t);
  const headers = await signIn('viewer');
  const back = (minutes: number) =>
    pool.query('update access.session set last_seen = $1', [new Date(Date.now() - minutes * 60_000)]);
  await back(59);
  assert.equal((await get('/api/administration/me', headers)).status, 200);
  const seen = await pool.query<{ last_seen: Date }>('select max(last_seen) as last_seen from access.session');
  assert.ok(Date.now() - Number(seen.rows[0]?.last_seen) < 60_000, 'its use was noted');
  await back(61);
  assert.equal((await get('/api/administration/me', headers)).status, 401);
  assert.equal((await pool.query(`select 1 from access.oidc where kind = 'AccessToken'`)).rowCount, 1, 'the administrator’s');
});

test('staff of several institutions choose where they act, and a guardian alone may act for a child under 14', async (t) => {
  const { get, post, pool, accounts, admin, server, addOpened, signInAs } = await open(t);
  const id = await addOpened('wang.li');
  const now = new Date();
  const keep = (resource: Resource) => withResult(pool, 'write', (tx) => server.records.update(tx, resource, now));
  must(await keep({ resourceType: 'Organization', id: 'a', name: '甲医院' }));
  must(await keep({ resourceType: 'Organization', id: 'b', name: '乙卫生院' }));
  const born = `${now.getUTCFullYear() - 10}-01-01`;
  for (const child of ['child', 'niece'])
    must(await keep({ resourceType: 'Patient', id: child, name: [{ text: child }], birthDate: born }));
  must(await keep({ resourceType: 'Patient', id: 'mother', name: [{ text: '母亲' }], birthDate: '1950' }));
  const since = '2026-01-01T00:00:00.000Z';
  const works = (organization: string) => ({ organization, roles: ['doctor'], since, until: null });
  const memberships = [works('Organization/a'), works('Organization/b')];
  assert.equal((await post(`${accounts}/${id}/memberships`, admin, { memberships })).status, 200);
  const acts = (patient: string, kind: string) => ({ patient: `Patient/${patient}`, kind, since, until: null });
  const proxies = [acts('child', 'guardian'), acts('niece', 'family'), acts('mother', 'family')];
  const refused = await post(`${accounts}/${id}/proxies`, admin, { proxies });
  assert.deepEqual([refused.status, refused.body.code], [422, 'administration.needs-guardian']);
  const allowed = proxies.filter(({ patient }) => patient !== 'Patient/niece');
  assert.equal((await post(`${accounts}/${id}/proxies`, admin, { proxies: allowed })).status, 200);
  // One from before her birth date was known.
  await pool.query(
    `insert into access.proxy (account, patient, kind, since, granted_by) values ($1, 'Patient/niece', 'family', $2, 'x')`,
    [id, since],
  );
  const detail = (await get<AccountDetail>(`${accounts}/${id}`, admin)).body;
  assert.deepEqual(
    detail.memberships.map(({ name }) => name),
    ['甲医院', '乙卫生院'],
  );

  const headers = await signInAs('wang.li', password);
  const read = async () => (await get<Choices>('/api/administration/me/choices', headers)).body;
  const choices = await read();
  assert.deepEqual(
    choices.institutions.map(({ name }) => name),
    ['甲医院', '乙卫生院'],
  );
  assert.equal(choices.institution, 'Organization/a', 'the first until one is chosen');
  assert.deepEqual(
    choices.patients.map(({ id: of }) => of),
    ['Patient/child', 'Patient/mother'],
    'not the niece',
  );
  const choose = (institution: string | null, patient: string | null) =>
    post('/api/administration/me/choice', headers, { institution, patient });
  assert.equal((await choose('Organization/b', 'Patient/child')).status, 200);
  const chosen = await read();
  assert.deepEqual([chosen.institution, chosen.patient], ['Organization/b', 'Patient/child']);
  assert.equal((await choose('Organization/c', null)).body.code, 'administration.not-yours');
  assert.equal((await choose(null, 'Patient/niece')).body.code, 'administration.not-yours');
  await withTx(pool, 'write', (tx) => tx.query('update access.membership set until = $1', [new Date(now.getTime() - 1)]));
  assert.deepEqual((await read()).institutions, [], 'what is over cannot be chosen');
});

test('no administrator gives themselves roles, places or people; another does, and the log says from what to what', async (t) => {
  const { post, pool, accounts, admin, addOpened, signInAs, base } = await open(t);
  const [own, other] = [await addOpened('chief'), await addOpened('wang.li')];
  assert.equal((await post(`${accounts}/${own}/edit`, admin, { ...base, roles: ['administrator'] })).status, 200);
  const chief = await signInAs('chief', password);
  const victim = { ...base, roles: ['administrator', 'resident'], patient: 'Patient/victim' };
  const since = '2026-01-01T00:00:00.000Z';
  const memberships = [{ organization: 'Organization/a', roles: ['doctor'], since, until: null }];
  const proxies = [{ patient: 'Patient/victim', kind: 'guardian', since, until: null }];
  for (const [path, body] of [
    ['edit', victim],
    ['memberships', { memberships }],
    ['proxies', { proxies }],
  ] as const) {
    const refused = await post(`${accounts}/${own}/${path}`, chief, body);
    assert.deepEqual([refused.status, refused.body.code], [409, 'administration.own-account'], path);
  }
  assert.equal((await post(`${accounts}/${other}/edit`, chief, { ...victim, roles: ['resident'], area: '220221' })).status, 200);
  assert.equal((await post(`${accounts}/${other}/memberships`, chief, { memberships })).status, 200);
  const { rows } = await pool.query<{ note: string }>(
    `select note from access.audit where path = $1 and event in ('account-changed', 'membership-changed') order by event`,
    [`account/${other}`],
  );
  assert.deepEqual(
    rows.map(({ note }) => note),
    ['roles: viewer -> resident; area: - -> 220221; patient: - -> Patient/victim', '- -> Organization/a (doctor)'],
  );
});

test('no program looks after accounts or clients, whatever its scopes', async (t) => {
  const { get, post, accounts, base, clientToken } = await open(t);
  const client = await clientToken('api/*.cruds');
  assert.equal((await post(accounts, client, { username: 'x.y', ...base })).status, 403);
  assert.equal((await post('/api/administration/clients', client, {})).status, 403);
  assert.equal((await get(accounts, client)).status, 200, 'it may look');
});

test('who is given a role that wants a second factor, and has none, is signed out: by the account or by a membership', async (t) => {
  const { get, post, accounts, admin, addOpened, signInAs, base } = await open(t);
  const id = await addOpened('wang.li');
  const since = '2026-01-01T00:00:00.000Z';
  const works = (role: string) =>
    post(`${accounts}/${id}/memberships`, admin, {
      memberships: [{ organization: 'Organization/a', roles: [role], since, until: null }],
    });
  const statusOf = async (headers: Headers) => (await get('/api/administration/me', headers)).status;
  const first = await signInAs('wang.li', password);
  assert.equal((await works('doctor')).status, 200);
  assert.equal(await statusOf(first), 200, 'a role that wants none');
  assert.equal((await works('privacy-officer')).status, 200);
  assert.equal(await statusOf(first), 401);
  const second = await signInAs('wang.li', password);
  assert.equal((await post(`${accounts}/${id}/edit`, admin, { ...base, roles: ['administrator'] })).status, 200);
  assert.equal(await statusOf(second), 401);
});
