import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherFacts, type HealthReport, type SampleList } from '@songhua/health';
import { withTx } from '@songhua/kernel';
import { startTelling } from './tell-health.ts';
import { type TestApp, testApp } from './testing.ts';

const path = '/api/administration/health';

/** Tells of this process as it would each minute, so many hours from now. */
async function tell({ server, pool }: TestApp, hours = 0): Promise<void> {
  const telling = startTelling({
    config: server.config,
    pool,
    clock: () => new Date(Date.now() + hours * 3_600_000),
    logger: { warn: (told: { err: unknown }) => assert.fail(String(told.err)) } as never,
    tallies: server.tallies,
    isReadOnly: () => false,
    onFacts: server.tellMetrics,
  });
  await telling.stop();
}

test('the state of every part is told to administrators and to nobody else, with what each server said of itself', async (t) => {
  const app = await testApp(t, { events: true });
  const { server, signIn } = app;
  const ask = async (headers: Record<string, string>, url = path) => server.app.inject({ url, headers });
  const admin = await signIn('admin');
  for (const who of ['planner', 'viewer'] as const) assert.equal((await ask(await signIn(who))).statusCode, 403);
  assert.equal((await ask({})).statusCode, 401);
  const report = (await ask(admin)).json<HealthReport>();
  assert.equal(report.parts.length, 12);
  const part = (name: string) => report.parts.find((one) => one.part === name);
  assert.equal(part('database')?.state, 'good');
  assert.equal(part('backup')?.state, 'watch', 'a demonstration without backups');
  assert.equal(part('keys')?.state, 'good');
  const [process] = report.processes;
  assert.ok(process && process.rssBytes > 1e6 && process.node.startsWith('24.'));
  assert.ok(report.schemas.some(({ schema, bytes }) => schema === 'records' && bytes > 0));
});

test('refusals are counted by their code and hour, without anybody’s name, and samples are kept for a week', async (t) => {
  const app = await testApp(t);
  const { server, pool, signIn } = app;
  const admin = await signIn('admin');
  for (let n = 0; n < 3; n += 1) await server.app.inject({ url: '/api/administration/accounts' });
  await tell(app);
  const { errors } = (await server.app.inject({ url: path, headers: admin })).json<HealthReport>();
  assert.equal(errors.find(({ code }) => code === 'kernel.not-signed-in')?.count, 3);
  const columns = await pool.query(`select column_name from information_schema.columns where table_name = 'problem_count'`);
  assert.deepEqual(columns.rows.map((row: { column_name: string }) => row.column_name).sort(), ['code', 'count', 'hour']);
  await tell(app, 1);
  await tell(app, 24 * 8);
  const history = async (days: string) => server.app.inject({ url: `${path}/history?days=${days}`, headers: admin });
  assert.equal((await pool.query('select from health.sample')).rowCount, 1, 'older than a week: gone');
  assert.ok((await history('1')).json<SampleList>().items.length <= 1);
  assert.equal((await history('9')).statusCode, 400);
});

test('the metrics tell of every part what the page tells', async (t) => {
  const app = await testApp(t, { events: true });
  const metrics = async () => (await app.server.app.inject({ url: '/metrics' })).body;
  for (let tries = 0; tries < 100 && !/songhua_health_state\{/.test(await metrics()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const told = await metrics();
  assert.match(told, /songhua_health_state\{part="database"\} 0/);
  assert.match(told, /songhua_health_state\{part="backup"\} 1/);
  assert.match(told, /songhua_backup_last_success_timestamp_seconds 0/);
  assert.match(told, /songhua_database_bytes \d{6,}/);
});

test('what is known of the audit log is told at /readyz to whom metrics are told; whether it is ready to anybody', async (t) => {
  const app = await testApp(t);
  await tell(app);
  const ask = async (headers: Record<string, string>) => {
    const answer = await app.server.app.inject({ url: '/readyz', headers });
    const { status, audit } = answer.json<{ status: string; audit?: object }>();
    return [answer.statusCode, status, audit !== undefined];
  };
  const forwarded = { 'x-forwarded-for': '10.1.2.3' };
  assert.deepEqual(await ask({}), [200, 'ready', true], 'a collector on this machine, in a demonstration');
  assert.deepEqual(await ask(forwarded), [200, 'ready', false]);
  assert.deepEqual(await ask({ ...forwarded, ...(await app.signIn('viewer')) }), [200, 'ready', false]);
  assert.deepEqual(await ask({ ...forwarded, ...(await app.signIn('admin')) }), [200, 'ready', true]);
});

test('tries that failed since the newest backup that is there are counted, one that runs is not', async (t) => {
  const app = await testApp(t);
  const add = (id: string, minutes: number, ended: boolean, failure: string | null, pruned = false) =>
    app.pool.query(
      `insert into health.backup (id, host, file, taken_by, at, ended_at, failure, pruned_at)
       select $1, 'a', '/b', 'server', t, case when $3 then t end, $4, case when $5 then t end
         from (select now() - $2 * interval '1 minute' as t) as m`,
      [id, minutes, ended, failure, pruned],
    );
  await add('running', 1, false, null);
  await add('gone', 2, true, null, true);
  await add('failed', 3, true, 'no room');
  await add('good', 4, true, null);
  await add('before', 5, true, 'no room');
  await tell(app);
  const { body } = await app.server.app.inject({ url: '/metrics' });
  assert.match(body, /^songhua_backup_failures 1$/m);
  const taken = Number(/^songhua_backup_last_success_timestamp_seconds (\S+)$/m.exec(body)?.[1]);
  assert.ok(Math.abs(Date.now() / 1000 - 240 - taken) < 60, 'not the one whose file is gone');
});

test('failed sign-ins of the last hour are counted', async (t) => {
  const app = await testApp(t);
  const { pool, signInAs } = app;
  for (let n = 0; n < 2; n += 1) await assert.rejects(signInAs('viewer', 'wrong'));
  const { access } = await withTx(pool, 'read', (tx) => gatherFacts(tx, new Date()));
  assert.equal(access.refused, 2);
  const later = await withTx(pool, 'read', (tx) => gatherFacts(tx, new Date(Date.now() + 2 * 3_600_000)));
  assert.equal(later.access.refused, 0);
});
