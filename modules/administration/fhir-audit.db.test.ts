import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditEventOf, interactionOf } from '@songhua/access';
import { testApp } from '@songhua/server/testing.ts';

interface Told {
  readonly resourceType: string;
  readonly id: string;
  readonly meta?: { readonly profile?: readonly string[] };
  readonly action: string;
  readonly outcome: string;
  readonly recorded: string;
  readonly type: { readonly code: string };
  readonly subtype: readonly { readonly system: string; readonly code: string }[];
  readonly agent: readonly { readonly name?: string; readonly who?: { readonly identifier?: { readonly value: string } } }[];
  readonly entity?: readonly { readonly what?: { readonly reference?: string }; readonly query?: string }[];
}
interface Searchset {
  readonly resourceType: string;
  readonly total?: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly { readonly resource: Told; readonly search: { readonly mode: string } }[];
}

const found = ({ entry = [] }: Searchset): Told[] =>
  entry.filter(({ search }) => search.mode === 'match').map(({ resource }) => resource);

test('the audit log at /fhir/R4/AuditEvent', async (t) => {
  const app = await testApp(t);
  const { server, pool, signIn, clientToken } = app;
  const client = await clientToken();
  const [admin, viewer] = [await signIn('admin'), await signIn('viewer')];
  const ask = (
    method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH',
    url: string,
    {
      as = client,
      payload,
      headers = {},
    }: { as?: Record<string, string>; payload?: object | string; headers?: Record<string, string> } = {},
  ) =>
    server.app.inject({
      method,
      url: `/fhir/R4${url}`,
      headers: { ...as, ...(typeof payload === 'object' && { 'content-type': 'application/fhir+json' }), ...headers },
      ...(payload !== undefined && { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
    });
  const put = (resource: { resourceType: string; id: string; [key: string]: unknown }) =>
    ask('PUT', `/${resource.resourceType}/${resource.id}`, { payload: resource });
  const search = async (query: string, as = admin): Promise<Searchset> => {
    const answer = await ask('GET', `/AuditEvent?${query}`, { as });
    assert.equal(answer.statusCode, 200, `${query}: ${answer.body}`);
    return answer.json();
  };

  await put({ resourceType: 'Patient', id: 'p1', name: [{ text: '王丽' }] });
  await put({ resourceType: 'Patient', id: 'p2', name: [{ text: '李明' }] });
  const coded = { status: 'final', code: { text: 'x' } };
  await put({ resourceType: 'Observation', id: 'o1', ...coded, subject: { reference: 'Patient/p1' } });
  await put({ resourceType: 'Observation', id: 'o1', ...coded, status: 'amended', subject: { reference: 'Patient/p1' } });
  await ask('POST', '/Observation', { payload: { resourceType: 'Observation', ...coded, subject: { reference: 'Patient/p2' } } });
  await ask('GET', '/Observation/o1');
  await ask('GET', '/Observation?patient=p1');
  await ask('GET', '/Patient/none');
  await ask('GET', '/Observation?patient=nobody-yet');
  await ask('DELETE', '/Observation/o1');
  await ask('GET', '/Observation', { as: viewer });

  await t.test(
    'reads, queries, creates, updates, deletes, refusals and sign-ins are AuditEvents that keep R4’s rules',
    async () => {
      const all = found(await search('_count=200'));
      assert.ok(all.length >= 12);
      for (const resource of all) {
        const outcome = (await ask('POST', '/AuditEvent/$validate', { payload: resource })).json();
        const errors = outcome.issue.filter(({ severity }: { severity: string }) => severity === 'error' || severity === 'fatal');
        assert.deepEqual(errors, [], JSON.stringify(resource));
      }
      const profiles = new Set(all.flatMap(({ meta }) => meta?.profile ?? []).map((one) => one.split('BasicAudit.')[1]));
      for (const one of ['PatientCreate', 'PatientRead', 'PatientUpdate', 'Delete', 'PatientQuery'])
        assert.ok(profiles.has(one), `${one} among ${[...profiles]}`);
      assert.ok(all.some(({ type, subtype }) => type.code === '110114' && subtype.some(({ code }) => code === '110122')));
    },
  );

  await t.test('each parameter finds what its values say, and nothing else', async () => {
    const ids = async (query: string): Promise<Told[]> => found(await search(`agent:identifier=test-client&_count=200&${query}`));
    const all = await ids('');
    const every = (some: readonly Told[], holds: (one: Told) => boolean): void => {
      assert.ok(some.length > 0);
      assert.deepEqual(
        some.map(({ id }) => id),
        all.filter(holds).map(({ id }) => id),
      );
    };
    const isAbout = (patient: string) => (one: Told) =>
      (one.entity ?? []).some(({ what }) => what?.reference === `Patient/${patient}`);
    every(await ids('patient=p1'), isAbout('p1'));
    every(await ids('patient=Patient/p1,Patient/p2'), (one) => isAbout('p1')(one) || isAbout('p2')(one));
    every(await ids('entity=Observation/o1'), (one) =>
      (one.entity ?? []).some(({ what }) => what?.reference === 'Observation/o1'),
    );
    for (const code of ['R', 'U', 'D', 'C', 'E']) every(await ids(`action=${code}`), ({ action }) => action === code);
    every(await ids('action:not=R'), ({ action }) => action !== 'R');
    every(await ids('outcome=4'), ({ outcome }) => outcome === '4');
    for (const code of ['read', 'search', 'update', 'create', 'delete', 'operation'])
      every(await ids(`subtype=${code}`), ({ subtype }) => subtype.some((one) => one.code === code));
    every(await ids('type=rest'), ({ type }) => type.code === 'rest');
    every(await ids('type=http://terminology.hl7.org/CodeSystem/audit-event-type|rest'), ({ type }) => type.code === 'rest');
    every(await ids('site=songhua'), () => true);
    every(await ids('source:identifier=http://localhost/fhir/R4,http://localhost:80/fhir/R4'), () => true);
    every(await ids('date=ge2020-01-01'), () => true);
    for (const none of ['date=lt2020-01-01', 'subtype=nothing', 'site=elsewhere', 'patient=p3', 'agent=Organization/x'])
      assert.equal((await search(`agent:identifier=test-client&${none}`)).total, 0, none);
    const one = all[0]?.id ?? '';
    assert.deepEqual(
      found(await search(`_id=${one}`)).map(({ id }) => id),
      [one],
    );
    assert.equal((await search('_id=not-a-number')).total, 0);
    const names = found(await search('agent-name=系统&_count=200')).concat(
      found(await search('agent-name:contains=admin&_count=200')),
    );
    assert.ok(names.every(({ agent }) => agent.some(({ name }) => name !== undefined)));
    assert.ok(found(await search('subtype=AuthZ-Role')).every(({ outcome }) => outcome === '4'));
    assert.ok(found(await search('subtype=AuthZ-Role')).length > 0, 'what the viewer was refused is a decision');
    assert.ok(found(await search('type=110114&subtype=urn:songhua:audit-event|sign-in')).length > 0);
  });

  await t.test('pages follow one another without a gap, in both orders; totals count what all pages hold', async () => {
    const walk = async (query: string): Promise<string[]> => {
      const ids: string[] = [];
      let url: string | undefined = `/AuditEvent?${query}`;
      while (url !== undefined) {
        const answer: Searchset = (await ask('GET', url, { as: admin })).json();
        ids.push(...found(answer).map(({ id }) => id));
        url = answer.link.find(({ relation }) => relation === 'next')?.url.replace(/^.*\/fhir\/R4/, '');
      }
      return ids;
    };
    const conditions = 'agent:identifier=test-client&date=lt2100-01-01';
    const whole = found(await search(`${conditions}&_count=200`)).map(({ id }) => id);
    assert.deepEqual(await walk(`${conditions}&_count=3`), whole);
    assert.deepEqual(await walk(`${conditions}&_count=3&_sort=-date`), whole);
    assert.deepEqual(await walk(`${conditions}&_count=4&_sort=date`), whole.toReversed());
    const { total, entry } = await search(`${conditions}&_summary=count`);
    assert.deepEqual([total, entry], [whole.length, undefined]);
    assert.equal((await search(`${conditions}&_total=accurate&_count=1`)).total, whole.length);
    const posted = await ask('POST', '/AuditEvent/_search', {
      as: admin,
      payload: `${conditions}&_count=200`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    assert.deepEqual(
      found(posted.json()).map(({ id }) => id),
      whole,
    );
    const within = await ask('GET', '/Patient/p1/AuditEvent?agent:identifier=test-client&_count=200', { as: admin });
    assert.deepEqual(
      found(within.json()).map(({ id }) => id),
      found(await search('patient=p1&agent:identifier=test-client&_count=200')).map(({ id }) => id),
    );
    assert.equal((await ask('GET', `/AuditEvent?_cursor=none`, { as: admin })).statusCode, 400);
  });

  await t.test(
    'a parameter that is not answered is refused by its name; asked to be lenient, it is left out and said',
    async () => {
      for (const query of [
        'policy=x',
        'nonsense=1',
        'patient.name=x',
        'patient:missing=maybe',
        '_sort=type',
        '_has:Patient:x=1',
        'date=soon',
      ]) {
        const answer = await ask('GET', `/AuditEvent?${query}`, { as: admin });
        assert.equal(answer.statusCode, 400, query);
        assert.equal(answer.json().resourceType, 'OperationOutcome', query);
      }
      const lenient = await ask('GET', '/AuditEvent?nonsense=1&_count=1', { as: admin, headers: { prefer: 'handling=lenient' } });
      assert.equal(lenient.statusCode, 200);
      assert.match(lenient.body, /"mode":"outcome"/);
      const self = lenient.json<Searchset>().link.find(({ relation }) => relation === 'self')?.url ?? '';
      assert.ok(!self.includes('nonsense'));
      for (const elsewhere of [
        '/Patient?_has:AuditEvent:patient:action=R',
        '/Patient?_revinclude=AuditEvent:patient',
        '/?_type=AuditEvent',
      ])
        assert.equal((await ask('GET', elsewhere)).statusCode, 400, elsewhere);
    },
  );

  await t.test('one is read by its id, with conditions; what is not there answers 404', async () => {
    const [first] = found(await search('patient=p1&_count=1'));
    const answer = await ask('GET', `/AuditEvent/${first?.id}`, { as: admin });
    assert.deepEqual([answer.statusCode, answer.json()], [200, first]);
    const etag = String(answer.headers.etag);
    assert.equal(
      (await ask('GET', `/AuditEvent/${first?.id}`, { as: admin, headers: { 'if-none-match': etag } })).statusCode,
      304,
    );
    for (const id of ['99999999', 'abc']) assert.equal((await ask('GET', `/AuditEvent/${id}`, { as: admin })).statusCode, 404);
    const cut = await ask('GET', `/AuditEvent/${first?.id}?_elements=action`, { as: admin });
    assert.equal(cut.json().source?.site, 'songhua', 'what must be there stays');
    assert.equal(cut.json().entity, undefined);
  });

  await t.test('nobody creates, changes or deletes one, whichever way it comes: 405, and nothing is stored', async () => {
    const event = auditEventOf(
      {
        entry: 1,
        number: null,
        at: new Date(),
        event: 'request',
        actorKind: 'person',
        actorId: 'x',
        actorName: 'x',
        roles: [],
        institution: null,
        purpose: null,
        method: 'GET',
        route: '/fhir/R4/:type/:id',
        path: '/fhir/R4/Patient/p1',
        status: 200,
        requestId: 'r',
        address: '1.2.3.4',
        resources: ['Patient/p1'],
        resourceCount: 1,
        patients: ['p1'],
        patientCount: 1,
        way: null,
        emergency: false,
        note: null,
        onlyAsked: 0,
      },
      'http://localhost/fhir/R4',
    );
    const json = { 'content-type': 'application/json-patch+json' };
    const tries = [
      await ask('POST', '/AuditEvent', { payload: event }),
      await ask('PUT', '/AuditEvent/1', { payload: event }),
      await ask('PUT', '/AuditEvent?patient=p1', { payload: event }),
      await ask('PATCH', '/AuditEvent/1', { payload: '[{"op":"replace","path":"/action","value":"D"}]', headers: json }),
      await ask('DELETE', '/AuditEvent/1'),
      await ask('DELETE', '/AuditEvent?patient=p1'),
      await ask('GET', '/AuditEvent/_history'),
      await ask('GET', '/AuditEvent/1/_history/1'),
    ];
    for (const answer of tries) {
      assert.equal(answer.statusCode, 405, answer.body);
      assert.equal(answer.json().resourceType, 'OperationOutcome');
    }
    const entry = (request: object, resource?: object) => ({ request, ...(resource && { resource }) });
    const batch = await ask('POST', '', {
      payload: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          entry({ method: 'POST', url: 'AuditEvent' }, event),
          entry({ method: 'DELETE', url: 'AuditEvent/1' }),
          entry({ method: 'GET', url: 'AuditEvent?patient=p1&_count=2' }),
          entry({ method: 'GET', url: `AuditEvent/${found(await search('_count=1'))[0]?.id}` }),
          entry({ method: 'GET', url: 'AuditEvent/_history' }),
        ],
      },
    });
    const answers = batch.json<{ entry: { response: { status: string }; resource?: Searchset }[] }>().entry;
    assert.deepEqual(
      answers.map(({ response }) => response.status.slice(0, 3)),
      ['405', '405', '200', '200', '405'],
    );
    assert.equal(answers[2]?.resource?.entry?.length, 2);
    const transaction = await ask('POST', '', {
      payload: {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          entry({ method: 'POST', url: 'Patient' }, { resourceType: 'Patient', name: [{ text: 'none of it' }] }),
          entry({ method: 'POST', url: 'AuditEvent' }, event),
        ],
      },
    });
    assert.equal(transaction.statusCode, 405, transaction.body);
    const imported = await ask('POST', '/$import', {
      payload: `${JSON.stringify({ ...event, id: 'a1' })}\n`,
      headers: { 'content-type': 'application/fhir+ndjson', prefer: 'respond-async' },
    });
    assert.ok(imported.statusCode === 202 || imported.statusCode === 400, imported.body);
    const [row] = await pool
      .query('select count(*)::int as count from records.resource where body::text like \'%"AuditEvent"%\'')
      .then(({ rows }) => rows);
    assert.equal(row.count, 0);
    const { statusCode } = await ask('GET', '/Patient?name=none', { as: client });
    assert.equal(statusCode, 200);
  });

  await t.test(
    'whoever may read the log is told of everybody; who may not is refused; a backend asks by its scopes',
    async () => {
      assert.equal((await ask('GET', '/AuditEvent', { as: viewer })).statusCode, 403);
      assert.equal((await ask('GET', '/AuditEvent', { as: {} })).statusCode, 401);
      const officer = await app.signInAs('privacy', 'songhua-privacy');
      assert.ok(((await search('patient=p1', officer)).total ?? 0) > 0);
      const named = await clientToken('system/AuditEvent.rs');
      assert.ok(((await search('patient=p1', named)).total ?? 0) > 0);
      const other = await clientToken('system/Patient.rs');
      assert.equal((await ask('GET', '/AuditEvent', { as: other })).statusCode, 403);
      assert.equal((await ask('GET', '/AuditEvent/1', { as: other })).statusCode, 403);
      const doctor = await app.signInAs('doctor', 'songhua-doctor');
      assert.equal((await ask('GET', '/AuditEvent', { as: doctor })).statusCode, 403);
    },
  );

  await t.test('a resident is told of looks at their own record alone, without others, requests and addresses', async () => {
    await pool.query(`update access.account set patient = 'Patient/p1' where username = 'resident'`);
    const resident = await app.signInAs('resident', 'songhua-resident');
    await pool.query(
      `insert into access.audit (form, at, event, actor_kind, actor_id, actor_name, method, path, route, status, request_id, address, resources,
         resource_count, patients, patient_count, emergency)
       select 1, now(), 'request', 'person', 'dr-id', '赵医生', 'GET', '/fhir/R4/Observation?code=hidden-term', '/fhir/R4/:type', status,
         'hidden-request', '10.9.8.7', 'Observation/other-one Patient/p2', 2, array['p1', 'p2'], 2, false
       from unnest(array[200, 403]) as status`,
    );
    const own = await search('_count=200', resident);
    const page = (await server.app.inject({ url: '/api/administration/my-record/accesses?limit=200', headers: resident })).json<{
      total: number;
      items: { entry: number }[];
    }>();
    assert.deepEqual(
      found(own).map(({ id }) => id),
      page.items.map(({ entry }) => String(entry)),
      'the same looks that the page shows',
    );
    for (const resource of found(own)) {
      const told = JSON.stringify(resource);
      for (const hidden of ['p2', 'other-one', 'hidden', '10.9.8.7', '127.0.0.1', 'dr-id', 'network', 'XrequestId'])
        assert.ok(!told.includes(hidden), `${hidden} in ${told}`);
      const outcome = (await ask('POST', '/AuditEvent/$validate', { payload: resource })).json();
      assert.ok(!outcome.issue.some(({ severity }: { severity: string }) => severity === 'error'), JSON.stringify(outcome));
    }
    await pool.query(
      `insert into access.audit (form, at, event, actor_kind, actor_id, method, path, route, status, request_id, resource_count, patients,
         patient_count, emergency) values (1, now(), 'records-exported', 'system', 'console', 'EVENT', 'all', 'export', 200, '', 0, array['*'], 1, false)`,
    );
    const [everybodys] = found(await search('_count=1', resident));
    assert.deepEqual(
      everybodys?.entity?.map(({ what }) => what?.reference),
      ['Patient/p1'],
      'what was about everybody was about them',
    );
    const [whole] = found(await search('subtype=records-exported'));
    assert.doesNotMatch(JSON.stringify(whole), /Patient\/\*/);
    assert.equal((await search('entity=Observation/o1', resident)).total, 0);
    assert.equal((await search('entity=Observation/other-one', resident)).total, 0);
    assert.equal((await search('agent:identifier=dr-id', resident)).total, 0, 'an id that is not told finds nothing');
    for (const hidden of [
      'agent:identifier=dr-id',
      'agent:identifier=urn:songhua:person|dr-id',
      'entity=Patient/p2',
      'patient=p2',
      'patient=p2,nobody',
      'outcome=4',
    ]) {
      const { total, entry, link } = await search(`${hidden}&_count=1&_total=accurate`, resident);
      assert.deepEqual([total, entry], [0, undefined], hidden);
      assert.ok(!link.some(({ relation }) => relation === 'next'), hidden);
      assert.equal((await search(`${hidden}&_summary=count`, resident)).total, 0, hidden);
    }
    assert.equal(found(await search('agent-name=赵医生', resident)).length, 1);
    const theirs = found(await search('patient=p2&action=C'))[0]?.id;
    assert.equal((await ask('GET', `/AuditEvent/${theirs}`, { as: resident })).statusCode, 404);
    const mine = found(own)[0]?.id;
    assert.equal((await ask('GET', `/AuditEvent/${mine}`, { as: resident })).statusCode, 200);
    assert.equal((await ask('GET', '/Patient/p1/AuditEvent', { as: resident })).statusCode, 200);
  });

  await t.test('a look at the log is an entry itself, names what it showed, and is no look at anybody’s record', async () => {
    const before = await search('patient=p1&_count=2');
    const [newest] = found(await search(`subtype=search&entity=AuditEvent/${found(before)[0]?.id}&_count=1`));
    assert.ok(newest, 'found by the AuditEvent that it showed');
    const query = Buffer.from(newest.entity?.find((one) => one.query)?.query ?? '', 'base64').toString();
    assert.match(query, /^\/fhir\/R4\/AuditEvent\?/);
    const resident = await app.signInAs('resident', 'songhua-resident');
    const own = found(await search('_count=500', resident));
    const admins = found(await search('agent-name=系统&patient=p1&_count=200'));
    for (const { id } of admins.filter(({ entity = [] }) => entity.some((one) => one.query)))
      assert.ok(!own.some((one) => one.id === id), `${id} is a look at the log`);
  });

  await t.test('the interaction in SQL is that of the function, for every declared route', async () => {
    const { interactionSql } = await import('@songhua/access/audit/fhir/interaction.ts');
    const routes = server.house.manifests.flatMap(({ routes: own }) => own.map(({ method, path: route }) => ({ method, route })));
    const odd = [
      { method: 'EVENT', route: 'account' },
      { method: 'HEAD', route: '/fhir/R4' },
      { method: 'POST', route: '/fhir/R4' },
      { method: 'GET', route: '/x%history' },
    ];
    for (const { method, route } of [...routes, ...odd]) {
      const { rows } = await pool.query(
        `select ${interactionSql} as said from (select $1::text as method, $2::text as route) a`,
        [method, route],
      );
      assert.equal(rows[0].said, interactionOf({ method, route }), `${method} ${route}`);
    }
  });
});
