import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { testApp } from '@songhua/server/testing.ts';
import type { Notice, NoticeList } from './contract.ts';

/** The house this folder stands in once it is copied to modules/notices. */
const root = join(import.meta.dirname, '../..');

/** In examples/ there is no such house; checks/new-module.db.test.ts copies the folder and runs these tests there. */
const options = {
  skip: existsSync(join(root, 'modules/notices')) ? false : 'these run where the folder is copied to modules/notices',
};

const url = '/api/notices/notices';
const draft = { title: '停诊通知', body: '元旦停诊一天。', until: '2999-12-31' };

async function open(t: TestContext) {
  const { server, pool, signIn } = await testApp(t, { root });
  const [planner, viewer] = [await signIn('planner'), await signIn('viewer')];
  const post = (headers: Record<string, string>, payload: object) => server.app.inject({ method: 'POST', url, headers, payload });
  const list = (headers: Record<string, string>) => server.app.inject({ url, headers });
  return { pool, planner, viewer, post, list };
}

test('a planner posts a notice, everybody signed in reads it, and the event is written with the row', options, async (t) => {
  const { pool, planner, viewer, post, list } = await open(t);
  const posted = await post(planner, draft);
  assert.equal(posted.statusCode, 200, posted.body);
  const { id, title } = posted.json<Notice>();
  assert.equal(title, draft.title);
  const read = (await list(viewer)).json<NoticeList>();
  assert.deepEqual(read, { total: 1, items: [posted.json<Notice>()] });
  const { rows } = await pool.query('select title, until::text as until from notices.notice where id = $1', [id]);
  assert.deepEqual(rows, [{ title: draft.title, until: draft.until }]);
  const events = await pool.query("select payload from events.outbox where type = 'notices.notice-posted'");
  assert.deepEqual(events.rows, [{ payload: { id } }]);
});

test('nobody reads or posts without signing in', options, async (t) => {
  const { post, list } = await open(t);
  assert.equal((await list({})).statusCode, 401);
  assert.equal((await post({}, draft)).statusCode, 401);
});

test('a viewer reads but does not post, and nothing is written', options, async (t) => {
  const { pool, viewer, post } = await open(t);
  const answer = await post(viewer, draft);
  assert.equal(answer.statusCode, 403);
  assert.equal(answer.json<{ code: string }>().code, 'kernel.not-permitted');
  assert.equal((await pool.query('select 1 from notices.notice')).rowCount, 0);
});

test('a notice without a title is refused by field, one whose last day is over by its code', options, async (t) => {
  const { pool, planner, post } = await open(t);
  const untitled = await post(planner, { ...draft, title: ' ' });
  assert.equal(untitled.statusCode, 400);
  assert.match(JSON.stringify(untitled.json<{ errors: unknown }>().errors), /title/);
  const over = await post(planner, { ...draft, until: '2020-12-31' });
  assert.equal(over.statusCode, 422);
  assert.equal(over.json<{ code: string }>().code, 'notices.already-over');
  assert.equal((await pool.query('select 1 from events.outbox')).rowCount, 0);
});
