import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RecordStore, withTx } from '@songhua/kernel';
import type { City, ContinuityList, Facility, Forecast } from './contract.ts';
import { addDays, beijingDay } from './domain/days.ts';
import { proposeConversions } from './events/propose-conversions.ts';
import { aForecast, openSurge } from './fixtures/open-surge.ts';
import { forecastNext } from './forecasting/keep-forecasting.ts';
import { forget, project } from './store/stays.ts';

test('surge beds, through HTTP', async (t) => {
  const { app, pool, planner, viewer, get, post, put, remove, good, hospital, designate, addWard, codeOf } = await openSurge(t);
  const today = beijingDay(new Date());
  const rules = async (rule: string) => (await good<City>(get('/city'))).rules.find((one) => one.rule === rule);
  const read = () => good<Facility>(get(`/facilities/${hospital}`));

  await t.test('nobody asks without signing in; a viewer reads and decides nothing', async () => {
    assert.equal((await get('/city', undefined, {})).statusCode, 401);
    assert.equal((await get('/city', undefined, viewer)).statusCode, 200);
    const draft = { institution: hospital, kind: 'designated', reason: '文件' };
    assert.deepEqual(await codeOf(post('/facilities', draft, viewer)), [403, 'kernel.not-permitted']);
  });

  await t.test('what is no hospital, ward or conversion is refused, and what cannot be stored, too', async () => {
    const draft = { institution: 'nowhere', kind: 'designated', reason: '文件' };
    assert.deepEqual(await codeOf(post('/facilities', draft)), [404, 'surge.unknown-institution']);
    assert.deepEqual(await codeOf(get('/facilities/nowhere')), [404, 'surge.unknown-facility']);
    const id = '7d9a3c52-2f0e-4f83-9f33-6c1b7a3c1f10';
    const order = { reason: '演练', version: 1 };
    assert.deepEqual(await codeOf(post(`/wards/${id}/conversions`, order)), [404, 'surge.unknown-ward']);
    assert.deepEqual(await codeOf(post(`/conversions/${id}/moves`, { ...order, to: 'undone' })), [
      404,
      'surge.unknown-conversion',
    ]);
    assert.deepEqual(await codeOf(get(`/forecasts/${id}`)), [404, 'surge.unknown-forecast']);
    for (const wrong of [{ reason: 'a\0b' }, { kind: 'field' }, { institution: '../x' }])
      assert.equal((await post('/facilities', { ...draft, ...wrong })).statusCode, 400);
  });

  await t.test(
    'a ward converts step by step, its time is measured, and the share of intensive care turns from missed to met',
    async () => {
      await designate();
      await addWard({ name: '感染一病区', kind: 'infection', beds: 900, quick: true });
      await addWard({ name: '重症病区', kind: 'icu', beds: 60 });
      const ward = await addWard({ name: '可转换病区', kind: 'infection', beds: 50, to: 'icu' });
      assert.deepEqual([ward.now, ward.steps.length > 3, ward.evidence], ['infection', true, 'entered']);
      const before = await rules('designated-icu');
      assert.deepEqual([before?.state, before?.missing, before?.clause], ['missed', 41, '4.4.2-d']);
      assert.equal((await rules('designated-convertible'))?.missing, 92);
      assert.equal((await rules('designated-beds'))?.state, 'met');
      const order = `/wards/${ward.id}/conversions`;
      assert.deepEqual(await codeOf(post(order, { reason: '疫情', version: 9 })), [409, 'surge.changed-meanwhile']);
      let facility = await good<Facility>(post(order, { reason: '疫情', version: 1 }));
      assert.deepEqual(await codeOf(post(order, { reason: '疫情', version: 1 })), [409, 'surge.under-way']);
      const open = () => facility.wards.find(({ id }) => id === ward.id)?.conversion;
      const step = (kind: string, to: string, version = open()?.version) =>
        post(`/conversions/${open()?.id}/steps/${kind}`, { to, version });
      assert.deepEqual(await codeOf(step('open', 'done')), [409, 'surge.step-too-early']);
      assert.deepEqual(await codeOf(step('clear', 'done', 7)), [409, 'surge.changed-meanwhile']);
      for (const kind of ['clear', 'disinfect', 'rebuild', 'staff', 'supplies', 'open']) {
        facility = await good<Facility>(step(kind, 'running'));
        facility = await good<Facility>(step(kind, 'done'));
      }
      assert.deepEqual([open()?.state, open()?.late], ['ready', false]);
      assert.deepEqual(
        [facility.wards.find(({ id }) => id === ward.id)?.now, facility.times.count, facility.times.inTime],
        ['icu', 1, 1],
      );
      assert.deepEqual([(await rules('designated-icu'))?.state, (await rules('designated-icu'))?.evidence], ['met', 'entered']);
      const { rows } = await pool.query(
        "select payload->'conversion'->>'state' as state from events.outbox where payload ? 'conversion'",
      );
      assert.deepEqual(
        rows.map(({ state }) => state),
        ['ordered', 'ready'],
        'that it was ordered and is ready is told to whoever listens',
      );
      const undone = await good<Facility>(
        post(`/conversions/${open()?.id}/moves`, { to: 'undone', reason: '疫情结束', version: open()?.version }),
      );
      assert.deepEqual([undone.wards.find(({ id }) => id === ward.id)?.now, undone.past[0]?.state], ['infection', 'undone']);
      assert.equal((await rules('designated-icu'))?.state, 'missed');
      assert.match(undone.log[0]?.text.zh ?? '', /恢复原用途：疫情结束/);
    },
  );

  await t.test('the log is only added to, whoever writes', async () => {
    await assert.rejects(pool.query('delete from surge.log'), /only added to/);
    await assert.rejects(pool.query("update surge.log set said = '{}'"), /only added to/);
  });

  await t.test(
    'protected care is not converted where its patients need it, nor where nobody has said what they need',
    async () => {
      const ward = await addWard({ name: '透析病区', kind: 'dialysis', beds: 30, to: 'infection' });
      const order = () => codeOf(post(`/wards/${ward.id}/conversions`, { reason: '疫情', version: 1 }));
      assert.deepEqual(await order(), [409, 'surge.protected-unknown']);
      const point = { group: 'dialysis', institution: hospital, patients: 60, needed: 20 };
      const list = await good<ContinuityList>(post('/continuity', point));
      assert.deepEqual([list.groups[0]?.state, list.groups[0]?.there], ['enough', 30]);
      assert.deepEqual(await order(), [409, 'surge.protected']);
      await addWard({ name: '透析二区', kind: 'dialysis', beds: 20 });
      assert.deepEqual(await order(), [200, undefined]);
      const [after] = (await good<ContinuityList>(get('/continuity'))).groups;
      assert.deepEqual([after?.there, after?.needed], [20, 20]);
      const id = after?.points[0]?.id;
      assert.equal((await remove(`/continuity/${id}`)).statusCode, 200);
      assert.deepEqual(await codeOf(remove(`/continuity/${id}`)), [404, 'surge.unknown-point']);
    },
  );

  await t.test(
    'what hospitals report stands beside what the records say, each with its day, and neither is added to the other',
    async () => {
      const ward = await addWard({ name: '记录病区', kind: 'infection', beds: 10, location: 'loc-1' });
      const report = (occupied: number, day = today) =>
        post('/occupancy', { institution: hospital, day, entries: [{ ward: ward.id, occupied }] });
      assert.equal((await report(7, addDays(today, -4))).statusCode, 200);
      const shown = async () => (await read()).wards.find(({ id }) => id === ward.id)?.occupancy;
      assert.deepEqual([(await shown())?.[0]?.occupied, (await shown())?.[0]?.age, (await shown())?.[0]?.stale], [7, 4, true]);
      assert.deepEqual(await codeOf(report(21)), [422, 'surge.more-than-beds']);
      const one = { ward: ward.id, occupied: 3 };
      assert.deepEqual(await codeOf(post('/occupancy', { institution: hospital, day: today, entries: [one, one] })), [
        422,
        'surge.ward-twice',
      ]);
      assert.deepEqual(await codeOf(report(5, addDays(today, 1))), [422, 'surge.day-ahead']);
      const file = (csv: string) => post('/occupancy/file', { institution: hospital, day: today, csv });
      const wrong = await file('病区,占用\n无此病区,3\n记录病区,三');
      assert.deepEqual([wrong.statusCode, wrong.json<{ errors: unknown[] }>().errors.length], [422, 2]);
      assert.equal((await file('病区,占用\n记录病区,6\n')).statusCode, 200);
      assert.equal((await shown())?.[0]?.occupied, 6);
      const visit = (id: string, status: string, versionId: string) => ({
        ...{
          resourceType: 'Encounter',
          id,
          status,
          class: { code: 'IMP' },
          meta: { versionId, lastUpdated: `${today}T00:00:00Z` },
        },
        location: [{ location: { reference: 'Location/loc-1' } }],
      });
      const write = (resources: Parameters<typeof project>[1]) => withTx(pool, 'write', (tx) => project(tx, resources));
      await write([visit('a', 'in-progress', '1'), visit('b', 'in-progress', '1'), visit('c', 'finished', '1')]);
      assert.deepEqual(
        (await shown())?.map(({ source, occupied }) => [source, occupied]),
        [
          ['records', 2],
          ['reported', 6],
        ],
      );
      await write([visit('a', 'finished', '2')]);
      await withTx(pool, 'write', (tx) => forget(tx, [{ type: 'Encounter', id: 'b' }]));
      assert.deepEqual(
        (await shown())?.map(({ source }) => source),
        ['reported'],
      );
    },
  );

  await t.test(
    'what a hospital says of its equipment stands with its time; the newest counts, and never more in use than there is',
    async () => {
      const say = (there: number, inUse: number, more: object[] = []) =>
        post('/equipment', { institution: hospital, entries: [{ kind: 'ventilator', there, inUse }, ...more] });
      assert.deepEqual(await codeOf(say(3, 4)), [422, 'surge.more-than-there']);
      assert.deepEqual(await codeOf(say(3, 2, [{ kind: 'ventilator', there: 1, inUse: 1 }])), [422, 'surge.equipment-twice']);
      assert.equal((await say(20, 3)).statusCode, 200);
      assert.equal((await say(20, 5)).statusCode, 200);
      assert.deepEqual(await codeOf(post('/equipment', { institution: hospital, entries: [] }, viewer)), [
        403,
        'kernel.not-permitted',
      ]);
      const { equipment, facilities } = await good<City>(get('/city'));
      assert.deepEqual(
        equipment.map(({ kind, institutions, there, inUse }) => [kind, institutions, there, inUse]),
        [['ventilator', 1, 20, 5]],
      );
      assert.deepEqual([facilities[0]?.known, facilities[0]?.occupied], [10, 6]);
      assert.equal((await read()).equipment[0]?.inUse, 5);
    },
  );

  await t.test('a ward that is being converted is not changed under it, and names are not given twice', async () => {
    const ward = (await read()).wards.find(({ name }) => name === '重症病区');
    const body = { name: '重症一病区', kind: 'icu', beds: 66, version: ward?.version };
    const changed = await good<Facility>(put(`/wards/${ward?.id}`, body));
    assert.equal(changed.wards.find(({ id }) => id === ward?.id)?.beds, 66);
    assert.deepEqual(await codeOf(put(`/wards/${ward?.id}`, body)), [409, 'surge.changed-meanwhile']);
    const again = { name: '重症一病区', kind: 'icu', beds: 5 };
    assert.deepEqual(await codeOf(post(`/facilities/${hospital}/wards`, again)), [409, 'surge.name-taken']);
  });

  await t.test('a forecast is reckoned beside, says which ward must convert by when, and follows the orders', async () => {
    assert.deepEqual(await codeOf(post('/forecasts', aForecast({ scenario: 'own' }))), [422, 'surge.no-step']);
    const gap = aForecast();
    assert.deepEqual(await codeOf(post('/forecasts', { ...gap, cases: gap.cases.filter((_, at) => at !== 9) })), [
      422,
      'surge.case-gap',
    ]);
    const asked = await good<Forecast>(post('/forecasts', aForecast()));
    assert.deepEqual([asked.state, asked.answer], ['waiting', null]);
    const means = { pool, clock: () => new Date(), signal: new AbortController().signal, tell: () => {} };
    assert.equal(await forecastNext(means, 'test'), true);
    assert.equal(await forecastNext(means, 'test'), false);
    const done = await good<Forecast>(get(`/forecasts/${asked.id}`));
    assert.deepEqual([done.state, done.done, done.result?.needed.icu.length], ['done', 20, 31]);
    const [due] = done.answer?.due.filter(({ to }) => to === 'icu') ?? [];
    assert.equal(due?.wardName, '可转换病区');
    assert.ok(done.answer?.sentences.some(({ zh }) => /可转换病区.*须在.*前转为重症床.*最晚.*下令/.test(zh)));
    const city = await good<City>(get('/city'));
    assert.equal(city.forecast?.id, asked.id);
    const file = await get(`/forecasts/${asked.id}/export?format=csv`);
    assert.deepEqual([file.statusCode, file.body.trim().split('\n').length], [200, 32]);
    const ward = (await read()).wards.find(({ id }) => id === due?.ward);
    await good<Facility>(post(`/wards/${ward?.id}/conversions`, { reason: '按预测', version: ward?.version }));
    const after = await good<Forecast>(get(`/forecasts/${asked.id}`));
    assert.ok(!after.answer?.due.some((one) => one.ward === due?.ward), 'what is ordered is not asked for again');
    assert.deepEqual(await codeOf(post(`/forecasts/${asked.id}/cancel`, {})), [409, 'surge.forecast-over']);
  });

  await t.test('a cancelled forecast is not reckoned, and one without cases says so', async () => {
    const asked = await good<Forecast>(post('/forecasts', aForecast()));
    assert.equal((await good<Forecast>(post(`/forecasts/${asked.id}/cancel`, {}))).state, 'cancelled');
    const none = aForecast({ reproduction: null });
    const empty = { ...none, cases: none.cases.map((one) => ({ ...one, cases: 0 })) };
    assert.deepEqual(await codeOf(post('/forecasts', empty)), [422, 'surge.too-few-cases']);
    assert.equal((await get('/forecast-start')).statusCode, 200);
    assert.deepEqual(await codeOf(get('/forecast-start?disease=none')), [404, 'surge.unknown-disease']);
    assert.equal((await get('/wards/export?format=xlsx')).statusCode, 200);
  });

  await t.test('a response that begins proposes the conversions of its level, once; people confirm or decline them', async () => {
    const ward = await addWard({ name: '快速开放区', kind: 'general', beds: 20, to: 'infection', quick: true });
    const command = async (path: string, payload: object) => {
      const answer = await app.server.app.inject({
        method: 'POST',
        url: `/api/emergency/events${path}`,
        headers: planner,
        payload,
      });
      assert.equal(answer.statusCode, 200, answer.body);
      return answer.json<{ event: { id: string; version: number } }>().event;
    };
    const report = {
      asOf: new Date(Date.now() - 3_600_000).toISOString(),
      cases: 40,
      deaths: 0,
      exposed: 200,
      situation: '聚集性疫情',
    };
    const draft = {
      title: '呼吸道聚集性疫情',
      kind: 'infectious',
      disease: 'class-b-c',
      agent: null,
      area: '220200',
      place: null,
      longitude: null,
      latitude: null,
      times: {},
    };
    let event = await command('', { ...draft, report });
    event = await command(`/${event.id}/moves`, { to: 'verified', version: event.version });
    event = await command(`/${event.id}/gradings`, { level: 'III', reason: '研判', version: event.version });
    const plans = await app.server.app.inject({ method: 'GET', url: '/api/emergency/plans', headers: planner });
    const plan = plans
      .json<{ items: { id: string; kinds: string[] }[] }>()
      .items.find(({ kinds }) => kinds.includes('infectious'))?.id;
    event = await command(`/${event.id}/responses`, { plan, version: event.version });
    const tell = () =>
      withTx(pool, 'write', (tx) =>
        proposeConversions.handle(
          tx,
          { id: 'n', type: 'emergency.event-changed', payload: { id: event.id }, at: new Date() },
          {} as RecordStore,
        ),
      );
    await tell();
    await tell();
    const find = async () => (await read()).wards.find(({ id }) => id === ward.id)?.conversion;
    const proposed = await find();
    assert.deepEqual([proposed?.state, proposed?.to, proposed?.hours], ['proposed', 'infection', null]);
    assert.match(proposed?.reason ?? '', /呼吸道聚集性疫情（III）/);
    const move = (to: string, version: number | undefined) =>
      post(`/conversions/${proposed?.id}/moves`, { to, reason: '确认', version });
    assert.deepEqual(await codeOf(move('undone', proposed?.version)), [409, 'surge.not-under-way']);
    assert.equal((await move('ordered', proposed?.version)).statusCode, 200);
    assert.deepEqual(await codeOf(move('declined', 2)), [409, 'surge.not-proposed']);
    assert.equal((await find())?.state, 'ordered');
    assert.equal((await move('undone', 2)).statusCode, 200);
    await tell();
    assert.equal((await find()) ?? null, null, 'what was decided is not proposed again for the same level');
  });

  await t.test(
    'a hospital is withdrawn only without open conversions and without taking protected beds, and no longer counts',
    async () => {
      const withdraw = () => post(`/facilities/${hospital}/withdraw`, { reason: '改为他院' });
      const refused = await withdraw();
      assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [409, 'surge.conversions-open']);
      assert.match(refused.body, /可转换病区/);
      for (const { conversion } of (await read()).wards)
        if (conversion)
          await good(
            post(`/conversions/${conversion.id}/moves`, {
              to: conversion.state === 'proposed' ? 'declined' : 'undone',
              reason: '改为他院',
              version: conversion.version,
            }),
          );
      assert.deepEqual(await codeOf(withdraw()), [409, 'surge.withdrawal-unknown']);
      const point = { group: 'dialysis', institution: hospital, patients: 60, needed: 1 };
      const [group] = (await good<ContinuityList>(post('/continuity', point))).groups;
      assert.deepEqual(await codeOf(withdraw()), [409, 'surge.withdrawal-protected']);
      await good(remove(`/continuity/${group?.points[0]?.id}`));
      await good(post('/continuity', { ...point, patients: 0, needed: 0 }));
      await good(withdraw());
      assert.equal((await rules('designated-beds'))?.found, 0);
    },
  );
});
