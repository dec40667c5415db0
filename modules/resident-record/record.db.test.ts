import assert from 'node:assert/strict';
import { test } from 'node:test';
import { record, recordVersion } from './contract.ts';
import { openRecordHouse } from './fixtures/record-house.ts';

const url = '/api/resident-record/people';

test('a doctor opens the record of a person whom the house treats, over all registrations of that person', async (t) => {
  const house = await openRecordHouse(t);
  const { get, post, signIn, link, put, lastEntry } = house;
  const doctor = await signIn('doctor');
  const read = async (patient: string, headers = doctor) => record.parse((await get(`${url}/${patient}`, headers)).json());

  await t.test('who is not signed in, has no such permission or reaches nobody of that name is told no more', async () => {
    assert.equal((await get(`${url}/ph`, {})).statusCode, 401);
    assert.equal((await get(`${url}/ph`, await signIn('planner'))).statusCode, 403);
    const strange = await get(`${url}/pm`, doctor);
    const absent = await get(`${url}/nobody`, doctor);
    assert.deepEqual([strange.statusCode, absent.statusCode], [404, 404]);
    assert.equal(strange.json().code, 'resident-record.unknown-person');
    assert.equal((await get(`${url}/${'x'.repeat(65)}`, doctor)).statusCode, 400);
    assert.equal((await get(`${url}/ph?nonsense=1`, doctor)).statusCode, 400);
  });

  await t.test('a registration that nobody linked is a person by itself', async () => {
    const { registrations, problems, head } = await read('ph');
    assert.deepEqual(
      registrations.map(({ patient }) => patient),
      ['ph'],
    );
    assert.ok(!problems.some(({ sources }) => sources.some(({ patient }) => patient === 'pt')));
    assert.equal(head.number, '220221195803150023');
  });

  await t.test(
    'whether it is still the same person’s is told without anything of it, and counts as no look at the record',
    async () => {
      const ask = async (patient: string) => recordVersion.parse((await get(`${url}/${patient}/version`, doctor)).json()).version;
      const alone = await read('ph');
      assert.equal(await ask('ph'), alone.version);
      const entry = await lastEntry();
      assert.deepEqual([entry?.route, entry?.patients, entry?.resourceCount], [`${url}/:patient/version`, [], 0]);
      await link(['ph', 'pt', 'pm']);
      const joined = await ask('ph');
      assert.notEqual(joined, alone.version);
      assert.deepEqual([joined, joined], [(await read('ph')).version, await ask('pt')]);
      await link(['ph'], ['pt'], ['pm']);
      assert.equal(await ask('ph'), alone.version);
      assert.deepEqual(
        [(await get(`${url}/pm/version`, doctor)).statusCode, (await get(`${url}/zz/version`, doctor)).statusCode],
        [404, 404],
      );
      assert.equal((await get(`${url}/ph/version`, await signIn('planner'))).statusCode, 403);
    },
  );

  await link(['ph', 'pt', 'pm']);
  await t.test('linked, it is one record by whichever of them it is asked for, and the audit log names them all', async () => {
    const whole = await read('ph');
    assert.deepEqual(whole.registrations.map(({ patient }) => patient).toSorted(), ['ph', 'pm', 'pt']);
    assert.deepEqual(
      whole.institutions.map(({ name }) => name),
      ['江城综合医院', '口前镇卫生院', '江城妇产医院'],
    );
    assert.ok(whole.news.items.some(({ source }) => source.resource === 'Encounter/now'));
    const entry = await lastEntry();
    assert.deepEqual(entry?.patients?.toSorted(), ['ph', 'pm', 'pt']);
    assert.equal(entry?.resourceCount, whole.resources + 3);
    assert.ok(entry?.resources.includes('Patient/ph'));
    const other = await read('pm');
    assert.deepEqual([other.patient, other.problems.length], ['pm', whole.problems.length]);
  });

  await t.test('new is what came since they said that they have seen it; opening it changes nothing', async () => {
    const { asOf } = await read('ph');
    assert.equal((await read('ph')).news.since, null);
    const ahead = await post(`${url}/ph/seen`, doctor, { asOf: new Date(Date.now() + 60_000).toISOString() });
    assert.deepEqual([ahead.statusCode, ahead.json().code], [422, 'resident-record.not-seen-yet']);
    assert.equal(ahead.json().errors[0].field, 'asOf');
    assert.equal((await post(`${url}/ph/seen`, doctor, {})).statusCode, 400);
    assert.equal((await post(`${url}/nobody/seen`, doctor, { asOf })).statusCode, 404);
    const said = await post(`${url}/ph/seen`, doctor, { asOf });
    assert.equal(said.statusCode, 200, said.body);
    const { news } = await read('pt');
    const kept = new Date(Date.parse(asOf) - 60_000).toISOString();
    assert.deepEqual([news.since, news.total, said.json().at], [kept, 0, kept], 'a write that commits late is not lost');
    const urgent = {
      resourceType: 'Observation',
      id: 'late',
      status: 'final',
      code: { text: '血钾' },
      subject: { reference: 'Patient/pt' },
      effectiveDateTime: '2020-01-01',
      valueQuantity: { value: 6.9, unit: 'mmol/L' },
      interpretation: [{ coding: [{ code: 'HH' }] }],
    };
    await put([urgent]);
    const after = (await read('ph')).news;
    assert.deepEqual(
      after.items.map(({ title, interpretation }) => [title, interpretation]),
      [['血钾', 'critical-high']],
    );
    assert.equal((await read('ph', await signIn('nurse'))).news.since, null, 'each looks by themselves');
    await post(`${url}/ph/seen`, doctor, { asOf: '2020-01-01T00:00:00Z' });
    assert.equal((await read('ph')).news.since, kept, 'a look goes back in no way');
  });

  await t.test('what is sensitive beyond the reader’s role is not there, and nothing says so', async () => {
    const meta = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'GDIS' }] };
    await put([
      { ...{ resourceType: 'Condition', id: 'gene', meta, code: { text: '遗传病' }, subject: { reference: 'Patient/ph' } } },
    ]);
    assert.ok((await read('ph')).problems.some(({ name }) => name === '遗传病'));
    const nurse = await read('ph', await signIn('nurse'));
    assert.ok(!JSON.stringify(nurse).includes('遗传病') && !JSON.stringify(nurse).includes('gene'));
  });

  await t.test('taken apart again, each is as it was', async () => {
    await link(['ph'], ['pt'], ['pm']);
    assert.deepEqual(
      (await read('ph')).registrations.map(({ patient }) => patient),
      ['ph'],
    );
    assert.equal((await get(`${url}/pm`, doctor)).statusCode, 404);
  });
});
