import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announce, append, handlersOf, workOnce } from '@songhua/events';
import { type RecordStore, type Subscription, withTx } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import excel from 'exceljs';
import { eventDetail, eventList } from './contract.ts';

const address = '/api/administration/events';

test('events that failed, through HTTP', async (t) => {
  const { server, pool, signIn, clientToken } = await testApp(t);
  const admin = await signIn('admin');
  const get = (path: string, headers: Record<string, string> = admin) => server.app.inject({ url: `${address}${path}`, headers });
  const post = (path: string, payload: object, headers: Record<string, string> = admin) =>
    server.app.inject({ method: 'POST', url: `${address}${path}`, headers, payload });
  const codeOf = async (answer: ReturnType<typeof post>) => {
    const { statusCode, json } = await answer;
    return [statusCode, json<{ code: string }>().code];
  };

  // A handler that cannot do with letters, and one that can; they live in this test alone.
  const reading = (name: string, refuses: RegExp): Subscription => ({
    name,
    event: 'test.measured',
    title: { zh: `试验处理 ${name}`, en: `Test handler ${name}` },
    handle: async (_tx, { payload }) => {
      if (refuses.test(String(payload))) throw new Error(`cannot read ${String(payload)}`);
    },
  });
  const handlers = handlersOf([reading('test.strict', /[a-z]/), reading('test.easy', /never/)]);
  await announce(pool, handlers, new Date());
  const work = async (): Promise<void> => {
    const means = { pool, handlers, records: {} as RecordStore, clock: () => new Date(), random: () => 0, holder: 'test' };
    while ((await workOnce({ ...means, leaseMs: 10_000, tries: 1, onFailure: () => {} })) !== 'none');
  };
  const tell = async (payload: unknown, subject?: string): Promise<string> => {
    await withTx(pool, 'write', (tx) => append(tx, 'test.measured', payload, new Date(), subject));
    const { rows } = await pool.query<{ id: string }>('select id from events.outbox order by seq desc limit 1');
    return rows[0]?.id ?? '';
  };

  await t.test('before anything happened the list says so', async () => {
    const list = eventList.parse((await get('')).json());
    assert.deepEqual([list.total, list.empty, list.items], [0, true, []]);
  });

  const dead = await tell('abc', 'Patient/1');
  await tell('2', 'Patient/1');
  await tell('3', 'Patient/2');
  await work();

  await t.test('nobody sees or settles events without signing in, nor without the permission', async () => {
    const reader = await signIn('planner');
    for (const path of ['', '/export', `/${dead}`]) {
      assert.equal((await get(path, {})).statusCode, 401, path);
      assert.equal((await get(path, reader)).statusCode, 403, path);
    }
    for (const path of ['/retry', `/${dead}/retry`, `/${dead}/set-aside`, `/${dead}/take-back`, `/${dead}/correct`]) {
      assert.equal((await post(path, {}, { 'x-songhua': '1' })).statusCode, 401, path);
      assert.equal((await post(path, {}, reader)).statusCode, 403, path);
    }
    assert.equal((await get('', await clientToken('system/*.rs'))).statusCode, 403);
  });

  await t.test('what a client may send wrongly is refused by field', async () => {
    const fields = async (answer: ReturnType<typeof post>) => {
      const { statusCode, json } = await answer;
      return [statusCode, ...json<{ errors: { field: string }[] }>().errors.map(({ field }) => field)];
    };
    assert.deepEqual(await fields(get('?state=lost&limit=0')), [400, 'state', 'limit']);
    assert.deepEqual(await fields(get('/12')), [400, 'id']);
    assert.deepEqual(await fields(post(`/${dead}/set-aside`, { handler: 'test.strict', reason: ' ' })), [400, 'reason']);
    assert.deepEqual(await fields(post(`/${dead}/correct`, { payload: { a: 'x\0' }, reason: 'why', seen: 0 })), [
      400,
      'payload.a',
    ]);
    assert.deepEqual(await fields(post(`/${dead}/correct`, { payload: 1, reason: 'why', seen: -1 })), [400, 'seen']);
  });

  await t.test('the list shows first what needs a person, with its error and how many wait behind it', async () => {
    const list = eventList.parse((await get('')).json());
    assert.equal(list.total, 1);
    const [item] = list.items;
    assert.deepEqual(
      [item?.id, item?.state, item?.tries, item?.behind, item?.error, item?.handlerTitle?.zh],
      [dead, 'dead', 1, 1, 'Error: cannot read abc', '试验处理 test.strict'],
    );
    assert.deepEqual([list.counts.dead, list.counts.behind, list.counts.done], [1, 1, 4]);
  });

  await t.test('filters, order and pages go together, and the export holds exactly what is filtered', async () => {
    const of = async (query: string) => eventList.parse((await get(query)).json());
    assert.equal((await of('?state=all')).total, 6);
    assert.equal((await of('?state=done&handler=test.easy')).total, 3);
    assert.equal((await of('?state=all&subject=Patient/2')).total, 2);
    assert.equal((await of('?state=all&type=test.other')).total, 0);
    const oldest = await of('?state=all&handler=test.easy&sort=at&limit=1&offset=1');
    assert.deepEqual([oldest.total, oldest.items.map(({ subject }) => subject)], [3, ['Patient/1']]);
    const csv = (await get('/export?state=done&handler=test.easy&lang=en')).body.trimEnd().split('\r\n');
    assert.equal(csv.length, 4);
    assert.match(csv[0] ?? '', /^\uFEFFEvent id,Happened at,Event type,Subject,Handler/);
    const book = new excel.Workbook();
    await book.xlsx.load((await get('/export?state=all&format=xlsx')).rawPayload as unknown as ArrayBuffer);
    assert.equal(book.worksheets[0]?.rowCount, 7);
  });

  await t.test('what cannot be done is refused with its reason and changes nothing', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const strict = { handler: 'test.strict' };
    assert.deepEqual(await codeOf(get(`/${nowhere}`)), [404, 'administration.unknown-event']);
    assert.deepEqual(await codeOf(post(`/${nowhere}/retry`, strict)), [404, 'administration.unknown-event']);
    assert.deepEqual(await codeOf(post(`/${dead}/retry`, { handler: 'x' })), [404, 'administration.unknown-delivery']);
    const easy = { handler: 'test.easy' };
    assert.deepEqual(await codeOf(post(`/${dead}/retry`, easy)), [409, 'administration.nothing-to-retry']);
    assert.deepEqual(await codeOf(post(`/${dead}/take-back`, strict)), [409, 'administration.nothing-to-take-back']);
    assert.deepEqual(await codeOf(post(`/${dead}/set-aside`, { ...easy, reason: 'no use' })), [
      409,
      'administration.nothing-to-set-aside',
    ]);
    assert.equal(eventDetail.parse((await get(`/${dead}`)).json()).history.length, 1);
  });

  await t.test('set aside with a reason, and taken back', async () => {
    const aside = eventDetail.parse((await post(`/${dead}/set-aside`, { handler: 'test.strict', reason: ' of no use ' })).json());
    assert.equal(aside.deliveries.find(({ handler }) => handler === 'test.strict')?.state, 'aside');
    const last = aside.history.at(-1);
    assert.deepEqual([last?.what, last?.note, typeof last?.by], ['set-aside', 'of no use', 'string']);
    assert.equal((await post(`/${dead}/take-back`, { handler: 'test.strict' })).statusCode, 200);
    assert.equal(eventList.parse((await get('?state=dead')).json()).total, 1);
  });

  await t.test('corrected and tried again it is done; the payload appended is kept beside the correction', async () => {
    const correct = (payload: unknown, seen: number) => post(`/${dead}/correct`, { payload, reason: 'letters', seen });
    assert.equal((await correct('42', 0)).statusCode, 200);
    assert.deepEqual(await codeOf(correct('43', 0)), [409, 'administration.corrected-meanwhile']);
    assert.equal((await post(`/${dead}/retry`, { handler: 'test.strict' })).statusCode, 200);
    await work();
    const detail = eventDetail.parse((await get(`/${dead}`)).json());
    assert.deepEqual([detail.payload, detail.corrected, detail.isCorrected, detail.corrections], ['abc', '42', true, 1]);
    assert.deepEqual(
      detail.deliveries.map(({ state }) => state),
      ['done', 'done'],
    );
    assert.deepEqual(
      detail.history.map(({ what }) => what),
      ['dead', 'set-aside', 'taken-back', 'corrected', 'retried'],
    );
    assert.deepEqual(await codeOf(correct('44', 1)), [409, 'administration.nothing-to-correct']);
  });

  await t.test('all that failed is tried again at once, and each settlement is told to the pages', async () => {
    await tell('d', 'Patient/7');
    await tell('e');
    await work();
    const answer = await post('/retry', { handler: 'test.strict', type: 'test.measured' });
    assert.deepEqual(answer.json(), { retried: 2 });
    assert.deepEqual((await post('/retry', { handler: 'test.easy' })).json(), { retried: 0 });
    await work();
    assert.equal(eventList.parse((await get('?state=dead')).json()).total, 2);
    const told = await pool.query(`select 1 from events.outbox where type = 'administration.event-settled'`);
    assert.equal(told.rowCount, 5);
  });
});
