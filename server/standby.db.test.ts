import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { testDatabaseUrl } from '@songhua/testing';
import pg from 'pg';
import { testApp } from './testing.ts';

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

test('with the primary gone records are read from the standby, writes get 503 and say why, and all heals when it is back', async (t) => {
  // A clone that takes no writes stands for a streaming replica.
  const standbyUrl = await testDatabaseUrl(t);
  const admin = new pg.Client({ connectionString: process.env['SONGHUA_TEST_DATABASE_URL'] });
  await admin.connect();
  t.after(() => admin.end());
  const id = 'on-both';
  const { server, pool, clientToken, signIn } = await testApp(t, { settings: { SONGHUA_STANDBY_URL: standbyUrl } });
  const headers = await clientToken();
  const put = (name: string) =>
    server.app.inject({
      method: 'PUT',
      url: `/fhir/R4/Organization/${name}`,
      headers: { ...headers, 'content-type': 'application/fhir+json' },
      payload: JSON.stringify({ resourceType: 'Organization', id: name, name: '示例医院' }),
    });
  assert.equal((await put(id)).statusCode, 201);
  // Somebody whose session was last used so long ago that its use would be noted.
  const person = await signIn('viewer');
  await pool.query('update access.session set last_seen = $1', [new Date(Date.now() - 5 * 60_000)]);
  const primary = nameOf(String(pool.options.connectionString));
  const replica = nameOf(standbyUrl);
  // What streaming would have done: the standby holds what the primary holds.
  await admin.query(`alter database ${primary} with allow_connections false`);
  const leave = () => admin.query('select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = $1', [primary]);
  await leave();
  await admin.query(`drop database ${replica} with (force)`);
  await admin.query(`create database ${replica} template ${primary}`);
  await admin.query(`alter database ${replica} set default_transaction_read_only = on`);

  const read = () => server.app.inject({ url: `/fhir/R4/Organization/${id}`, headers });
  const settled = async (good: (status: number) => boolean): Promise<number> => {
    for (let tries = 0; tries < 60; tries += 1) {
      const { statusCode } = await read();
      if (good(statusCode)) return statusCode;
      await wait(100);
    }
    return 0;
  };
  assert.equal(await settled((status) => status === 200), 200, 'read from the standby');
  const found = await server.app.inject({ url: '/fhir/R4/Organization?name=示例', headers });
  assert.equal(found.statusCode, 200);
  assert.equal(found.headers['x-songhua-read-only'], '1');
  const page = await server.app.inject({ url: '/api/session', headers: person });
  assert.deepEqual([page.statusCode, page.json<{ signedIn: boolean }>().signedIn], [200, true], 'people stay signed in');
  const refused = await put('another');
  assert.deepEqual(
    [refused.statusCode, refused.json<{ issue: { details: { text: string } }[] }>().issue[0]?.details.text.slice(0, 6)],
    [503, '主数据库不可'],
  );
  assert.equal((await server.app.inject({ url: '/readyz' })).json<{ readOnly: boolean }>().readOnly, true);

  await admin.query(`alter database ${primary} with allow_connections true`);
  for (let tries = 0; tries < 100 && (await put('another')).statusCode !== 201; tries += 1) await wait(100);
  const after = await server.app.inject({ url: '/fhir/R4/Organization/another', headers });
  assert.deepEqual([after.statusCode, after.headers['x-songhua-read-only']], [200, undefined]);
  // Who read meanwhile could not be written down there: it was owed, and the next access that could be paid for it.
  const owed = await pool.query(`select 1 from access.audit where route = '/fhir/R4/:type' and status = 200`);
  assert.equal(owed.rowCount, 1);
});
