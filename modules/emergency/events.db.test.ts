import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { openEventFromWarning } from './api.ts';
import type { Board, CaseMap, EventList, LogPage, RuleSets } from './contract.ts';
import { aDraft } from './fixtures/event.ts';
import { ago, openEmergency } from './fixtures/open-emergency.ts';
import { currentRules } from './store/editions.ts';

test('the register of events, through HTTP', async (t) => {
  const { pool, viewer, officer, post, get, patch, read, act, open, counts, codeOf } = await openEmergency(t);

  await t.test('nobody asks without signing in; a viewer reads and does not write', async () => {
    assert.equal((await get('/events', undefined, {})).statusCode, 401);
    assert.equal((await get('/events', undefined, viewer)).statusCode, 200);
    assert.deepEqual(await codeOf(post('/events', aDraft(), viewer)), [403, 'kernel.not-permitted']);
  });

  await t.test('what is no event is refused by field, and nothing is written', async () => {
    for (const wrong of [
      { title: ' ' },
      { title: 'a\0b' },
      { kind: 'war' },
      { area: '99' },
      { longitude: 181 },
      { colour: 'red' },
    ])
      assert.equal((await post('/events', { ...aDraft(), ...wrong })).statusCode, 400, JSON.stringify(wrong));
    assert.deepEqual(await codeOf(post('/events', aDraft({ area: '330100' }))), [404, 'emergency.unknown-area']);
    const reversed = aDraft({ times: { firstCaseAt: ago(1), detectedAt: ago(2) } });
    assert.deepEqual(await codeOf(post('/events', reversed)), [422, 'emergency.times-reversed']);
    assert.deepEqual(await codeOf(post('/events', aDraft({ times: { detectedAt: ago(-1) } }))), [422, 'emergency.time-ahead']);
    assert.deepEqual(await codeOf(get('/events/7d9a3c52-2f0e-4f83-9f33-6c1b7a3c1f10')), [404, 'emergency.unknown-event']);
    assert.equal((await get('/events?state=lost')).statusCode, 400);
    assert.equal((await pool.query('select 1 from emergency.event')).rowCount, 0);
  });

  await t.test(
    'an event is opened with its initial report; number, log, proposal and clocks follow, and the event is written',
    async () => {
      const { id, number } = await open({ times: { firstCaseAt: ago(60), detectedAt: ago(48) } });
      assert.match(number, /^220221-20\d\d-001$/);
      const board = await read(id);
      assert.deepEqual([board.event.state, board.event.cases, board.event.level], ['reported', 35, null]);
      assert.deepEqual(
        board.clocks.map(({ step, state }) => [step, state]),
        [
          ['detect', 'met'],
          ['notify', 'overdue'],
          ['respond', 'unknown'],
          ['report', 'overdue'],
        ],
      );
      assert.deepEqual([board.proposal?.level, board.proposal?.applies[0]?.rule], ['IV', 'iv-food']);
      assert.deepEqual(
        board.log.map(({ kind }) => kind),
        ['opened', 'reported'],
      );
      const { rows } = await pool.query("select payload from events.outbox where type = 'emergency.event-opened'");
      assert.deepEqual(rows, [{ payload: { id } }]);
    },
  );

  await t.test(
    'reports follow one another and none overwrites another; the database refuses to change them, the log and gradings',
    async () => {
      const [event] = (await get('/events')).json<EventList>().items;
      assert.ok(event);
      const report = { kind: 'progress', asOf: ago(0.5), ...counts, cases: 101, deaths: 1 };
      const board = await act(event.id, '/reports', report);
      assert.deepEqual(
        board.reports.map(({ number, cases }) => [number, cases]),
        [
          [1, 35],
          [2, 101],
        ],
      );
      assert.deepEqual([board.event.cases, board.proposal?.level], [101, 'II']);
      assert.deepEqual(
        await codeOf(patch(`/events/${event.id}`, { version: 1, changes: { place: '别处' } })),
        [409, 'emergency.changed-meanwhile'],
        'who has not seen the report decides on nothing',
      );
      assert.deepEqual(await codeOf(post(`/events/${event.id}/reports`, { ...report, kind: 'initial' })), [
        422,
        'emergency.report-order',
      ]);
      assert.deepEqual(await codeOf(post(`/events/${event.id}/reports`, { ...report, deaths: 102 })), [
        422,
        'emergency.more-than-cases',
      ]);
      for (const statement of [
        'update emergency.report set cases = 1',
        'delete from emergency.log',
        'truncate emergency.log',
        'update emergency.log set at = at',
      ])
        await assert.rejects(pool.query(statement), /never changed or taken away/, statement);
    },
  );

  await t.test('a level is decided by people, with a reason; what is raised and lowered stays in the history', async () => {
    const { id } = await open();
    const grade = (level: string | null, version: number, more = {}) =>
      post(`/events/${id}/gradings`, { level, reason: '会商', version, ...more });
    assert.deepEqual(await codeOf(grade('IV', 1)), [409, 'emergency.not-verified']);
    await act(id, '/moves', { to: 'verified', version: 1 });
    assert.deepEqual(await codeOf(grade('II', 2)), [422, 'emergency.order-missing']);
    assert.deepEqual(await codeOf(grade('IV', 1)), [409, 'emergency.changed-meanwhile']);
    assert.equal((await grade('IV', 2)).statusCode, 200);
    assert.equal((await grade('II', 3, { order: '省卫健发〔2026〕1号' })).statusCode, 200);
    assert.deepEqual(await codeOf(grade('III', 4)), [422, 'emergency.order-missing']);
    const board = (await grade('III', 4, { order: '省卫健发〔2026〕2号' })).json<Board>();
    assert.deepEqual(
      board.gradings.map(({ before, level, direction, proposed }) => [before, level, direction, proposed]),
      [
        [null, 'IV', 'first', 'IV'],
        ['IV', 'II', 'up', 'IV'],
        ['II', 'III', 'down', 'IV'],
      ],
    );
    await assert.rejects(pool.query('update emergency.grading set level = null'), /never changed/);
  });

  await t.test(
    'a county writes on its own events, not on those of others, and decides no level without the permission',
    async () => {
      const cdc = await officer();
      await pool.query("update access.account set area = '220221' where username = 'cdc'");
      assert.equal((await post('/events', aDraft(), cdc)).statusCode, 200);
      assert.deepEqual(await codeOf(post('/events', aDraft({ area: '220281' }), cdc)), [403, 'emergency.other-area']);
      const { id } = await open({ area: '220281' });
      assert.deepEqual(await codeOf(post(`/events/${id}/log`, { text: '到场' }, cdc)), [403, 'emergency.other-area']);
      assert.deepEqual(await codeOf(post(`/events/${id}/gradings`, { level: 'IV', reason: '会商', version: 1 }, cdc)), [
        403,
        'kernel.not-permitted',
      ]);
      assert.equal((await get(`/events/${id}`, undefined, cdc)).json<Board>().mayReport, false);
      const own = await open();
      await act(own.id, '/moves', { to: 'verified', version: 1 });
      assert.deepEqual((await get(`/events/${own.id}`, undefined, cdc)).json<Board>().moves, ['discarded', 'closed']);
      await act(own.id, '/gradings', { level: 'IV', reason: '会商', version: 2 });
      assert.deepEqual((await get(`/events/${own.id}`, undefined, cdc)).json<Board>().moves, []);
      const discard = { to: 'discarded', reason: '误报', version: 3 };
      assert.deepEqual(await codeOf(post(`/events/${own.id}/moves`, discard, cdc)), [403, 'emergency.graded-for-command']);
    },
  );

  await t.test('a level is proposed by what the latest report states: what an older one stated raises nothing', async () => {
    const { id } = await open({ kind: 'infectious', disease: 'cholera' });
    const report = (cases: number, countyWeekCases: number) =>
      act(id, '/reports', { kind: 'progress', asOf: ago(0.5), ...counts, cases, facts: { countyWeekCases, counties: 1 } });
    assert.equal((await report(40, 31)).proposal?.level, 'II');
    assert.equal((await report(8, 4)).proposal?.level, 'IV');
  });

  await t.test('a county starts and ends no response above level IV, and closes no event above it', async () => {
    const { id } = await open();
    await act(id, '/moves', { to: 'verified', version: 1 });
    await act(id, '/gradings', { level: 'III', reason: '会商', version: 2 });
    const levelsOf = async () => {
      const { mayGrade, mayRespond, mayCommand } = await read(id);
      return [mayGrade, mayRespond, mayCommand];
    };
    assert.deepEqual(await levelsOf(), [['I', 'II', 'III', 'IV'], true, true]);
    await pool.query("update access.account set area = '220221' where username = 'planner'");
    assert.deepEqual(await levelsOf(), [[], false, true], 'the board offers what the server would not refuse');
    const refused = [403, 'emergency.level-for-city'];
    assert.deepEqual(await codeOf(post(`/events/${id}/responses`, { plan: 'poisoning', version: 3 })), refused);
    assert.deepEqual(await codeOf(post(`/events/${id}/moves`, { to: 'discarded', reason: '误报', version: 3 })), refused);
    await pool.query("update access.account set area = null where username = 'planner'");
    const { plan } = await act(id, '/responses', { plan: 'poisoning', version: 3 });
    await pool.query("update access.account set area = '220221' where username = 'planner'");
    const met = (plan?.termination ?? []).map((one) => one.id);
    assert.deepEqual(await codeOf(post(`/events/${id}/responses/end`, { met, reason: '评估', version: 4 })), refused);
    await pool.query("update access.account set area = null where username = 'planner'");
  });

  await t.test('times and places are completed later; whoever saw an older version is told so', async () => {
    const { id } = await open();
    const moved = await patch(`/events/${id}`, { version: 1, changes: { place: '学校食堂', times: { notifiedAt: ago(2) } } });
    assert.deepEqual([moved.json<Board>().event.place, moved.json<Board>().event.version], ['学校食堂', 2]);
    assert.deepEqual(await codeOf(patch(`/events/${id}`, { version: 1, changes: { place: null } })), [
      409,
      'emergency.changed-meanwhile',
    ]);
    const wrong = { version: 2, changes: { times: { respondedAt: ago(3) } } };
    assert.deepEqual(await codeOf(patch(`/events/${id}`, wrong)), [422, 'emergency.times-reversed']);
    const told = moved.json<Board>().log.at(-1);
    assert.match(told?.text?.zh ?? '', /^地点 .* → 学校食堂；报告 — → /, 'the log says what stood there before');
    const same = await patch(`/events/${id}`, { version: 2, changes: { place: '学校食堂' } });
    assert.deepEqual([same.json<Board>().event.version, same.json<Board>().log.length], [2, moved.json<Board>().log.length]);
  });

  await t.test('the log is read whole, page by page, from the newest line to the first', async () => {
    const { id } = await open();
    for (const text of ['一', '二', '三']) await act(id, '/log', { text });
    const page = async (query: string) => (await get(`/events/${id}/log?${query}`)).json<LogPage>().items.map(({ n }) => n);
    assert.deepEqual([await page('limit=2'), await page('limit=2&before=4'), await page('before=2')], [[4, 5], [2, 3], [1]]);
    assert.equal((await get(`/events/${id}/log?before=0`)).statusCode, 400);
    assert.equal((await get('/events/7d9a3c52-2f0e-4f83-9f33-6c1b7a3c1f10/log')).statusCode, 404);
  });

  await t.test('a warning opens one event, however often it is handed over', async () => {
    let made = 0;
    const id = () => {
      made += 1;
      return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
    };
    const opening = { by: { id: 'system', name: 'Songhua' }, now: new Date(), newId: id };
    const handOver = () =>
      withTx(pool, 'write', (tx) => openEventFromWarning(tx, { ...aDraft({ title: '多点预警' }), warning: 'w-17' }, opening));
    const [one, two] = [await handOver(), await handOver()];
    assert.ok(one.ok && two.ok);
    assert.deepEqual([one.value.isNew, two.value.isNew, one.value.id === two.value.id], [true, false, true]);
    assert.deepEqual((await read(one.value.id)).event.source, { kind: 'warning', warning: 'w-17' });
  });

  await t.test('the list narrows by state, kind, level, area and words, and counts what waits', async () => {
    const total = async (query: string) => (await get(`/events?${query}`)).json<EventList>().total;
    const all = (await get('/events')).json<EventList>();
    assert.equal(all.counts.active, all.total);
    assert.deepEqual(
      (await get('/events?limit=1')).json<EventList>().active.map(({ area, count }) => [area, count]),
      [
        ['220221', all.total - 1],
        ['220281', 1],
      ],
      'the map counts every page',
    );
    assert.ok(all.counts.ungraded > 0);
    assert.deepEqual([await total('level=III'), await total('area=220281'), await total('kind=nosocomial')], [2, 1, 0]);
    assert.equal(await total('area=220200'), all.total);
    assert.equal(await total(`q=${encodeURIComponent('多点')}`), 1);
    assert.equal(await total('q=%25'), 0, 'a percent sign is a percent sign');
    assert.equal(await total('state=closed'), 0);
    const file = await get('/export?level=III');
    assert.equal(file.body.split('\r\n').filter(Boolean).length, 3, 'the head and the two events of level III');
    assert.match(file.body, /较大（Ⅲ级）/);
    assert.equal((await get('/export?format=pdf')).statusCode, 400);
  });

  await t.test('a new edition of the rules is followed from its day on, and the older one stays', async () => {
    const { current } = (await get('/rules')).json<RuleSets>();
    assert.ok(current);
    assert.deepEqual([current.version, current.verified], [1, false]);
    const { version: _, at: __, by: ___, ...body } = current;
    assert.equal((await post('/rules', { ...body, from: '2199-01-01' }, viewer)).statusCode, 403);
    assert.equal((await post('/rules', { ...body, from: '2199-01-01' })).json<RuleSets>().current?.version, 1);
    const now = (
      await post('/rules', { ...body, from: '2026-01-01', rules: body.rules.filter(({ id }) => id !== 'iv-food') })
    ).json<RuleSets>();
    assert.deepEqual([now.current?.version, now.items.length], [3, 3]);
    const inForce = (day: string) => withTx(pool, 'read', (tx) => currentRules(tx, day));
    assert.deepEqual([(await inForce('2198-12-31'))?.version, (await inForce('2199-01-01'))?.version], [3, 2]);
    const { id } = await open();
    assert.equal((await read(id)).proposal?.level, null);
    assert.equal((await post('/rules', { ...body, rules: [] })).statusCode, 400);
    assert.equal((await post('/rules', { ...body, source: 'a\0b' })).statusCode, 400);
    assert.equal((await get('/events?q=%00')).statusCode, 400);
  });

  await t.test(
    'where the cases are comes from the line list, else from reported cases of the disease the event names, else is not known',
    async () => {
      const { id } = await open();
      const map = async (event = id) => (await get(`/events/${event}/cases`)).json<CaseMap>();
      assert.deepEqual([(await map()).source, (await map()).total], ['none', 0]);
      const named = await open({ kind: 'infectious', agent: ' 霍乱 ' });
      const reported = await map(named.id);
      assert.deepEqual([reported.source, reported.disease?.zh, reported.total], ['reported', '霍乱', 0]);
      await pool.query(
        `with o as (insert into investigation.outbreak (id, title, disease, event, area, shared, state, follow_days, incubation_least,
           incubation_most, last_serial, opened_at, opened_by, version)
         values (gen_random_uuid(), 'x', 'cholera', $1, '220221', '{}', 'open', 5, 1, 5, 3, now(), 'x', 1) returning id)
       insert into investigation.person (investigation, id, serial, county, reported, outcome, classification, classified_kind, classified_by,
           classified_at, created, author, version)
       select o.id, gen_random_uuid(), n, case when n < 3 then '220221' end, current_date, 'ill', case when n = 4 then 'excluded' else 'confirmed' end,
              'person', 'x', now(), now(), 'x', 1 from o, generate_series(1, 4) as n`,
        [id],
      );
      const { source, total, elsewhere, counties } = await map();
      assert.deepEqual([source, total, elsewhere, counties], ['line-list', 3, 1, [{ area: '220221', cases: 2 }]]);
      assert.deepEqual(await codeOf(get('/events/7d9a3c52-2f0e-4f83-9f33-6c1b7a3c1f10/cases')), [404, 'emergency.unknown-event']);
      await pool.query("update emergency.event set state = 'closed' where id = any($1)", [[id, named.id]]);
    },
  );
});
