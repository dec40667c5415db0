import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '@songhua/server/testing.ts';
import { emergency, emergencyList, ownEmergencies } from '../contract.ts';

const address = '/api/access/emergency';

test('emergency access, through HTTP', async (t) => {
  const { server, pool, signInAs, clientToken } = await testApp(t);
  const client = await clientToken();
  const [doctor, nurse, officer] = [
    await signInAs('doctor', 'songhua-doctor'),
    await signInAs('nurse', 'songhua-nurse'),
    await signInAs('privacy', 'songhua-privacy'),
  ];
  const get = (path: string, headers: Record<string, string>) => server.app.inject({ url: `${address}${path}`, headers });
  const post = (path: string, payload: object, headers: Record<string, string>) =>
    server.app.inject({ method: 'POST', url: `${address}${path}`, headers, payload });
  const codeOf = async (answer: ReturnType<typeof post>) => {
    const { statusCode, json } = await answer;
    return [statusCode, json<{ code?: string }>().code];
  };
  const made = await server.app.inject({
    method: 'PUT',
    url: '/fhir/R4/Patient/p1',
    headers: { ...client, 'content-type': 'application/fhir+json' },
    payload: { resourceType: 'Patient', id: 'p1' },
  });
  assert.equal(made.statusCode, 201);
  const wanted = { patient: 'Patient/p1', reason: '昏迷送诊，需核对过敏史', minutes: 30 };

  await t.test('nobody without the permission opens, lists or reviews', async () => {
    assert.equal((await post('', wanted, { 'x-songhua': '1' })).statusCode, 401);
    assert.equal((await post('', wanted, officer)).statusCode, 403);
    for (const path of ['', '/export']) {
      assert.equal((await get(path, {})).statusCode, 401, path);
      assert.equal((await get(path, doctor)).statusCode, 403, path);
    }
    assert.deepEqual(await codeOf(post('', wanted, client)), [403, 'access.people-only']);
  });

  await t.test('patient, reason and time are asked for, by field', async () => {
    const { statusCode, json } = await post('', { patient: 'p1', reason: ' 急 ', minutes: 241 }, doctor);
    assert.equal(statusCode, 400);
    assert.deepEqual(
      json<{ errors: { field: string }[] }>().errors.map(({ field }) => field),
      ['patient', 'reason', 'minutes'],
    );
    assert.deepEqual(await codeOf(post('', { ...wanted, patient: 'Patient/none' }, doctor)), [404, 'access.unknown-patient']);
  });

  let id = '';
  await t.test('opened, it is the doctor’s own, for a time, and waits for review', async () => {
    const answer = await post('', wanted, doctor);
    assert.equal(answer.statusCode, 200, answer.body);
    const one = emergency.parse(answer.json());
    id = one.id;
    assert.deepEqual([one.active, one.state, one.username], [true, 'open', 'doctor']);
    assert.equal(new Date(one.until).getTime() - new Date(one.since).getTime(), 30 * 60_000);
    assert.deepEqual(
      ownEmergencies.parse((await get('/mine', doctor)).json()).items.map(({ patient }) => patient),
      ['Patient/p1'],
    );
    assert.deepEqual(ownEmergencies.parse((await get('/mine', nurse)).json()).items, []);
    assert.deepEqual(await codeOf(post('', wanted, doctor)), [409, 'access.emergency-open']);
    const told = await pool.query(`select 1 from events.outbox where type = 'access.emergency-opened'`);
    assert.equal(told.rowCount, 1);
  });

  await t.test('another’s cannot be ended, one’s own can, once', async () => {
    assert.deepEqual(await codeOf(post(`/${id}/end`, {}, nurse)), [404, 'access.unknown-emergency']);
    assert.deepEqual(await codeOf(post('/00000000-0000-4000-8000-000000000000/end', {}, doctor)), [
      404,
      'access.unknown-emergency',
    ]);
    assert.equal(emergency.parse((await post(`/${id}/end`, {}, doctor)).json()).active, false);
    assert.deepEqual(await codeOf(post(`/${id}/end`, {}, doctor)), [409, 'access.emergency-over']);
    assert.deepEqual(ownEmergencies.parse((await get('/mine', doctor)).json()).items, []);
  });

  await t.test('the privacy officer lists, exports and judges once', async () => {
    const list = emergencyList.parse((await get('', officer)).json());
    assert.deepEqual(
      [list.total, list.counts, list.items.map((one) => one.id)],
      [1, { open: 1, justified: 0, unjustified: 0 }, [id]],
    );
    assert.equal(emergencyList.parse((await get('?account=nurse', officer)).json()).total, 0);
    assert.equal((await get('?sort=reason', officer)).statusCode, 400);
    const csv = (await get('/export?state=all&lang=en', officer)).body.trimEnd().split('\r\n');
    assert.equal(csv.length, 2);
    assert.match(csv[1] ?? '', /Patient\/p1,昏迷送诊/);
    const review = { verdict: 'justified', note: '急诊病历可查' };
    assert.equal((await post(`/${id}/review`, review, doctor)).statusCode, 403);
    assert.equal(emergency.parse((await post(`/${id}/review`, review, officer)).json()).state, 'justified');
    assert.deepEqual(await codeOf(post(`/${id}/review`, review, officer)), [409, 'access.emergency-reviewed']);
    assert.equal(emergencyList.parse((await get('', officer)).json()).total, 0);
    assert.equal(emergencyList.parse((await get('?state=all', officer)).json()).total, 1);
  });

  await t.test('nobody opens more than thirty in 24 hours, however soon each ended', async () => {
    await pool.query(
      `insert into access.emergency (id, account, patient, reason, since, until, ended_at)
       select gen_random_uuid(), a.id, 'Patient/p1', 'counted', $1::timestamptz, $1::timestamptz, $1::timestamptz
         from access.account a, generate_series(1, 30) where a.username = 'nurse'`,
      [new Date(Date.now() - 3_600_000)],
    );
    assert.deepEqual(await codeOf(post('', wanted, nurse)), [409, 'access.too-many-emergencies-a-day']);
    await pool.query(`update access.emergency set since = $1 where reason = 'counted'`, [new Date(Date.now() - 90_000_000)]);
    assert.equal((await post('', wanted, nurse)).statusCode, 200, 'a day later');
  });
});
