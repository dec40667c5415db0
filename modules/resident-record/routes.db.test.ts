import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encounterDetail, limits, mine, ownEntry, patients, results, timeline } from './contract.ts';
import { openRecordHouse } from './fixtures/record-house.ts';

const url = '/api/resident-record/people';

test('the parts of a record are answered to who treats the person, and to the person', async (t) => {
  const { get, signIn, link, lastEntry, put, pool } = await openRecordHouse(t);
  await link(['ph', 'pt', 'pm']);
  const [doctor, resident, family] = [await signIn('doctor'), await signIn('resident'), await signIn('family')];
  const paths = ['timeline', 'results', 'results/export', 'encounters/s1'].map((one) => `${url}/ph/${one}`);
  const own = [
    'mine',
    'mine/timeline',
    'mine/results',
    'mine/results/export',
    'mine/encounters/s1',
    'mine/entries/Observation/o-g1',
  ].map((one) => `/api/resident-record/${one}`);

  await t.test('each is refused to strangers: not signed in, not permitted, not reached', async () => {
    for (const path of [...paths, ...own, '/api/resident-record/patients', '/api/resident-record/limits'])
      assert.equal((await get(path, {})).statusCode, 401, path);
    for (const path of paths) assert.equal((await get(path, resident)).statusCode, 403, path);
    for (const path of own) assert.equal((await get(path, doctor)).statusCode, 403, path);
    for (const path of paths) assert.equal((await get(path.replace('/ph/', '/zz/'), doctor)).statusCode, 404, path);
    assert.equal((await get(`${url}/ph/encounters/zz`, doctor)).json().code, 'resident-record.unknown-visit');
    assert.equal((await get('/api/resident-record/mine?patient=zz', resident)).json().code, 'resident-record.not-your-record');
  });

  await t.test('a period that ends before it begins is refused wherever one is asked for', async () => {
    const wrong = 'from=2026-02-01&until=2026-01-01';
    for (const path of paths.slice(0, 3)) {
      const answer = await get(`${path}?${wrong}`, doctor);
      assert.deepEqual([answer.statusCode, answer.json().errors?.[0]?.field], [400, 'until'], path);
      assert.equal((await get(`${path}?from=2026-01-01&until=2026-01-01`, doctor)).statusCode, 200, path);
    }
  });

  await t.test(
    'the timeline holds visits of all institutions with what belongs to them, page by page, under filters',
    async () => {
      const read = async (query = '') => timeline.parse((await get(`${url}/ph/timeline${query}`, doctor)).json());
      const whole = await read('?limit=200');
      assert.equal(whole.items[0]?.source.resource, 'Encounter/now');
      const stay = whole.items.find(({ source }) => source.resource === 'Encounter/s1');
      assert.deepEqual(
        [stay?.kind, stay?.title, stay?.source.institution.name],
        ['admission', '急性心肌梗死、高血压', '江城综合医院'],
      );
      assert.deepEqual([...new Set(stay?.parts.map(({ kind }) => kind))].toSorted(), [
        'document',
        'problem',
        'procedure',
        'report',
        'result',
      ]);
      const pages: string[] = [];
      for (let after = ''; ; ) {
        const page = await read(`?limit=3${after}`);
        pages.push(...page.items.map(({ source }) => source.resource));
        if (page.next === null) break;
        after = `&after=${page.next}`;
      }
      assert.deepEqual(
        pages,
        whole.items.map(({ source }) => source.resource),
      );
      assert.deepEqual(
        (await read('?institution=m')).items.map(({ source }) => source.resource),
        ['Encounter/v2'],
      );
      assert.deepEqual((await read('?kind=admission')).total, 1);
      assert.ok((await read('?q=支架')).items.every(({ source }) => source.resource === 'Encounter/s1'));
      assert.equal((await read('?from=2026-09-05&until=2026-09-06')).items[0]?.source.resource, 'Encounter/s1');
      const wrong = await get(`${url}/ph/timeline?after=x`, doctor);
      assert.deepEqual([wrong.statusCode, wrong.json().errors[0].field], [400, 'after']);
      const turned = await get(`${url}/ph/timeline?from=2026-02-01&until=2026-01-01`, doctor);
      assert.deepEqual([turned.statusCode, turned.json().code], [400, 'resident-record.wrong-period']);
      assert.equal((await get(`${url}/ph/timeline?kind=nonsense`, doctor)).statusCode, 400);
      await read('?kind=admission');
      assert.ok((await lastEntry())?.resources.includes('Encounter/s1'));
    },
  );

  await t.test(
    'results are told as lines with their ranges, those of another unit apart; as a file, with who was in it',
    async () => {
      const all = results.parse((await get(`${url}/ph/results`, doctor)).json());
      const key = all.measurements.find(({ code }) => code === '14771-0')?.key ?? '';
      assert.deepEqual(all.series, []);
      const { series } = results.parse((await get(`${url}/ph/results?codes=${encodeURIComponent(key)}`, doctor)).json());
      assert.deepEqual(
        series.map(({ unit, points, apart }) => [unit, points.map(({ value }) => value), apart !== null]),
        [
          ['mmol/L', [5.6, 7.4], false],
          ['mg/dL', [99], true],
        ],
      );
      assert.deepEqual(
        series[0]?.bands.map(({ low, high }) => [low, high]),
        [[3.9, 6.1]],
      );
      const file = await get(`${url}/ph/results/export?codes=${encodeURIComponent(key)}`, doctor);
      assert.equal(file.statusCode, 200);
      assert.match(file.headers['content-type'] as string, /csv/);
      assert.equal(file.body.split('\n').filter((line) => line.includes('空腹血糖')).length, 3);
      assert.deepEqual((await lastEntry())?.patients?.toSorted(), ['ph', 'pm', 'pt']);
    },
  );

  await t.test('a stay is told with its front page, diagnoses by rank, operations, reports and results', async () => {
    const stay = encounterDetail.parse((await get(`${url}/pm/encounters/s1`, doctor)).json());
    assert.deepEqual(
      [stay.kind, stay.days, stay.department, stay.diagnoses.map(({ name }) => name), stay.procedures.map(({ code }) => code)],
      ['admission', 7, '心血管内科', ['急性心肌梗死', '高血压'], ['36.0700']],
    );
    assert.ok(stay.frontPage.some(({ key, value }) => key === 'dischargeDisposition' && value.zh === '医嘱离院'));
    assert.deepEqual(
      stay.reports.map(({ conclusion }) => conclusion),
      ['左室壁节段性运动异常'],
    );
    assert.ok(stay.results.some(({ name, measured }) => name === '空腹血糖' && measured.value === 7.4));
  });

  await t.test('the house’s people stand in turn: who is here first, each person once, with what is new of them', async () => {
    const read = async (query = '', headers = doctor) =>
      patients.parse((await get(`/api/resident-record/patients${query}`, headers)).json());
    const list = await read();
    assert.deepEqual(
      list.items.map(({ patient, state, visit }) => [patient, state, visit?.reason]),
      [['ph', 'here', '胸闷']],
    );
    assert.deepEqual([list.institution?.name, list.total, list.states], ['江城综合医院', 1, [{ state: 'here', count: 1 }]]);
    assert.ok((list.items[0]?.news?.total ?? 0) > 0);
    assert.equal((await read('', family)).items[0]?.state, 'recent', 'the visit at the health centre comes before the contract');
    assert.equal((await read('?q=朴&sort=name')).total, 1);
    assert.equal((await read('?q=220221195803150023')).total, 1);
    assert.equal((await read('?q=22022119')).total, 0, 'no number is found by its beginning');
    assert.equal((await read('?state=planned')).items.length, 0);
    const file = await get('/api/resident-record/patients/export', doctor);
    assert.match(file.body, /朴英姬/);
    assert.equal((await get('/api/resident-record/patients', resident)).statusCode, 403);
  });

  await t.test('a resident reads the same in plain words; somebody they act for by choice, nobody else', async () => {
    const read = async (query = '') => mine.parse((await get(`/api/resident-record/mine${query}`, resident)).json());
    const { people, record, words } = await read();
    assert.deepEqual(
      people.map(({ patient, relation }) => [patient, relation]),
      [['ph', 'self']],
    );
    assert.equal(record?.registrations.length, 3);
    const glucose = record?.results.find(({ code }) => code === '14771-0');
    assert.match(words?.results[glucose?.key ?? '']?.zh ?? '', /7\.4 mmol\/L.*高于参考范围.*3\.9～6\.1/);
    assert.ok(record?.flags.every(({ code }) => words?.flags[code]));
    await put([{ ...{ resourceType: 'Patient', id: 'child', name: [{ text: '孩子' }], birthDate: '2024-01-01' } }]);
    assert.equal((await get('/api/resident-record/mine?patient=child', resident)).statusCode, 403);
    await pool.query(
      `insert into access.proxy (account, patient, kind, since, granted_by)
       select id, 'Patient/child', 'guardian', '2020-01-01', 'test' from access.account where username = 'resident'`,
    );
    const again = await signIn('resident');
    const answer = mine.parse((await get('/api/resident-record/mine?patient=child', again)).json());
    assert.deepEqual(
      answer.people.map(({ patient, relation }) => [patient, relation]),
      [
        ['ph', 'self'],
        ['child', 'proxy'],
      ],
    );
    assert.equal(answer.record?.head.name, '孩子');
    assert.equal((await get('/api/resident-record/mine/timeline?patient=child', again)).statusCode, 200);
    // One thing of the record each, in plain words: of one's own, of somebody's for whom one acts, of nobody else.
    const entry = async (of: string) => await get(`/api/resident-record/mine/entries/${of}`, again);
    const glucoseEntry = ownEntry.parse((await entry('Observation/o-g1')).json());
    assert.match(glucoseEntry.readings[0]?.about?.zh ?? '', /空腹/);
    assert.deepEqual(
      [glucoseEntry.source.institution.name, glucoseEntry.readings[0]?.earlier.map(({ text }) => text)],
      ['江城综合医院', ['5.6 mmol/L']],
    );
    assert.ok((await lastEntry())?.resources.includes('Observation/o-g1'));
    assert.equal(ownEntry.parse((await entry('MedicationRequest/m1')).json()).kind, 'medicine');
    const weight = { resourceType: 'Observation', id: 'o-child', status: 'final', valueString: '12 kg' };
    await put([{ ...weight, code: { text: '体重' }, subject: { reference: 'Patient/child' } } as typeof weight]);
    assert.equal((await entry('Observation/o-child?patient=child')).statusCode, 200);
    assert.equal((await entry('Observation/o-child')).json().code, 'resident-record.unknown-entry');
    assert.equal((await entry('Observation/o-g1?patient=child')).json().code, 'resident-record.unknown-entry');
    assert.equal((await entry('Patient/ph')).statusCode, 400, 'only clinical kinds have plain words');
    await pool.query(`update access.account set patient = null where username = 'resident'`);
    await pool.query('delete from access.proxy');
    const alone = await signIn('resident');
    assert.deepEqual((await get('/api/resident-record/mine', alone)).json(), { people: [], record: null, words: null });
    assert.equal((await get('/api/resident-record/mine/results', alone)).json().code, 'resident-record.no-record');
  });

  await t.test('what one’s role is not shown is said without a word about anybody', async () => {
    const told = limits.parse((await get('/api/resident-record/limits', family)).json()).items.map(({ code }) => code);
    assert.ok(told.includes('label.genetic') && told.includes('consent') && !told.includes('label.mental'), told.join());
  });
});
