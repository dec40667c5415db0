import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { checkProof, type InclusionProof, readSigned } from '@songhua/access';
import { withTx } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import { anomalyList, auditList, auditState, objectionDetail, objectionList, ownAccessList } from './contract/audit.ts';
import { lookForAnomalies } from './jobs/look-for-anomalies.ts';

const api = '/api/administration';

test('the audit log through HTTP', async (t) => {
  const heads = await mkdtemp(join(tmpdir(), 'songhua-test-heads-'));
  t.after(() => rm(heads, { recursive: true, force: true }));
  const app = await testApp(t, { events: true, settings: { SONGHUA_AUDIT_HEADS: heads } });
  const { server, pool, signIn, clientToken } = app;
  const client = await clientToken();
  const [admin, viewer] = [await signIn('admin'), await signIn('viewer')];
  const get = (url: string, headers: Record<string, string> = admin) => server.app.inject({ url: `${api}${url}`, headers });
  const post = (url: string, payload: object, headers: Record<string, string> = admin) =>
    server.app.inject({ method: 'POST', url: `${api}${url}`, headers, payload });
  const fhir = (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) =>
    server.app.inject({
      method,
      url: `/fhir/R4/${url}`,
      headers: { ...client, ...(payload && { 'content-type': 'application/fhir+json' }) },
      ...(payload && { payload: JSON.stringify(payload) }),
    });
  const put = (resource: { resourceType: string; id: string; [key: string]: unknown }) =>
    fhir('PUT', `${resource.resourceType}/${resource.id}`, resource);
  assert.equal((await put({ resourceType: 'Patient', id: 'p1', name: [{ text: '王丽' }] })).statusCode, 201);
  await put({ resourceType: 'Patient', id: 'p2', name: [{ text: '李明' }] });
  const coded = { status: 'final', code: { text: 'x' } };
  await put({ resourceType: 'Observation', id: 'o1', ...coded, subject: { reference: 'Patient/p1' } });
  await fhir('GET', 'Observation?patient=p1');
  await fhir('GET', 'Patient?name=王丽');
  await fhir('GET', 'Patient/none');

  await t.test('only who may read the log or review sees it; nobody asks about records that are not theirs', async () => {
    for (const path of [
      '/audit',
      '/audit/export',
      '/audit/state',
      '/audit/1/proof',
      '/audit/consistency?from=1',
      '/objections',
      '/anomalies',
    ]) {
      assert.equal((await get(path, {})).statusCode, 401, path);
      assert.equal((await get(path, viewer)).statusCode, 403, path);
    }
    assert.equal((await get('/audit/fhir?patient=p1', viewer)).statusCode, 403);
    assert.equal((await get('/my-record/accesses', viewer)).statusCode, 403);
  });

  await t.test(
    'entries are found by person, patient, kind and outcome, page by page; search terms stand there as hashes',
    async () => {
      const of = async (query: string) => auditList.parse((await get(`/audit?${query}`)).json());
      const ofPatient = await of('patient=p1&actor=test-client&sort=at');
      assert.deepEqual(
        ofPatient.items.map(({ method, path }) => `${method} ${path.split('?')[0]}`),
        ['PUT /fhir/R4/Patient/p1', 'PUT /fhir/R4/Observation/o1', 'GET /fhir/R4/Observation', 'GET /fhir/R4/Patient'],
      );
      assert.ok(!JSON.stringify(ofPatient).includes('王丽'));
      const page = await of('patient=p1&actor=test-client&sort=at&limit=1&offset=1');
      assert.deepEqual([page.total, page.items.length, page.items[0]?.resources], [4, 1, ['Observation/o1']]);
      assert.deepEqual(
        (await of('outcome=refused&actor=test-client')).items.map(({ status, path }) => [status, path]),
        [[404, '/fhir/R4/Patient/none']],
      );
      assert.equal((await of('action=change&actor=test-client')).total, 3);
      assert.equal((await of('resource=Observation/o1')).total, 2);
      assert.equal((await of('from=2020-01-01&to=2020-01-02')).total, 0);
      assert.equal((await get('/audit?from=yesterday')).statusCode, 400);
      const csv = (await get('/audit/export?patient=p1&actor=test-client&lang=en')).body.trimEnd().split('\r\n');
      assert.equal(csv.length, 5);
    },
  );

  await t.test(
    'within about a second entries are chained, and a signed head follows; the proof of one holds offline',
    async () => {
      const until = Date.now() + 20_000;
      const head = async () => auditState.parse((await get('/audit/state')).json()).head?.size ?? 0;
      while ((await head()) < 1 && Date.now() < until) await wait(100);
      const state = auditState.parse((await get('/audit/state')).json());
      assert.ok(state.chained > 0 && state.head, JSON.stringify(state));
      const answer = await get('/audit/1/proof');
      assert.match(String(answer.headers['content-disposition']), /songhua-audit-1\.json/);
      const proof = answer.json<InclusionProof>();
      assert.deepEqual(checkProof(proof, await readSigned(heads)).ok, true);
      assert.equal((await get('/audit/99999999/proof')).json().code, 'administration.unknown-entry');
      assert.equal((await get('/audit/consistency?from=99999999')).json().code, 'administration.no-head');
    },
  );

  await t.test('the log as AuditEvents: valid FHIR, found by patient, date, agent and action', async () => {
    const of = async (query: string) => (await get(`/audit/fhir?${query}`)).json();
    const bundle = await of('patient=Patient/p1&agent=test-client&date=ge2026-01-01');
    assert.deepEqual([bundle.resourceType, bundle.total, bundle.entry.length], ['Bundle', 4, 4]);
    for (const { resource } of bundle.entry) {
      const outcome = (await fhir('POST', 'AuditEvent/$validate', resource)).json();
      const errors = outcome.issue.filter(({ severity }: { severity: string }) => severity === 'error' || severity === 'fatal');
      assert.deepEqual(errors, []);
    }
    assert.deepEqual(
      (await of('agent=test-client&action=U')).entry.map(({ resource }: { resource: { action: string } }) => resource.action),
      [...['U', 'U', 'U']],
    );
    assert.equal((await of('patient=p1&date=lt2020-01-01')).total, 0);
    assert.equal((await get('/audit/fhir?date=soon')).statusCode, 400);
  });

  await pool.query(`update access.account set patient = 'Patient/p1' where username = 'resident'`);
  const resident = await app.signInAs('resident', 'songhua-resident');
  const officer = await app.signInAs('privacy', 'songhua-privacy');

  await t.test('a resident sees who looked at their record, and at no other', async () => {
    const list = ownAccessList.parse((await get('/my-record/accesses', resident)).json());
    assert.deepEqual([list.patient, list.records[0]?.name, list.records[0]?.kind], ['p1', '王丽', 'self']);
    assert.deepEqual([...new Set(list.items.map(({ who }) => who))], ['test-client']);
    assert.deepEqual(
      list.items.map(({ what }) => what),
      ['search', 'search', 'change', 'change'],
    );
    assert.equal((await get('/my-record/accesses?patient=p2', resident)).json().code, 'administration.not-your-record');
    assert.match((await get('/my-record/accesses/export?lang=en', resident)).body, /test-client/);
  });

  await t.test('who was looked for and of whom nothing was shown is told so, by page, export and entry', async () => {
    await fhir('GET', 'Observation?patient=p1&code=none');
    const [newest] = ownAccessList.parse((await get('/my-record/accesses', resident)).json()).items;
    assert.deepEqual([newest?.what, newest?.held], ['asked', []]);
    const [entry] = auditList.parse((await get('/audit?patient=p1')).json()).items;
    assert.deepEqual([entry?.onlyAsked, entry?.patients], [1, ['p1']]);
    assert.match((await get('/my-record/accesses/export?lang=en', resident)).body, /looked for, and saw nothing/);
  });

  await t.test('who was shown among others is told of the search, and not what was held of whom', async () => {
    assert.equal((await fhir('GET', 'Patient?_id=p1,p2')).json().total, 2);
    const [newest] = ownAccessList.parse((await get('/my-record/accesses', resident)).json()).items;
    assert.deepEqual([newest?.what, newest?.held], ['search', []]);
    await fhir('GET', 'Patient?_id=p1');
    const [alone] = ownAccessList.parse((await get('/my-record/accesses', resident)).json()).items;
    assert.deepEqual(
      alone?.held.map(({ count }) => count),
      [1],
    );
  });

  await t.test('they object once, and a privacy officer reviews it with states and notes', async () => {
    const [own] = ownAccessList.parse((await get('/my-record/accesses', resident)).json()).items;
    const objection = { entry: own?.entry ?? 0, patient: 'p1', reason: '我不认识这家机构' };
    assert.equal((await post('/my-record/objections', { ...objection, patient: 'p2' }, resident)).statusCode, 403);
    assert.equal((await post('/my-record/objections', { ...objection, entry: 99999 }, resident)).statusCode, 404);
    assert.equal((await post('/my-record/objections', { ...objection, reason: ' ' }, resident)).statusCode, 400);
    const { id } = (await post('/my-record/objections', objection, resident)).json<{ id: string }>();
    assert.equal((await post('/my-record/objections', objection, resident)).json().code, 'administration.objected-already');
    const { items } = objectionList.parse((await get('/objections', officer)).json());
    assert.deepEqual([items.length, items[0]?.state, items[0]?.access?.actorId], [1, 'open', 'test-client']);
    assert.equal((await post(`/objections/${id}/review`, { state: 'lost', note: 'x' }, officer)).statusCode, 400);
    const ofOfficer = `select id from access.account where username = 'privacy'`;
    await pool.query(`update access.objection set account = (${ofOfficer}) where id = $1`, [id]);
    const own_ = await post(`/objections/${id}/review`, { state: 'justified', note: '无妨' }, officer);
    assert.deepEqual([own_.statusCode, own_.json().code], [403, 'administration.own-review'], 'raised by oneself');
    await pool.query(
      `update access.objection set account = (select id from access.account where username = 'resident') where id = $1`,
      [id],
    );
    await post(`/objections/${id}/review`, { state: 'reviewing', note: '已联系该机构' }, officer);
    const done = objectionDetail.parse(
      (await post(`/objections/${id}/review`, { state: 'justified', note: '转诊需要' }, officer)).json(),
    );
    assert.deepEqual(
      done.notes.map(({ state, note }) => `${state} ${note}`),
      ['reviewing 已联系该机构', 'justified 转诊需要'],
    );
    assert.equal(objectionList.parse((await get('/objections', officer)).json()).total, 0);
    const [seen] = ownAccessList.parse((await get('/my-record/accesses', resident)).json()).items;
    assert.equal(seen?.objection, 'justified', 'the resident sees how it ended');
    assert.match((await get('/objections/export?state=all&lang=en', officer)).body, /Justified/);
  });

  await t.test('looks at a watched person are laid before the privacy officer, and keep the state they are given', async () => {
    assert.equal((await post('/watched', { patient: 'p 2', reason: 'known' }, officer)).statusCode, 400);
    await post('/watched', { patient: 'p2', reason: '公众人物' }, officer);
    assert.equal((await get('/watched', officer)).json().items.length, 1);
    await pool.query(
      `insert into access.audit (form, at, event, actor_kind, actor_id, actor_name, method, path, route, status, request_id, resource_count, patients,
         patient_count, emergency) values (1, now(), 'request', 'person', 'dr', '赵医生', 'GET', '/', '/', 200, 'r', 1, array['p2'], 1, false)`,
    );
    const run = () =>
      withTx(pool, 'write', (tx) => lookForAnomalies.run(tx, { now: new Date(), records: server.records, newId: () => 'n' }));
    await run();
    const list = anomalyList.parse((await get('/anomalies', officer)).json());
    const [one] = list.items;
    assert.deepEqual([list.total, one?.kind, one?.actorName, one?.evidence['patient']], [1, 'watched', '赵医生', 'p2']);
    const id = encodeURIComponent(one?.id ?? '');
    await pool.query(`update access.anomaly set actor_id = (select id from access.account where username = 'privacy')`);
    const own = await post(`/anomalies/${id}/review`, { state: 'explained', note: '无妨' }, officer);
    assert.deepEqual([own.statusCode, own.json().code], [403, 'administration.own-review'], 'about oneself');
    await pool.query(`update access.anomaly set actor_id = 'dr'`);
    assert.equal(
      (await post(`/anomalies/${id}/review`, { state: 'explained', note: '主管医生' }, officer)).json().state,
      'explained',
    );
    await run();
    assert.equal(anomalyList.parse((await get('/anomalies', officer)).json()).total, 0, 'found again it stays explained');
    assert.equal(anomalyList.parse((await get('/anomalies?state=all&kind=watched', officer)).json()).total, 1);
    const removed = await server.app.inject({ method: 'DELETE', url: `${api}/watched/p2`, headers: officer });
    assert.equal(removed.statusCode, 200);
    assert.equal((await server.app.inject({ method: 'DELETE', url: `${api}/watched/p2`, headers: officer })).statusCode, 404);
    assert.equal((await get('/anomalies/none', officer)).statusCode, 404);
  });

  await t.test(
    'AuditEvents of one’s own record name nobody else, and neither request nor address; nothing else can be asked for',
    async () => {
      // A page on which both people are, as a doctor leafs through it, and one that was refused.
      await pool.query(
        `insert into access.audit (form, at, event, actor_kind, actor_id, actor_name, method, path, route, status, request_id, address, resources,
         resource_count, patients, patient_count, emergency)
       select 1, now(), 'request', 'person', 'dr-id', '赵医生', 'GET', '/fhir/R4/Observation?code=hidden-term', '/fhir/R4/Observation', status,
         'hidden-request', '10.9.8.7', 'Observation/o1 Observation/other-one Patient/p2', 3, array['p1', 'p2'], 2, false
       from unnest(array[200, 403]) as status`,
      );
      const of = (query: string) => get(`/my-record/fhir?${query}`, resident);
      const answer = await of('patient=p1');
      const list = ownAccessList.parse((await get('/my-record/accesses', resident)).json());
      const bundle = answer.json<{ total: number; entry: { resource: { id: string; entity: unknown; outcome: string } }[] }>();
      assert.deepEqual(
        [bundle.total, bundle.entry.map(({ resource }) => resource.id)],
        [list.total, list.items.map(({ entry }) => String(entry))],
        'the same looks that the page shows',
      );
      const doctors = bundle.entry.find(({ resource }) => JSON.stringify(resource).includes('赵医生'))?.resource;
      const whose = { reference: 'Patient/p1' };
      assert.deepEqual(
        (doctors?.entity as { what: unknown }[] | undefined)?.map(({ what }) => what),
        [whose],
      );
      for (const { resource } of bundle.entry) {
        const told = JSON.stringify(resource);
        for (const hidden of [
          'p2',
          'o1',
          'other-one',
          'hidden',
          '10.9.8.7',
          '127.0.0.1',
          'dr-id',
          'query',
          'network',
          'XrequestId',
        ])
          assert.ok(!told.includes(hidden), `${hidden} in ${told}`);
        const outcome = (await fhir('POST', 'AuditEvent/$validate', resource)).json();
        assert.deepEqual(
          outcome.issue.filter(({ severity }: { severity: string }) => severity === 'error' || severity === 'fatal'),
          [],
        );
      }
      for (const query of [
        'patient=p2',
        'entity=Observation/o1',
        'entity=Observation/none',
        'entity=Patient/p2',
        'patient=p1&entity=o1',
      ])
        assert.equal((await of(query)).statusCode, 403, query);
      assert.equal((await of('entity=Patient/p1')).json().total, bundle.total);
      assert.equal((await of(`agent=${encodeURIComponent('赵医生')}`)).json().entry.length, 1);
      const byId = (await of('agent=dr-id')).json();
      assert.deepEqual([byId.entry, byId.total], [undefined, undefined], 'an id that is not told finds nothing');
      const linksOf = async (agent: string) =>
        (await of(`_count=1&agent=${agent}`)).json<{ link: { relation: string }[] }>().link.map(({ relation }) => relation);
      assert.deepEqual(await linksOf('dr-id'), await linksOf('nobody'), 'nor does a link to another page tell of it');
    },
  );

  await t.test('who acts for a child sees who saw the record as its guardian, and not as a relative', async () => {
    await put({ resourceType: 'Patient', id: 'child', birthDate: `${new Date().getFullYear() - 5}-01-01` });
    await pool.query(
      `insert into access.proxy (account, patient, kind, since, granted_by)
       select id, 'Patient/child', 'family', '2020-01-01', 'test' from access.account where username = 'resident'`,
    );
    const paths = [
      '/my-record/accesses?patient=child',
      '/my-record/accesses/export?patient=child',
      '/my-record/fhir?patient=child',
    ];
    const asked = async () => Promise.all(paths.map(async (path) => (await get(path, resident)).statusCode));
    assert.deepEqual(await asked(), [403, 403, 403]);
    const { records } = ownAccessList.parse((await get('/my-record/accesses', resident)).json());
    assert.deepEqual(
      records.map(({ patient }) => patient),
      ['p1'],
    );
    await pool.query(`update access.proxy set kind = 'guardian' where patient = 'Patient/child'`);
    assert.deepEqual(await asked(), [200, 200, 200]);
  });
});
