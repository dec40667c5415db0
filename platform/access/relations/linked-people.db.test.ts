import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Resource, withTx } from '@songhua/kernel';
import { peopleWriter } from '@songhua/records';
import { testApp } from '@songhua/server/testing.ts';
import { provisionalTag } from './check-writer.ts';
import { relateCommand } from './relate-command.ts';

type Headers = Record<string, string>;

const ref = (reference: string) => ({ reference });
const dayFrom = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const card = 'urn:test:card';
const act = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

const visit = (patient: string, house: string, more: object = {}) => ({
  resourceType: 'Encounter',
  status: 'in-progress',
  class: { system: act, code: 'AMB' },
  subject: ref(`Patient/${patient}`),
  serviceProvider: ref(`Organization/${house}`),
  period: { start: dayFrom(0) },
  ...more,
});
const observation = (patient: string, more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'glucose' },
  subject: ref(`Patient/${patient}`),
  ...more,
});
const sensitive = { code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'F32' }] } };
const forbids = (patient: string, house: string) => ({
  resourceType: 'Consent',
  status: 'active',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
  patient: ref(`Patient/${patient}`),
  policyRule: { coding: [{ system: act, code: 'OPTOUT' }] },
  provision: {
    type: 'deny',
    actor: [
      {
        role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] },
        reference: ref(`Organization/${house}`),
      },
    ],
  },
});

test('who reaches whom follows the person, from the moment of linking until that of unlinking', async (t) => {
  const app = await testApp(t);
  const { server, pool, signInAs, clientToken } = app;
  const client = await clientToken();
  const ask = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, headers: Headers, payload?: unknown) =>
    server.app.inject({
      method,
      url: `/fhir/R4/${path}`,
      headers: { ...headers, ...(payload !== undefined && { 'content-type': 'application/fhir+json' }) },
      ...(payload !== undefined && { payload: JSON.stringify(payload) }),
    });
  const put = async (resource: Resource & { readonly id: string }) => {
    const answer = await ask('PUT', `${resource.resourceType}/${resource.id}`, client, resource);
    assert.ok(answer.statusCode < 300, answer.body);
  };
  const create = async (resource: Resource, headers: Headers): Promise<string> => {
    const answer = await ask('POST', resource.resourceType, headers, resource);
    assert.equal(answer.statusCode, 201, answer.body);
    return /\/([^/]+)\/_history/.exec(String(answer.headers['location']))?.[1] ?? '';
  };
  const found = async (path: string, headers: Headers): Promise<string[]> => {
    const bundle = (await ask('GET', path, headers)).json<{ entry?: { resource: { id: string } }[] }>();
    return (bundle.entry ?? []).map(({ resource }) => resource.id).sort();
  };
  const own = async (path: string, headers: Headers) => (await server.app.inject({ url: `/api/${path}`, headers })).json();
  const group = (...groups: readonly (readonly string[])[]) =>
    withTx(pool, 'write', (tx) => peopleWriter.regroup(tx, groups, new Date()));
  /** What is remembered of people is forgotten by a notice, which comes a moment after the commit. */
  const soon = async (expected: unknown, read: () => Promise<unknown>, message?: string): Promise<void> => {
    const until = Date.now() + 3_000;
    for (;;) {
      const is = await read();
      try {
        return assert.deepEqual(is, expected, message);
      } catch (error) {
        if (Date.now() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };

  for (const id of ['h1', 'h2', 'h3']) await put({ resourceType: 'Organization', id, name: id });
  for (const id of ['a', 'b', 'c', 'child', 'infant', 'other']) {
    await put({ resourceType: 'Patient', id, name: [{ text: `居民${id}` }], identifier: [{ system: card, value: id }] });
    await put({ ...observation(id), id: `o-${id}` });
  }
  for (const [username, organization] of [
    ['doctor', 'h1'],
    ['nurse', 'h1'],
    ['family', 'h2'],
  ] as const) {
    await pool.query('delete from access.membership where account = (select id from access.account where username = $1)', [
      username,
    ]);
    await pool.query(
      `insert into access.membership (account, organization, roles, since)
       select id, $2, roles, '2020-01-01' from access.account where username = $1`,
      [username, `Organization/${organization}`],
    );
    await pool.query(`update access.account set roles = '{viewer}', area = null where username = $1`, [username]);
  }
  await pool.query(`update access.account set patient = 'Patient/a' where username = 'resident'`);
  const [doctor, nurse, family, resident] = await Promise.all([
    signInAs('doctor', 'songhua-doctor'),
    signInAs('nurse', 'songhua-nurse'),
    signInAs('family', 'songhua-family'),
    signInAs('resident', 'songhua-resident'),
  ]);
  await put({ ...visit('a', 'h1'), id: 'e-a' });

  await t.test(
    'links that somebody writes give nobody anything; linked by the index, one is reached as the other is',
    async () => {
      await put({
        ...{ resourceType: 'Patient', id: 'b', name: [{ text: '居民b' }], identifier: [{ system: card, value: 'b' }] },
        link: [{ other: ref('Patient/a'), type: 'replaces' }],
      });
      for (const headers of [doctor, resident]) {
        assert.deepEqual(await found('Observation', headers), ['o-a']);
        assert.deepEqual(await found('Patient', headers), ['a']);
      }
      await group(['a', 'b']);
      for (const headers of [doctor, resident]) {
        await soon(['o-a', 'o-b'], () => found('Observation', headers));
        assert.deepEqual(await found('Patient', headers), ['a', 'b']);
        assert.equal((await ask('GET', 'Observation/o-b', headers)).statusCode, 200);
      }
      assert.deepEqual(await found('Observation', family), [], 'nobody else comes in');
      await group(['a'], ['b']);
      for (const headers of [doctor, resident]) {
        await soon(['o-a'], () => found('Observation', headers));
        assert.equal((await ask('GET', 'Observation/o-b', headers)).statusCode, 404);
        assert.equal((await ask('GET', 'Patient/b', headers)).statusCode, 404);
      }
    },
  );

  await t.test('what is written of one while they are linked counts for both; a consent given on either binds both', async () => {
    await group(['a', 'b']);
    await put({ ...visit('b', 'h2'), id: 'e-b' });
    await soon(['o-a', 'o-b'], () => found('Observation', family));
    await put({ ...forbids('b', 'h2'), id: 'no-h2' });
    assert.deepEqual(await found('Observation', family), []);
    assert.deepEqual(await found('Observation', doctor), ['o-a', 'o-b']);
    const list = await own('access/my-record/consents', resident);
    assert.deepEqual(
      list.records.map(({ patient }: { patient: string }) => patient),
      ['a'],
      'one person, one record',
    );
    assert.deepEqual(
      list.rules.map(({ id }: { id: string }) => id),
      ['no-h2'],
    );
    const treating = list.seen.find(({ relation }: { relation: string }) => relation === 'treating');
    assert.deepEqual(treating.holders.map(({ id, sees }: { id: string; sees: string }) => [id, sees]).sort(), [
      ['Organization/h1', 'all'],
      ['Organization/h2', 'none'],
    ]);
    await group(['a'], ['b']);
    assert.deepEqual(await found('Observation', family), [], 'b forbids it still');
    assert.deepEqual(await found('Observation', doctor), ['o-a']);
    assert.deepEqual((await own('access/my-record/consents', resident)).rules, []);
    assert.equal((await ask('DELETE', 'Consent/no-h2', client)).statusCode, 204);
    assert.deepEqual(await found('Observation', family), ['o-b'], 'h2 treats b, and a no more');
  });

  await t.test(
    'a resident sees who saw either while they are linked, objects once, and afterwards sees their own again',
    async () => {
      await ask('GET', 'Observation/o-b', family);
      await ask('GET', 'Observation/o-a', doctor);
      const entries = async (patient?: string): Promise<readonly { entry: number; what: string }[]> =>
        (await own(`administration/my-record/accesses?others=true&limit=100${patient ? `&patient=${patient}` : ''}`, resident))
          .items;
      const numbers = async (patient?: string) => (await entries(patient)).map(({ entry }) => entry);
      const before = await numbers();
      await group(['a', 'b']);
      await soon(true, async () => (await numbers()).length > before.length);
      const linked = await entries();
      const added = linked.filter(({ entry }) => !before.includes(entry));
      assert.deepEqual(
        before.filter((entry) => !linked.some((one) => one.entry === entry)),
        [],
      );
      assert.deepEqual(await numbers('b'), await numbers('a'), 'by any of the person');
      const events = await ask('GET', 'AuditEvent?agent-name=x&_count=1', resident);
      assert.equal(events.statusCode, 200, events.body);
      const bundle = await own('administration/my-record/fhir?_count=50', resident);
      assert.match(JSON.stringify(bundle), /"Patient\/b"/);
      const read = added.find(({ what }) => what === 'read');
      assert.ok(read);
      const { entry } = read;
      const object = (patient: string) =>
        server.app.inject({
          ...{ method: 'POST', url: '/api/administration/my-record/objections', headers: resident },
          payload: { patient, entry, reason: '我没有去过这家医院' },
        });
      assert.equal((await object('a')).statusCode, 200);
      assert.equal((await object('b')).statusCode, 409, 'once a person');
      const { rows } = await pool.query('select patient from access.objection where entry = $1', [entry]);
      assert.deepEqual(rows, [{ patient: 'b' }], 'it stays with the registration that was looked at');
      await group(['a'], ['b']);
      await soon(before, numbers, 'what was done to a, and no more');
      assert.equal(
        (await server.app.inject({ url: '/api/administration/my-record/accesses?patient=b', headers: resident })).statusCode,
        403,
      );
    },
  );

  await t.test('who acts for somebody, or has opened a record in an emergency, reaches the person', async () => {
    await pool.query(
      `insert into access.proxy (account, patient, kind, since, granted_by)
       select id, p, 'family', '2020-01-01', 'test' from access.account, unnest(array['Patient/child', 'Patient/c']) p where username = 'resident'`,
    );
    await soon(['o-a', 'o-c', 'o-child'], () => found('Observation', resident));
    await group(['c', 'other'], ['child', 'infant']);
    await soon(['o-a', 'o-c', 'o-child', 'o-infant', 'o-other'], () => found('Observation', resident));
    // A relative does not act for a child under 14, by whichever registration says so.
    await put({ resourceType: 'Patient', id: 'infant', name: [{ text: '居民infant' }], birthDate: dayFrom(-2_000).slice(0, 10) });
    await group(['child', 'infant']);
    await soon(['o-a', 'o-c', 'o-other'], () => found('Observation', resident));
    await pool.query('delete from access.proxy');
    const opened = await server.app.inject({
      ...{ method: 'POST', url: '/api/access/emergency', headers: nurse },
      payload: { patient: 'Patient/c', reason: '车祸昏迷，查过敏史', minutes: 30 },
    });
    assert.equal(opened.statusCode, 200, opened.body);
    await soon(true, async () => (await found('Observation', nurse)).includes('o-other'));
    await group(['c'], ['other'], ['child'], ['infant']);
    await soon(false, async () => (await found('Observation', nurse)).includes('o-other'));
    assert.ok((await found('Observation', nurse)).includes('o-c'));
    await pool.query('delete from access.emergency');
  });

  await t.test('to register somebody’s data opens nothing of theirs; a visit opened for it is told to the person', async () => {
    const house = { managingOrganization: ref('Organization/h3') };
    await pool.query(
      `update access.membership set organization = 'Organization/h3' where account in
         (select id from access.account where username in ('doctor', 'nurse'))`,
    );
    await soon([], () => found('Observation', doctor));
    const copy = await create(
      {
        ...{ resourceType: 'Patient', name: [{ text: '居民b' }], identifier: [{ system: card, value: 'b' }] },
        ...{ ...house, meta: { tag: [provisionalTag] }, address: [{ district: '220221' }] },
      },
      doctor,
    );
    await group(['b', copy]);
    assert.deepEqual(await found('Patient', doctor), [copy], 'what is registered, and nothing of who it is');
    assert.equal((await ask('GET', 'Observation/o-b', doctor)).statusCode, 404);
    assert.deepEqual(await found('Observation', nurse), []);
    // Worked out anew it comes to the same.
    await relateCommand.run([], {
      ...{ pool, root: '', now: new Date(), records: server.records, modules: [], progress: () => {}, print: () => 0 },
      settings: { registry: 'empty', mode: 'demo', cityScale: 0 },
    });
    assert.deepEqual(await found('Patient', doctor), [copy]);
    await put({ ...observation('b', sensitive), id: 'secret-b' });
    await create(visit(copy, 'h3'), doctor);
    assert.deepEqual(await found('Observation', doctor), ['o-b'], 'the person is treated, without what is sensitive');
    await pool.query(`update access.account set patient = 'Patient/b' where username = 'resident'`);
    const opened = async (): Promise<number> => {
      const { items } = await own('administration/my-record/accesses?others=true&limit=100', resident);
      return items.filter(({ what }: { what: string }) => what === 'visit-opened').length;
    };
    await soon(1, opened, 'told to the person');
    // A second visit, of the other registration, is as alone as the first: one person's word does not become two.
    await create(visit('b', 'h3'), doctor);
    await soon(2, opened);
    const stands = async (): Promise<string[]> => {
      const { rows } = await pool.query<{ is: string }>(
        `select distinct s.relation || ' ' || n.id as is from records.stake s join records.name n on n.rid = s.patient
          where s.holder = 'Organization/h3' and n.id in ('b', $1) and s.source like 'Encounter/%' order by 1`,
        [copy],
      );
      return rows.map(({ is }) => is);
    };
    assert.deepEqual(await stands(), ['7 b', `7 ${copy}`].sort());
    assert.deepEqual(await found('Observation', doctor), ['o-b']);
    // A colleague who opens a visit of one registration confirms what was opened of that one, and so of the person.
    await create(visit('b', 'h3'), nurse);
    assert.deepEqual(await found('Observation', doctor), ['o-b', 'secret-b']);
    await group(['b'], [copy]);
    assert.deepEqual(await found('Observation', doctor), ['o-b', 'secret-b'], 'b is treated by its own visits');
    assert.deepEqual(await stands(), ['1 b', `7 ${copy}`].sort(), 'and the registration has nothing but its own');
  });

  await t.test(
    'what an account opened where its house was known vouches for no further visit by way of a second registration',
    async () => {
      // A system tells that h2 treats c, until yesterday; while it did, an account opened a visit.
      await put({ ...visit('c', 'h2'), id: 'e-c' });
      await soon(true, async () => (await found('Observation', family)).includes('o-c'));
      await create(visit('c', 'h2'), family);
      await put({ ...visit('c', 'h2', { status: 'cancelled' }), id: 'e-c' });
      await group(['c', 'other']);
      await create(visit('other', 'h2'), family);
      const { rows } = await pool.query(
        `select patient, alone from access.opening where institution = 'Organization/h2' order by patient`,
      );
      assert.deepEqual(rows, [
        { patient: 'c', alone: false },
        { patient: 'other', alone: true },
      ]);
      await group(['c'], ['other']);
    },
  );

  await t.test('somebody with a card in hand is found where several registrations of one person bear its number', async () => {
    const find = async (headers: Headers) => {
      const answer = await server.app.inject({
        ...{ method: 'POST', url: '/api/access/find-person', headers },
        payload: { system: card, value: 'twice', name: '王小明' },
      });
      return answer.json<{ patient?: string; code?: string }>().patient ?? answer.json().code;
    };
    for (const [id, house] of [
      ['t1', 'h1'],
      ['t2', 'h2'],
    ] as const)
      await put({
        ...{ resourceType: 'Patient', id, name: [{ text: '王小明' }], identifier: [{ system: card, value: 'twice' }] },
        managingOrganization: ref(`Organization/${house}`),
      });
    assert.equal(await find(family), 'access.nobody-found', 'two people, as far as anybody knows');
    await group(['t1', 't2']);
    assert.equal(await find(family), 'Patient/t2', 'the registration of one’s own house');
    assert.equal(await find(doctor), 'Patient/t1', 'the one by which the person is called');
    await group(['t1'], ['t2']);
    assert.equal(await find(family), 'access.nobody-found');
  });
});
