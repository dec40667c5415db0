import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import type {
  CountFileResult,
  CsvDetected,
  NightOrdered,
  NightsAndSettings,
  RetuneAnswer,
  SeriesView,
  SettingsView,
  WarningDetail,
  WarningList,
} from './contract.ts';
import { carryNight, judgeNext, takeNight } from './detect/keep-judging.ts';
import { openSurveillance } from './fixtures/open-surveillance.ts';
import { detectNightly } from './jobs/detect-nightly.ts';
import { noteProgress } from './store/night-orders.ts';
import { noteOverdue } from './store/overdue.ts';

const dayMs = 86_400_000;
const night = '2026-03-01';
let moment = new Date('2026-03-01T18:00:00Z');
const clock = () => moment;
const later = (ms: number): void => {
  moment = new Date(moment.getTime() + ms);
};

test('a night of detection', async (t) => {
  const { app, pool, program, post, get, good, list, codeOf, county } = await openSurveillance(t);
  const { records } = app.server;
  /** Counts of 200 days up to 2026-03-01, a dozen a day, then many more on the last four. */
  const counts = (channel: string, subject: string) =>
    Array.from({ length: 200 }, (_, at) => ({
      day: new Date(Date.UTC(2026, 2, 1) - (199 - at) * dayMs).toISOString().slice(0, 10),
      ...{ area: '220221', channel, subject },
      count: at > 195 ? 90 : 10 + ((at * 7) % 5),
    }));
  const send = (source: string, items: object[]) => good(post('/counts', { source, items }, program));
  await send('wards', counts('syndromes', 'syn-ili'));
  await send('sewage', counts('sewage', 'influenza'));
  await send('schools', counts('community', 'syn-ili'));
  const means = { pool, records, clock, newId: randomUUID, signal: new AbortController().signal, tell: () => {} };
  const order = (day = night) => good<NightOrdered>(post('/detection/nights', { day }));
  const orderAt = (id: string) => good<NightOrdered>(get(`/detection/orders/${id}`));
  const carry = async (threads: number) => {
    await order();
    const taken = await takeNight(means, 'test');
    assert.ok(taken);
    return carryNight(means, taken, 'test', { threads });
  };
  const judged = async () =>
    (await pool.query('select * from surveillance.judgement order by channel, subject, area, town, method, step')).rows;

  await t.test('is ordered, carried out beside, and alarms become signals and together a warning', async () => {
    const ordered = await order();
    assert.deepEqual([ordered.day, ordered.state, ordered.stage, ordered.tries], [night, 'waiting', null, 0]);
    assert.equal(await judgeNext(means, 'test'), true);
    assert.equal(await judgeNext(means, 'test'), false, 'nothing waits any more');
    const done = await orderAt(ordered.id);
    assert.deepEqual(
      [done.state, done.failure, done.stages.map(({ stage }) => stage)],
      ['done', null, ['place', 'rules', 'read', 'judge', 'write']],
    );
    const { items: nights, orders } = await good<NightsAndSettings>(get('/detection/nights'));
    assert.ok(nights[0]?.day === night && nights[0].judgements > 10, JSON.stringify(nights));
    assert.deepEqual(orders, [done]);
    const { items } = await list('?state=open');
    assert.deepEqual([...new Set(items.map(({ channel }) => channel))].sort(), ['community', 'sewage', 'syndromes']);
    const { rows } = await pool.query('select level, state, speaking, subject from surveillance.warning');
    assert.deepEqual(rows, [{ level: 'red', state: 'new', speaking: 3, subject: 'syn-ili' }]);
    const told = await pool.query(
      `select payload->>'state' as state, payload->>'stage' as stage from events.outbox where type = 'surveillance.night-changed' order by seq`,
    );
    assert.deepEqual(
      [told.rows[0], told.rows.at(-1)],
      [
        { state: 'waiting', stage: null },
        { state: 'done', stage: 'write' },
      ],
    );
  });

  await t.test('judged again, by one thread, says the same once', async () => {
    const before = await judged();
    const again = await carry(1);
    assert.deepEqual([again?.signals, again?.warnings], [0, 0]);
    assert.deepEqual(await judged(), before);
  });

  await t.test('is ordered once, however many order it at once, and by whoever answers for the city', async () => {
    const asked = await Promise.all(Array.from({ length: 4 }, () => codeOf(post('/detection/nights', { day: night }))));
    assert.deepEqual(asked.filter(([status]) => status === 200).length, 1);
    assert.equal(asked.filter(([, code]) => code === 'surveillance.night-under-way').length, 3);
    assert.deepEqual(await codeOf(post('/detection/nights', { day: night }, await county())), [403, 'surveillance.other-area']);
    assert.deepEqual(await codeOf(post('/detection/nights', { day: '2026-02-30' })), [400, 'kernel.invalid-input']);
    assert.deepEqual(await codeOf(post('/detection/nights', { day: '2099-01-01' })), [422, 'surveillance.day-ahead']);
    assert.deepEqual(await codeOf(get(`/detection/orders/${randomUUID()}`)), [404, 'surveillance.unknown-order']);
  });

  await t.test(
    'whose process died is done by the next after its lease, and what the first still says counts nothing',
    async () => {
      const first = await takeNight(means, 'dead');
      assert.ok(first);
      assert.equal(await takeNight(means, 'next'), null, 'its lease holds');
      later(60_000);
      const second = await takeNight(means, 'next');
      assert.deepEqual([second?.id, second?.tries], [first.id, 2]);
      const said = { stage: 'judge' as const, done: 1, total: 2, stages: [] };
      const lease = { holder: 'dead', until: clock() };
      assert.equal(await withTx(pool, 'write', (tx) => noteProgress(tx, first.id, lease, said, clock())), false);
      const before = await judged();
      assert.equal(await carryNight(means, first, 'dead'), null, 'it writes nothing');
      assert.equal((await orderAt(first.id)).state, 'running');
      assert.ok(await carryNight(means, first, 'next'));
      assert.deepEqual(await judged(), before);
    },
  );

  await t.test('is let go when its process stops, and given up when three died over it', async () => {
    const { id } = await order();
    const stopped = { ...means, signal: AbortSignal.abort(new Error('the process stops')) };
    assert.equal(await judgeNext(stopped, 'stopping'), true);
    assert.deepEqual([(await orderAt(id)).state, (await orderAt(id)).tries], ['waiting', 0]);
    for (const holder of ['a', 'b', 'c']) {
      assert.ok(await takeNight(means, holder));
      later(60_000);
    }
    assert.equal(await takeNight(means, 'd'), null);
    const { state, failure, tries } = await orderAt(id);
    assert.deepEqual([state, tries], ['failed', 3]);
    assert.match(failure?.en ?? '', /several times/);
  });

  await t.test('is ordered by the clock once for yesterday, and again an hour after it failed', async () => {
    const run = () => withTx(pool, 'write', (tx) => detectNightly.run(tx, { now: clock(), records, newId: randomUUID }));
    const ordered = async () =>
      (
        await pool.query<{ n: number }>(
          `select count(*)::int as n from surveillance.night_order where day = '2026-03-02' and by_name is null`,
        )
      ).rows[0]?.n;
    later(dayMs);
    await run();
    await run();
    assert.equal(await ordered(), 1);
    await pool.query(`update surveillance.night_order set state = 'failed', ended_at = $1 where day = '2026-03-02'`, [clock()]);
    await run();
    assert.equal(await ordered(), 1);
    later(3_700_000);
    await run();
    assert.equal(await ordered(), 2);
    assert.equal(await judgeNext(means, 'test'), true);
    later(1000);
    await run();
    assert.equal(await ordered(), 2, 'it is judged');
  });
});

test('a warning is answered, and a series somebody brings is judged, through HTTP', async (t) => {
  const { app, officer, pool, post, put: write, get, good, codeOf, county, viewer, program } = await openSurveillance(t);
  const id = randomUUID();
  await pool.query(
    `insert into surveillance.warning (id, area, subject, level, state, first_day, last_day, speaking, p, immediate, thresholds, content,
       raised_at, due_at, version) values ($1, '220221', 'syn-ili', 'orange', 'new', '2026-03-01', '2026-03-01', 2, 1e-6, false, 1,
       '{"channels":[],"silent":[],"why":[]}', '2026-03-01T18:00:00Z', '2026-03-01T20:00:00Z', 1)`,
    [id],
  );
  const act = (body: object) => post(`/warnings/${id}/moves`, body);
  const verdict = { kind: 'verdict', outcome: 'true', reason: '现场核实' };

  await t.test('from warning to verified to event, each step by whoever saw the last change', async () => {
    assert.deepEqual(await codeOf(act({ kind: 'event', title: 'x', version: 1 })), [409, 'surveillance.warning-answered']);
    assert.deepEqual(await codeOf(act({ ...verdict, version: 7 })), [409, 'surveillance.changed-meanwhile']);
    assert.deepEqual(await codeOf(post(`/warnings/${id}/moves`, { ...verdict, version: 1 }, await viewer())), [
      403,
      'kernel.not-permitted',
    ]);
    const verified = await good<WarningDetail>(act({ ...verdict, version: 1 }));
    assert.equal(verified.warning.state, 'verified');
    const opened = await good<WarningDetail>(
      act({ kind: 'event', title: '永吉县流感样病例聚集', version: verified.warning.version }),
    );
    assert.match(opened.warning.event?.number ?? '', /^220221-/);
    assert.deepEqual(
      opened.steps.map(({ kind }) => kind),
      ['verdict-true', 'event-opened'],
    );
    const listed = await good<WarningList>(get('/warnings?state=event'));
    assert.deepEqual([listed.total, listed.items[0]?.id], [1, id]);
  });

  await t.test('what nobody answers in time is noted once for each clock, and stands first', async () => {
    const late = async (hour: number) => withTx(pool, 'write', (tx) => noteOverdue(tx, new Date(Date.UTC(2026, 2, 2, hour))));
    const other = randomUUID();
    await pool.query(
      `insert into surveillance.warning (id, area, subject, level, state, first_day, last_day, speaking, p, immediate, thresholds, content,
         raised_at, due_at, version)
       select n.id, '220202', 'mumps', n.level, 'new', '2026-03-01', '2026-03-01', 1, 0.5, false, 1, '{"channels":[],"silent":[],"why":[]}',
         '2026-03-01T18:00:00Z', n.due, 1
         from (values ($1::uuid, 'blue', '2026-03-02T01:00:00Z'::timestamptz), ($2, 'red', '2026-03-02T09:00:00Z')) as n (id, level, due)`,
      [other, randomUUID()],
    );
    assert.deepEqual([await late(0), await late(2), await late(3)], [0, 1, 0]);
    const listed = await good<WarningList>(get('/warnings?state=open'));
    assert.deepEqual([listed.overdue, listed.items[0]?.id, listed.items[0]?.overdueAt], [1, other, '2026-03-02T02:00:00.000Z']);
    assert.deepEqual((await good<WarningList>(get('/warnings?state=overdue'))).items.length, 1);
    // Its clock begins anew when it gets worse.
    await pool.query(`update surveillance.warning set due_at = '2026-03-02T05:00:00Z' where id = $1`, [other]);
    assert.deepEqual([(await good<WarningList>(get('/warnings?state=overdue'))).total, await late(6), await late(7)], [0, 1, 0]);
    const { steps } = await good<WarningDetail>(get(`/warnings/${other}`));
    assert.deepEqual(
      steps.map(({ kind }) => kind),
      ['overdue', 'overdue'],
    );
    const { rows } = await pool.query(`select count(*)::int as n from events.outbox where type = 'surveillance.overdue'`);
    assert.deepEqual(rows, [{ n: 2 }]);
  });

  await t.test('its three products are written in both languages', async () => {
    for (const kind of ['public', 'bulletin', 'advice']) {
      const zh = await good<{ title: string }>(get(`/warnings/${id}/products/${kind}?lang=zh`));
      assert.match(zh.title, /流感样病例|Influenza/);
      const file = await get(`/warnings/${id}/products/${kind}/document?lang=en`);
      assert.deepEqual([file.statusCode, file.rawPayload.subarray(0, 2).toString()], [200, 'PK']);
    }
  });

  await t.test('a county neither sees another county’s warnings nor sets how the city is judged', async () => {
    const headers = await county();
    assert.deepEqual(await codeOf(post('/detection/thresholds', {}, headers)), [403, 'surveillance.other-area']);
  });

  await t.test('any CSV by any method, with its faults by line, and a script for R', async () => {
    const lines = Array.from({ length: 120 }, (_, at) => {
      const day = new Date(Date.UTC(2023, 0, 2) + at * 7 * dayMs).toISOString().slice(0, 10);
      return `${day},${at === 119 ? 60 : 5 + (at % 4)}`;
    });
    const csv = ['date,count', ...lines].join('\n');
    const found = await good<CsvDetected>(post('/detection', { csv, method: 'earsC1' }));
    assert.deepEqual([found.step, found.rows.at(-1)?.alarm], ['week', true]);
    assert.match(found.r ?? '', /earsC\(series/);
    const wrong = await post('/detection', { csv: 'date,count\n2026-02-30,x', method: 'earsC1', parameters: { alpha: 7 } });
    assert.deepEqual([wrong.statusCode, wrong.json().code], [422, 'surveillance.detection-faulty']);
    assert.deepEqual(await codeOf(post('/detection', { csv, method: 'nothing' })), [422, 'surveillance.detection-faulty']);
  });

  await t.test('a stored series is read with its bounds, each place for those who see it, and runs alone in R', async () => {
    await good(
      post(
        '/counts',
        {
          source: 'wards',
          items: Array.from({ length: 200 }, (_, at) => ({
            day: new Date(Date.UTC(2025, 6, 1) + at * dayMs).toISOString().slice(0, 10),
            ...{ area: at % 2 ? '220221' : '220202', channel: 'syndromes', subject: 'syn-ili', count: at > 195 ? 90 : 10 },
          })),
        },
        program,
      ),
    );
    const about = 'channel=syndromes&subject=syn-ili&until=2026-01-18';
    const city = await good<SeriesView>(get(`/series?${about}&method=earsC2`));
    assert.deepEqual([city.counts, city.judging, city.points.at(-1)?.from], ['2025-07-01', 'done', '2026-01-12']);
    assert.deepEqual([city.points.at(-2)?.count, city.points.at(-1)?.count], [70, 370]);
    assert.deepEqual(
      city.points.filter(({ alarm }) => alarm).map(({ from }) => from),
      ['2026-01-12'],
    );
    assert.match(city.r ?? '', /read\.csv\(text = "date,count\\n2025-07-07,70/);
    const one = await good<SeriesView>(get(`/series?${about}&area=220221&step=day&method=none`));
    assert.deepEqual([one.judging, one.points.length, one.points.at(-3)?.count], ['none', 120, 90]);
    const headers = await county();
    const ask = (query: string) => get(`/series?${query}`, undefined, headers);
    assert.deepEqual(await codeOf(ask(`${about}&area=220221`)), [403, 'surveillance.other-area']);
    assert.deepEqual(await codeOf(ask(`${about}&area=220200`)), [403, 'surveillance.other-area']);
    assert.equal((await good<SeriesView>(ask(about))).area, '220202');
    for (const [query, code] of [
      ['from=2026-02-01&until=2026-01-01', 'surveillance.period-reversed'],
      ['from=1900-01-01&until=2100-12-31&step=day', 'surveillance.period-reversed'],
      ['subject=nothing', 'surveillance.unknown-subject'],
      ['area=999999', 'surveillance.unknown-area'],
      [`${about}&method=nothing`, 'surveillance.detection-faulty'],
    ])
      assert.equal((await codeOf(get(`/series?${query}`)))[1], code, query);
    const none = await good<SeriesView>(get('/series'));
    assert.deepEqual([none.counts, none.judging, none.points], [null, 'empty', []]);
  });

  await t.test('a file of historic counts is taken whole or not at all, once, and undone whole', async () => {
    const send = (lines: readonly string[], take: boolean, headers = officer) =>
      app.server.app.inject({
        ...{
          method: 'POST',
          url: `/api/surveillance/counts/files?take=${take}&name=h.csv`,
          payload: ['channel,subject,area,town,day,count', ...lines].join('\n'),
        },
        headers: { ...headers, 'content-type': 'application/octet-stream' },
      });
    const bad = [
      'syndromes,syn-rash,220221,,2024-02-30,1',
      '症候群,发热伴出疹,220221,,2024-02-01,-1',
      'sewage,nothing,999999,,2024-02-01,1',
    ];
    const seen = (await send(bad, false)).json<CountFileResult>();
    assert.deepEqual(
      seen.faults.map(({ line, field }) => [line, field]),
      [
        [2, 'day'],
        [3, 'channel'],
        [3, 'count'],
        [4, 'subject'],
      ],
    );
    const day = (at: number) => new Date(Date.UTC(2024, 0, 1) + at * dayMs).toISOString().slice(0, 10);
    const good2024 = Array.from({ length: 60 }, (_, at) => `syndromes,发热伴出疹,220221,,${day(at)},3`);
    assert.equal((await send([...good2024, bad[0] ?? ''], true)).json().code, 'surveillance.file-faulty');
    assert.equal((await send(good2024, true, await county())).statusCode, 422, 'another county’s');
    const taken = (await send(good2024, true)).json<CountFileResult>();
    assert.deepEqual([taken.taken, taken.rows, taken.groups[0]?.total], [true, 60, 180]);
    const again = (await send(good2024.slice(0, 2), false)).json<CountFileResult>();
    assert.deepEqual(
      again.faults.map(({ line, rule }) => [line, rule]),
      [
        [2, 'known'],
        [3, 'known'],
      ],
    );
    const read = () =>
      good<SeriesView>(
        get('/series?channel=syndromes&subject=syn-rash&area=220221&step=day&method=none&from=2024-01-01&until=2024-02-29'),
      );
    const sum = ({ points }: SeriesView) => points.reduce((all, { count }) => all + count, 0);
    assert.equal(sum(await read()), 180);
    assert.deepEqual(await codeOf(post(`/counts/files/${taken.id}/undo`, undefined, await county())), [
      403,
      'surveillance.other-area',
    ]);
    assert.equal((await post(`/counts/files/${taken.id}/undo`)).statusCode, 200);
    assert.deepEqual(await codeOf(post(`/counts/files/${taken.id}/undo`)), [409, 'surveillance.count-file-undone']);
    assert.equal(sum(await read()), 0);
    assert.equal((await send(good2024, false)).json<CountFileResult>().faulty, 0);
  });

  await t.test(
    'settings that no method understands are refused; good ones are kept, and nobody overwrites unseen what another set',
    async () => {
      const read = () => good<SettingsView>(get('/detection/settings'));
      const { settings, version } = await read();
      const put = (to: object, seen = version) => write('/detection/settings', { version: seen, to });
      const odd = { ...settings, methods: [{ method: 'farringtonFlexible', step: 'week', parameters: { colour: 3 } }] };
      assert.deepEqual(await codeOf(put(odd)), [422, 'surveillance.detection-faulty']);
      const turned = { ...settings, exclude: [{ from: '2022-01-01', until: '2021-01-01' }] };
      assert.deepEqual(await codeOf(put(turned)), [422, 'surveillance.detection-faulty']);
      assert.equal((await good<SettingsView>(put(settings))).version, 1, 'the same again is no new version');
      const to = { ...settings, hour: 4 };
      assert.equal((await good<SettingsView>(put(to))).version, 2);
      const late = await put({ ...settings, hour: 5 });
      assert.deepEqual([late.statusCode, late.json().code], [409, 'surveillance.changed-meanwhile']);
      assert.match(late.body, /版本 2.*看到的是 1/);
      assert.equal((await good<NightsAndSettings>(get('/detection/nights'))).settings.hour, 4);
      const racing = await Promise.all([put({ ...to, hour: 6 }, 2), put({ ...to, hour: 7 }, 2)]);
      assert.deepEqual(racing.map(({ statusCode }) => statusCode).sort(), [200, 409]);
      const { history } = await read();
      assert.deepEqual(
        history.map((one) => [one.version, one.by === null]),
        [
          [3, false],
          [2, false],
          [1, true],
        ],
      );
      await assert.rejects(pool.query('update surveillance.settings_version set version = 9'), /never changed/);
    },
  );

  await t.test(
    'thresholds are retuned once however many ask, after a look at what would come of it, and an older set holds again',
    async () => {
      const few = await good<RetuneAnswer>(post('/detection/thresholds', {}));
      assert.deepEqual([few.outcome, few.written], ['too-few', false]);
      await pool.query(
        `insert into surveillance.warning (id, area, subject, level, state, first_day, last_day, speaking, p, immediate, thresholds, content,
         raised_at, due_at, answered_at, outcome, version)
       select gen_random_uuid(), '220221', 'mumps', 'blue', 'closed', '2026-01-01', '2026-01-01', 1, case when n < 5 then 1e-9 else 5e-4 end, false, 1,
         '{"channels":[],"silent":[],"why":[]}', '2026-01-01T18:00:00Z', '2026-01-02T18:00:00Z', '2026-01-02T08:00:00Z',
         case when n < 5 then 'true' else 'false' end, 2 from generate_series(1, 14) as n`,
      );
      const ask = { keepTrue: 1, falseBudget: 0, fewestVerdicts: 10, version: 1 };
      const seen = await good<RetuneAnswer>(post('/detection/thresholds', { ...ask, preview: true }));
      assert.deepEqual([seen.outcome, seen.written, seen.before.warnedFalse, seen.after.warnedFalse], ['met', false, 10, 0]);
      assert.equal((await good<SettingsView>(get('/detection/settings'))).thresholds.length, 1);
      const all = await Promise.all([1, 2, 3].map(() => post('/detection/thresholds', ask)));
      assert.deepEqual(all.map(({ statusCode }) => statusCode).sort(), [200, 409, 409]);
      const restored = await good<SettingsView>(post('/detection/thresholds/restore', { version: 2, to: 1 }));
      assert.deepEqual(
        restored.thresholds.map(({ version, verified }) => [version, verified]),
        [
          [3, false],
          [2, false],
          [1, false],
        ],
      );
      assert.deepEqual(restored.thresholds[0]?.limits, restored.thresholds[2]?.limits);
      assert.equal((await good<SettingsView>(post('/detection/thresholds/restore', { version: 3, to: 1 }))).thresholds.length, 3);
      assert.deepEqual(await codeOf(post('/detection/thresholds/restore', { version: 3, to: 9 })), [
        404,
        'surveillance.unknown-version',
      ]);
    },
  );
});
