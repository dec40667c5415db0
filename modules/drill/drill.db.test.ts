import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import type { DrillOverview, DrillPlanList, DrillReport, Run } from './contract.ts';
import { noteHappened } from './events/note-happened.ts';
import { playInjects } from './events/play-injects.ts';
import { openDrill } from './fixtures/open-drill.ts';

const minute = 60_000;

test('a drill is played by its script, its course noted and judged, through HTTP', async (t) => {
  const { pool, records, planner, viewer, get, post, codeOf, prepare, openEvent } = await openDrill(t);
  const start = { script: 'respiratory-outbreak', participants: '市疾控、市中心医院', speed: 24, houses: ['h-2'] };

  await t.test('a house that is not set apart for drills starts none, and nobody without the permission', async () => {
    assert.deepEqual(await codeOf(post('/runs', start)), [409, 'drill.not-a-drill-house']);
    assert.equal((await get('/overview')).json<DrillOverview>().house, false);
    assert.deepEqual(await prepare('production'), 2);
    assert.equal((await get('/overview')).json<DrillOverview>().house, false, 'production is never set apart');
    assert.deepEqual(await prepare('demo'), 0);
    assert.equal((await get('/overview')).json<DrillOverview>().house, true);
    assert.equal((await post('/runs', start, viewer)).statusCode, 403);
    assert.deepEqual(await codeOf(post('/runs', { ...start, script: 'nothing' })), [404, 'drill.unknown-script']);
    assert.equal((await post('/runs', { ...start, speed: 0 })).statusCode, 400);
    assert.equal((await post('/runs', { ...start, houses: ['h\0'] })).statusCode, 400);
    assert.deepEqual(await codeOf(post('/runs', { ...start, houses: ['h-9'] })), [422, 'drill.unknown-institution']);
  });

  const begun = (await post('/runs', start)).json<Run>();
  const startedAt = Date.parse(begun.startedAt);
  const wall = (hours: number) => new Date(startedAt + (hours / 24) * 60 * minute);
  const play = (hours: number) =>
    withTx(pool, 'write', (tx) => playInjects.run(tx, { now: wall(hours), records, newId: randomUUID }));
  const read = async () => (await get(`/runs/${begun.id}`)).json<Run>();
  /** Writes so many contacts onto the list of an investigation at a moment: its id. */
  const listContacts = async (count: number, at: Date, outbreak: string = randomUUID()): Promise<string> => {
    await pool.query(
      `insert into investigation.contact (investigation, id, kind, name, last_exposure, begins, until, next_due, state, symptoms, created,
         author, version)
       select $1, gen_random_uuid(), 'social', '演练', '2026-03-01', '2026-03-01', '2026-03-15', '2026-03-02', 'following', false, $2,
         '流调员', 1 from generate_series(1, $3)`,
      [outbreak, at, count],
    );
    return outbreak;
  };

  await t.test('two drills at once are refused; every page can say which one is under way', async () => {
    const said = (await get('/live')).json<{ house: boolean; run: { id: string } | null }>();
    assert.deepEqual([said.house, said.run?.id], [true, begun.id]);
    assert.deepEqual(await codeOf(post('/runs', start)), [409, 'drill.another-runs']);
  });

  await t.test('injects are played once each when their time has come: visits are ordinary records', async () => {
    await play(0.1);
    assert.deepEqual(
      (await read()).played.map(({ inject }) => inject),
      ['briefing'],
    );
    await play(0.6);
    await play(0.7);
    const { played } = await read();
    assert.deepEqual(
      played.map(({ inject }) => inject),
      ['briefing', 'first-visits'],
    );
    const found = await withTx(pool, 'read', (tx) => records.find(tx, 'Condition?code=U07.1', new Date()));
    assert.ok(found.ok);
    assert.equal(found.value.resources.length, 3);
    await play(4);
    await play(4.1);
    const { rows } = await pool.query('select channel, subject, observed::int as observed from surveillance.signal');
    assert.deepEqual(rows, [{ channel: 'sewage', subject: 'covid-19', observed: 12 }], 'another channel speaks once');
    const patients = await withTx(pool, 'read', (tx) => records.find(tx, 'Patient?organization=Organization/h-2', new Date()));
    assert.equal(patients.ok && patients.value.resources.length, 3, 'they come to the institution that takes part');
    assert.ok(found.value.resources.every(({ meta }) => meta.tag?.some(({ code }) => code === 'synthetic')));
  });

  await t.test('what the software and people do is noted once, with its time and who did it, and judged', async () => {
    const hear = async (type: string, id: string, at: Date, more: object = {}) => {
      const heard = noteHappened.find(({ event }) => event === type);
      assert.ok(heard);
      const told = { id: randomUUID(), type, payload: { id, ...more }, at, subject: `x/${id}` };
      await withTx(pool, 'write', (tx) => heard.handle(tx, told, records));
    };
    for (const card of ['a', 'b', 'c', 'c']) await hear('reporting.card-prepared', card, wall(1));
    const event = await openEvent();
    await hear('emergency.event-changed', event, new Date());
    const outbreak = await listContacts(2, wall(2));
    await hear('investigation.changed', outbreak, new Date());
    await listContacts(3, wall(3), outbreak);
    await hear('investigation.changed', outbreak, new Date());
    const conversion = { id: randomUUID(), state: 'ready', by: '护士长', said: { zh: '启用：完成', en: 'Open: done' } };
    for (const told of [{}, { conversion }, { conversion }])
      await hear('surge.changed', 'h-1', wall(3), { institution: 'h-1', ...told });
    const run = await read();
    const noted = run.happened.filter(({ milestone }) => milestone === 'contact-listed' || milestone === 'ward-ready');
    assert.deepEqual(
      noted.map(({ milestone, hours, by }) => [milestone, Math.round(hours), by]),
      [
        ...Array.from({ length: 2 }, () => ['contact-listed', 2, '流调员']),
        ...Array.from({ length: 3 }, () => ['contact-listed', 3, '流调员']),
        ['ward-ready', 3, '护士长'],
      ],
      'contacts and wards are milestones, each once',
    );
    const seen = run.happened.map(({ milestone }) => milestone);
    assert.equal(seen.filter((one) => one === 'card-prepared').length, 3);
    assert.ok(seen.includes('event-opened') && seen.includes('event-reported'));
    assert.equal(run.happened.find(({ milestone }) => milestone === 'event-opened')?.by, '示例规划员');
    const prepared = run.judged.find(({ id }) => id === 'prepared');
    assert.deepEqual([prepared?.state, run.judged.find(({ id }) => id === 'opened')?.state], ['met', 'waiting']);
  });

  await t.test('a halt stops its clock; ended, what was not done is missed and the report names it', async () => {
    const { version } = await read();
    assert.deepEqual(await codeOf(post(`/runs/${begun.id}/moves`, { to: 'paused', version: 9 })), [
      409,
      'drill.changed-meanwhile',
    ]);
    const halted = (await post(`/runs/${begun.id}/moves`, { to: 'paused', version })).json<Run>();
    await play(7);
    assert.equal((await read()).played.length, 3, 'nothing is played while it stands still');
    await post(`/runs/${begun.id}/remarks`, { kind: 'gap', text: '信息未及时通报学校' });
    const ended = (await post(`/runs/${begun.id}/moves`, { to: 'ended', version: halted.version })).json<Run>();
    assert.equal(ended.judged.find(({ id }) => id === 'reported')?.state, 'missed');
    assert.deepEqual(await codeOf(post(`/runs/${begun.id}/moves`, { to: 'running', version: ended.version })), [
      409,
      'drill.no-such-move',
    ]);
    const report = (await get(`/runs/${begun.id}/report`)).json<DrillReport>();
    assert.match(JSON.stringify(report), /超时或未做到：.*首诊医生报告 3 例.*信息未及时通报学校/);
    assert.match(JSON.stringify(report), /首诊医生报告 3 例：未做到/);
    const file = await get(`/runs/${begun.id}/report/document`);
    assert.deepEqual([file.statusCode, file.rawPayload.subarray(0, 2).toString()], [200, 'PK']);
    assert.equal((await post('/runs', start)).statusCode, 200, 'another may begin');
  });

  await t.test('drills are planned for the year by audience; what was said of one can be taken back', async () => {
    const empty = (await get('/plans?year=2027')).json<DrillPlanList>();
    assert.deepEqual(empty.without, ['managers', 'professionals', 'public']);
    const draft = { title: '鼠疫处置桌面推演', day: '2027-05-12', audience: 'managers', kind: 'tabletop', joint: '消防救援支队' };
    assert.equal((await post('/plans', draft, viewer)).statusCode, 403);
    assert.equal((await post('/plans', { ...draft, day: '0000-01-01' })).statusCode, 400);
    const [plan] = (await post('/plans', draft)).json<DrillPlanList>().items;
    assert.ok(plan);
    const say = (state: string, version: number) => post(`/plans/${plan.id}`, { state, version, note: null });
    const held = (await say('held', 1)).json<DrillPlanList>();
    assert.deepEqual([held.items[0]?.state, held.without], ['held', ['professionals', 'public']]);
    assert.deepEqual(await codeOf(say('planned', 1)), [409, 'drill.changed-meanwhile']);
    assert.equal((await say('planned', 2)).json<DrillPlanList>().items[0]?.state, 'planned');
    assert.deepEqual(await codeOf(post(`/plans/${randomUUID()}`, { state: 'held', version: 1 })), [404, 'drill.unknown-plan']);
  });

  assert.ok(planner);
});
