import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import { accountDays } from './account-days.ts';
import { provisionalTag } from './check-writer.ts';
import { contractCode } from './decide-stakes.ts';
import { relateCommand } from './relate-command.ts';

const ref = (reference: string) => ({ reference });
const dayFrom = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const icd = 'http://hl7.org/fhir/sid/icd-10';
const ambulatory = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' };

type Headers = Record<string, string>;
interface Issue {
  readonly diagnostics?: string;
  readonly expression?: readonly string[];
  readonly details?: { readonly text?: string };
}

const visit = (patient: string, house: string, more: object = {}) => ({
  resourceType: 'Encounter',
  status: 'in-progress',
  class: ambulatory,
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
const condition = (patient: string, code: string) => ({
  resourceType: 'Condition',
  subject: ref(`Patient/${patient}`),
  code: coded(icd, code),
});

test('doctors and nurses open visits for the institution they act for, and for nobody else', async (t) => {
  const { server, pool, signInAs, clientToken } = await testApp(t);
  const client = await clientToken();
  const ask = (
    method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    headers: Headers,
    payload?: unknown,
    more: Headers = {},
  ) =>
    server.app.inject({
      method,
      url: `/fhir/R4${path === '' ? '' : `/${path}`}`,
      headers: {
        ...headers,
        ...(payload !== undefined && {
          'content-type': method === 'PATCH' ? 'application/json-patch+json' : 'application/fhir+json',
        }),
        ...more,
      },
      ...(payload !== undefined && { payload: JSON.stringify(payload) }),
    });
  const put = async (resource: Resource & { readonly id: string }) => {
    const answer = await ask('PUT', `${resource.resourceType}/${resource.id}`, client, resource);
    assert.ok(answer.statusCode < 300, answer.body);
  };
  const create = async (resource: Resource, headers: Headers, more: Headers = {}): Promise<string> => {
    const answer = await ask('POST', resource.resourceType, headers, resource, more);
    assert.equal(answer.statusCode, 201, answer.body);
    return /\/([^/]+)\/_history/.exec(String(answer.headers['location']))?.[1] ?? '';
  };
  const found = async (path: string, headers: Headers): Promise<string[]> => {
    const bundle = (await ask('GET', path, headers)).json<{ entry?: { resource: { id: string } }[] }>();
    return (bundle.entry ?? []).map(({ resource }) => resource.id).sort();
  };
  const refusal = async (answer: Awaited<ReturnType<typeof ask>>): Promise<[number, string[]]> => [
    answer.statusCode,
    answer.json<{ issue?: Issue[] }>().issue?.flatMap(({ expression = [] }) => expression) ?? [],
  ];

  for (const id of ['h1', 'h2']) await put({ resourceType: 'Organization', id, name: id });
  for (const id of ['p1', 'p2', 'p3', 'p4', 'p5', 'known']) {
    await put({ resourceType: 'Patient', id, name: [{ text: id }] });
    await put({ ...observation(id), id: `o-${id}` });
    await put({ ...condition(id, 'J10'), id: `flu-${id}` });
    await put({ ...condition(id, 'F32'), id: `mood-${id}` });
  }
  for (const [username, organization] of [
    ['doctor', 'h1'],
    ['nurse', 'h1'],
    ['family', 'h2'],
  ] as const) {
    await pool.query(
      `insert into access.membership (account, organization, roles, since)
       select id, $2, roles, '2020-01-01' from access.account where username = $1`,
      [username, `Organization/${organization}`],
    );
    await pool.query(`update access.account set roles = '{viewer}' where username = $1`, [username]);
  }
  await pool.query(`update access.account set patient = 'Patient/p1' where username = 'resident'`);
  const doctor = await signInAs('doctor', 'songhua-doctor');
  const nurse = await signInAs('nurse', 'songhua-nurse');
  const family = await signInAs('family', 'songhua-family');
  const resident = await signInAs('resident', 'songhua-resident');

  let first = '';
  await t.test(
    'somebody walks in: the doctor opens a visit, sees the record and writes; colleagues see it, other houses do not',
    async () => {
      assert.deepEqual(await found('Observation', doctor), []);
      const opened = await ask('POST', 'Encounter', doctor, visit('p1', 'h1'), { prefer: 'return=representation' });
      assert.equal(opened.statusCode, 201, opened.body);
      first = opened.json<{ id: string }>().id;
      assert.deepEqual(await found('Patient', doctor), ['p1']);
      assert.deepEqual(await found('Observation', doctor), ['o-p1']);
      const written = await create(observation('p1'), doctor);
      await create(condition('p1', 'J11'), doctor);
      assert.deepEqual(await found('Observation', nurse), [written, 'o-p1'].sort());
      assert.deepEqual(await found('Observation', family), []);
      assert.equal((await ask('GET', `Encounter/${first}`, family)).statusCode, 404);
    },
  );

  await t.test(
    'what one person says alone leads to nothing sensitive, though it may be written down; a colleague confirms',
    async () => {
      assert.ok(!(await found('Condition', doctor)).includes('mood-p1'));
      const answer = await ask('POST', 'Condition', doctor, condition('p1', 'F33'), { prefer: 'return=representation' });
      assert.deepEqual([answer.statusCode, answer.body], [201, '']);
      const again = await ask('PATCH', `Encounter/${first}`, doctor, [{ op: 'add', path: '/priority', value: { text: 'x' } }]);
      assert.equal(again.statusCode, 200, again.body);
      assert.ok(!(await found('Condition', doctor)).includes('mood-p1'), 'nobody confirms oneself');
      const seen = await ask('PATCH', `Encounter/${first}`, nurse, [{ op: 'replace', path: '/priority/text', value: 'y' }]);
      assert.equal(seen.statusCode, 200, seen.body);
      assert.ok((await found('Condition', doctor)).includes('mood-p1'));
      assert.ok((await found('Condition', nurse)).includes('mood-p1'));
    },
  );

  await t.test('a visit that a colleague voids confirms nothing, and gives nothing more when it is taken up again', async () => {
    await put({ resourceType: 'Patient', id: 'v1', name: [{ text: 'v1' }] });
    await put({ ...condition('v1', 'F32'), id: 'mood-v1' });
    const status = async (id: string, value: string, headers: Headers) => {
      const answer = await ask('PATCH', `Encounter/${id}`, headers, [{ op: 'replace', path: '/status', value }]);
      assert.equal(answer.statusCode, 200, answer.body);
    };
    const seesMood = async (headers = doctor) => (await found('Condition', headers)).includes('mood-v1');
    const one = await create(visit('v1', 'h1'), doctor);
    await status(one, 'entered-in-error', nurse);
    await create(visit('v1', 'h1'), doctor);
    await status(one, 'in-progress', doctor);
    assert.equal(await seesMood(), false, 'the word of one person alone');
    await status(one, 'in-progress', nurse);
    assert.equal(await seesMood(), true, 'who leaves it standing confirms');
    await status(one, 'entered-in-error', nurse);
    await status(one, 'in-progress', doctor);
    assert.equal(await seesMood(), false, 'what was confirmed is taken back');
  });

  await t.test('a void visit of a colleague does not vouch, nor is a new void one a word', async () => {
    for (const id of ['v2', 'v3']) await put({ resourceType: 'Patient', id, name: [{ text: id }] });
    for (const id of ['v2', 'v3']) await put({ ...condition(id, 'F32'), id: `mood-${id}` });
    const theirs = await create(visit('v2', 'h1'), nurse);
    const voided = [{ op: 'replace', path: '/status', value: 'entered-in-error' }];
    assert.equal((await ask('PATCH', `Encounter/${theirs}`, nurse, voided)).statusCode, 200);
    await create(visit('v2', 'h1'), doctor);
    await create(visit('v3', 'h1'), doctor);
    await create(visit('v3', 'h1', { status: 'entered-in-error' }), nurse);
    const seen = await found('Condition', doctor);
    assert.deepEqual([seen.includes('mood-v2'), seen.includes('mood-v3')], [false, false]);
    await create(visit('v3', 'h1'), nurse);
    assert.ok((await found('Condition', doctor)).includes('mood-v3'), 'a standing one is');
  });

  await t.test('what is deleted is no opening any more', async () => {
    const id = await create(visit('v3', 'h1'), doctor);
    const openings = async () =>
      (await pool.query('select 1 from access.opening where source = $1', [`Encounter/${id}`])).rows.length;
    assert.equal(await openings(), 1);
    assert.equal((await ask('DELETE', `Encounter/${id}`, client)).statusCode, 204);
    assert.equal(await openings(), 0);
  });

  await t.test(
    'an address that an account writes leads its area there for a while, and the true area loses nothing',
    async () => {
      const addressed = (district: string) => ({
        ...{ resourceType: 'Patient', id: 'moved', name: [{ text: 'moved' }] },
        ...{ managingOrganization: ref('Organization/h1'), address: [{ district }] },
      });
      await put(addressed('220221'));
      await create(visit('moved', 'h1'), doctor);
      const standing = (await ask('GET', 'Patient/moved', doctor)).json<Resource>();
      const answer = await ask('PUT', 'Patient/moved', doctor, { ...standing, address: [{ district: '220202' }] });
      assert.equal(answer.statusCode, 200, answer.body);
      const areas = async () =>
        (
          await pool.query<{ holder: string; days: number | null }>(
            `select holder, case when isfinite(until) then round(extract(epoch from until - now()) / 86400)::int end as days
             from records.stake where source = 'Patient/moved' and holder like 'area/%' order by holder`,
          )
        ).rows.map(({ holder, days }) => [holder, days]);
      assert.deepEqual(await areas(), [
        ['area/220200', null],
        ['area/220202', accountDays.unconfirmed],
        ['area/220221', null],
      ]);
      await put(addressed('220202'));
      assert.deepEqual(await areas(), [
        ['area/220200', null],
        ['area/220202', null],
      ]);
    },
  );

  await t.test('the resident is told who opened it, for which institution', async () => {
    const { items } = (
      await server.app.inject({ url: '/api/administration/my-record/accesses?others=true', headers: resident })
    ).json<{ items: { what: string; who: string; institution: string }[] }>();
    const opened = items.filter(({ what }) => what === 'visit-opened');
    assert.deepEqual(
      opened.map(({ institution }) => institution),
      ['h1'],
    );
  });

  await t.test('a system of the institution confirms, too, by an encounter or a registration of its own', async () => {
    await create(visit('p2', 'h1'), doctor);
    assert.ok(!(await found('Condition', doctor)).includes('mood-p2'));
    await put({ resourceType: 'Patient', id: 'p2', managingOrganization: ref('Organization/h1') });
    assert.ok((await found('Condition', doctor)).includes('mood-p2'));
  });

  await t.test('each refusal names field and rule, in both languages', async () => {
    const wrongs: [string, object, string][] = [
      ['another house', visit('p3', 'h2'), 'serviceProvider'],
      ['no house', { ...visit('p3', 'h1'), serviceProvider: undefined }, 'serviceProvider'],
      ['back-dated', visit('p3', 'h1', { period: { start: dayFrom(-accountDays.back - 1) } }), 'period.start'],
      ['long', visit('p3', 'h1', { period: { start: dayFrom(0), end: dayFrom(400) } }), 'period.end'],
      ['a group', { ...visit('p3', 'h1'), subject: ref('Group/g') }, 'subject'],
      ['another server’s', { ...visit('p3', 'h1'), subject: ref('https://h.example/fhir/Patient/p3') }, 'subject'],
    ];
    for (const [what, resource, field] of wrongs) {
      const answer = await ask('POST', 'Encounter', doctor, resource);
      assert.deepEqual(await refusal(answer), [403, [field]], `${what}: ${answer.body}`);
      assert.match(answer.body, /[\u4e00-\u9fff]/, what);
      assert.match(
        (await ask('POST', 'Encounter', doctor, resource, { 'accept-language': 'en' })).body,
        /must|institution/,
        what,
      );
    }
    assert.deepEqual(await found('Observation', doctor), await found('Observation', nurse));
    assert.ok(!(await found('Observation', doctor)).includes('o-p3'));
  });

  await t.test(
    'a visit is not moved to another person or house, made longer, or deleted; another house’s is not changed',
    async () => {
      const standing = (await ask('GET', `Encounter/${first}`, doctor)).json<Resource & { id: string }>();
      const change = async (more: object, headers = doctor) =>
        refusal(await ask('PUT', `Encounter/${first}`, headers, { ...standing, ...more }));
      assert.deepEqual(await change({ subject: ref('Patient/p3') }), [403, ['subject']]);
      assert.deepEqual(await change({ serviceProvider: ref('Organization/h2') }), [403, ['serviceProvider']]);
      assert.deepEqual((await change({ period: { start: dayFrom(-300) } }))[1], ['period.start']);
      assert.deepEqual((await change({ period: { start: standing['period'], end: dayFrom(900) } }))[0], 400);
      assert.equal((await ask('DELETE', `Encounter/${first}`, doctor)).statusCode, 403);
      await put({ ...visit('p1', 'h2'), id: 'theirs' });
      assert.deepEqual(
        await refusal(await ask('PATCH', 'Encounter/theirs', doctor, [{ op: 'replace', path: '/status', value: 'finished' }])),
        [403, ['serviceProvider']],
      );
      const moved = [{ op: 'replace', path: '/serviceProvider/reference', value: 'Organization/h1' }];
      assert.deepEqual(await refusal(await ask('PATCH', 'Encounter/theirs', doctor, moved)), [403, ['serviceProvider']]);
      await ask('DELETE', 'Encounter/theirs', client);
    },
  );

  await t.test(
    'one transaction registers somebody, opens the visit and writes what was found; nothing of it if one is refused',
    async () => {
      const patient = (more: object = {}) => ({
        resourceType: 'Patient',
        meta: { tag: [provisionalTag] },
        managingOrganization: ref('Organization/h1'),
        name: [{ text: '新来者' }],
        ...more,
      });
      const bundle = (...entries: [string, Resource][]) => ({
        resourceType: 'Bundle',
        type: 'transaction',
        entry: entries.map(([fullUrl, resource]) => ({
          fullUrl,
          resource,
          request: { method: 'POST', url: resource.resourceType },
        })),
      });
      const [who, when] = ['urn:uuid:8a1b6a0e-0000-4000-8000-000000000001', 'urn:uuid:8a1b6a0e-0000-4000-8000-000000000002'];
      const note = { ...observation(''), subject: ref(who), encounter: ref(when) };
      const opens = { ...visit('', 'h1'), subject: ref(who) };
      const orders: [string, Resource][][] = [
        [
          [who, patient()],
          [when, opens],
          ['urn:uuid:8a1b6a0e-0000-4000-8000-000000000003', note],
        ],
        [
          ['urn:uuid:8a1b6a0e-0000-4000-8000-000000000003', note],
          [when, opens],
          [who, patient()],
        ],
      ];
      for (const entries of orders) {
        const answer = await ask('POST', '', doctor, bundle(...entries));
        assert.equal(answer.statusCode, 200, answer.body);
        const id = /Patient\/([^/]+)\//.exec(answer.body)?.[1] ?? '';
        assert.equal((await found(`Observation?subject=Patient/${id}`, nurse)).length, 1);
      }
      const before = (await found('Observation', doctor)).length;
      const strange = bundle(
        [when, { ...visit('p1', 'h1') }],
        ['urn:uuid:8a1b6a0e-0000-4000-8000-000000000004', observation('p4')],
      );
      assert.equal((await ask('POST', '', doctor, strange)).statusCode, 403);
      const wrong = await ask(
        'POST',
        '',
        doctor,
        bundle([when, visit('p4', 'h2')], ['urn:uuid:8a1b6a0e-0000-4000-8000-000000000004', observation('p4')]),
      );
      assert.deepEqual(await refusal(wrong), [403, ['Bundle.entry[0].resource.serviceProvider']]);
      assert.equal((await found('Observation', doctor)).length, before);
      assert.equal(
        (
          await ask(
            'POST',
            '',
            doctor,
            bundle([when, visit('p4', 'h1')], ['urn:uuid:8a1b6a0e-0000-4000-8000-000000000004', observation('p4')]),
          )
        ).statusCode,
        200,
      );
      assert.ok((await found('Observation', doctor)).includes('o-p4'));
    },
  );

  await t.test('who is registered with an account is provisional, put right by the house, and merged by nobody', async () => {
    const base = { resourceType: 'Patient', managingOrganization: ref('Organization/h1'), name: [{ text: '李四' }] };
    const tagged = { ...base, meta: { tag: [provisionalTag] } };
    assert.deepEqual(await refusal(await ask('POST', 'Patient', doctor, base)), [403, ['meta.tag']]);
    assert.deepEqual(
      await refusal(await ask('POST', 'Patient', doctor, { ...tagged, managingOrganization: ref('Organization/h2') })),
      [403, ['managingOrganization']],
    );
    const identifier = [{ system: 'urn:card', value: '77' }];
    const once = { 'if-none-exist': 'identifier=urn:card|77' };
    const id = await create({ ...tagged, identifier }, doctor, once);
    assert.equal((await ask('POST', 'Patient', doctor, { ...tagged, identifier }, once)).statusCode, 200, 'found again');
    const put_ = (more: object) => ask('PUT', `Patient/${id}`, nurse, { ...tagged, id, identifier, ...more });
    assert.equal((await put_({ name: [{ text: '李思' }] })).statusCode, 200);
    assert.equal((await found(`Patient/${id}/_history`, nurse)).length, 2);
    assert.deepEqual(await refusal(await put_({ link: [{ other: ref('Patient/p1'), type: 'replaces' }] })), [403, ['link']]);
    const merging = { resourceType: 'Person', link: [{ target: ref(`Patient/${id}`) }] };
    assert.equal((await ask('POST', 'Person', doctor, merging)).statusCode, 405, 'who is one person nobody writes');
    assert.deepEqual(await refusal(await put_({ active: false })), [403, ['active']]);
    assert.deepEqual(await refusal(await put_({ meta: { tag: [{ system: 'urn:x', code: 'y' }] } })), [403, ['meta.tag']]);
    assert.equal((await ask('PUT', 'Patient/mine-to-choose', doctor, { ...tagged, id: 'mine-to-choose' })).statusCode, 404);
  });

  await t.test('a person in treatment is put right, their house stays theirs', async () => {
    const p2 = (await ask('GET', 'Patient/p2', doctor)).json<Resource>();
    assert.equal((await ask('PUT', 'Patient/p2', doctor, { ...p2, name: [{ text: '张三' }] })).statusCode, 200);
    assert.deepEqual(
      await refusal(await ask('PUT', 'Patient/p2', doctor, { ...p2, managingOrganization: ref('Organization/h2') })),
      [403, ['managingOrganization']],
    );
    assert.equal((await ask('PUT', 'Patient/p5', doctor, { ...p2, id: 'p5' })).statusCode, 404, 'a stranger');
  });

  await t.test('whose consent denies the institution, no visit of it opens their record', async () => {
    await put({
      resourceType: 'Consent',
      id: 'k5',
      status: 'active',
      scope: coded('http://terminology.hl7.org/CodeSystem/consentscope', 'patient-privacy'),
      category: [coded('http://loinc.org', '59284-0')],
      patient: ref('Patient/p5'),
      policyRule: coded('http://terminology.hl7.org/CodeSystem/v3-ActCode', 'OPTIN'),
      provision: {
        provision: [
          {
            type: 'deny',
            actor: [
              {
                role: coded('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'IRCP'),
                reference: ref('Organization/h1'),
              },
            ],
          },
        ],
      },
    });
    const answer = await ask('POST', 'Encounter', doctor, visit('p5', 'h1'));
    assert.equal(answer.statusCode, 403, answer.body);
    assert.deepEqual(await found('Observation?subject=Patient/p5', doctor), []);
    await create(visit('p5', 'h2'), family);
    assert.deepEqual(await found('Observation?subject=Patient/p5', family), ['o-p5']);
  });

  await t.test('practitioners and teams that an account names gain nothing; a contract says when it ends', async () => {
    await pool.query(`update access.account set practitioner = 'Practitioner/f' where username = 'family'`);
    const fam = await signInAs('family', 'songhua-family');
    await create(visit('p3', 'h1', { participant: [{ individual: ref('Practitioner/f') }] }), doctor);
    assert.ok(!(await found('Observation', fam)).includes('o-p3'));
    const team = {
      resourceType: 'CareTeam',
      status: 'active',
      category: [{ coding: [contractCode] }],
      subject: ref('Patient/p3'),
      managingOrganization: [ref('Organization/h1')],
      participant: [{ member: ref('Practitioner/f') }, { member: ref('Organization/h2') }],
    };
    assert.deepEqual(await refusal(await ask('POST', 'CareTeam', doctor, team)), [403, ['period.end']]);
    assert.deepEqual(
      await refusal(await ask('POST', 'CareTeam', doctor, { ...team, period: { start: dayFrom(0), end: dayFrom(800) } })),
      [403, ['period.end']],
    );
    await create({ ...team, period: { start: dayFrom(0), end: dayFrom(300) } }, doctor);
    assert.ok(!(await found('Observation', fam)).includes('o-p3'));
    const two = { ...team, managingOrganization: [ref('Organization/h1'), ref('Organization/h2')] };
    assert.deepEqual(
      (await refusal(await ask('POST', 'CareTeam', doctor, { ...two, period: { start: dayFrom(0), end: dayFrom(9) } })))[0],
      403,
    );
  });

  await t.test('writing again makes nothing last longer, nor does working out relations anew', async () => {
    await put({ ...visit('known', 'h1'), id: 'systems', status: 'finished', period: { start: dayFrom(-81), end: dayFrom(-80) } });
    const until = async (source: string): Promise<number[]> => {
      const { rows } = await pool.query<{ until: Date }>('select until from records.stake where source = $1', [source]);
      return rows.map((row) => Math.round((row.until.getTime() - Date.now()) / 86_400_000));
    };
    const before = await until('Encounter/systems');
    const systems = (await ask('GET', 'Encounter/systems', doctor)).json<Resource>();
    const again = await ask('PUT', 'Encounter/systems', doctor, {
      ...systems,
      status: 'in-progress',
      participant: [{ individual: ref('Practitioner/f') }],
    });
    assert.equal(again.statusCode, 200, again.body);
    assert.deepEqual(await until('Encounter/systems'), before);
    const own = await create(visit('known', 'h1'), doctor);
    const bound = accountDays.unclosed;
    assert.deepEqual(await until(`Encounter/${own}`), [bound], 'the house knows the person: no mark, but an account’s days');
    await pool.query(`update access.opening set at = at - interval '60 days' where source = $1`, [`Encounter/${own}`]);
    const standing = (await ask('GET', `Encounter/${own}`, doctor)).json<Resource>();
    assert.equal((await ask('PUT', `Encounter/${own}`, doctor, { ...standing, priority: { text: 'z' } })).statusCode, 200);
    assert.deepEqual(await until(`Encounter/${own}`), [bound - 60]);
    const context = { pool, records: server.records, print: () => {} };
    assert.equal(await relateCommand.run([], context as unknown as Parameters<typeof relateCommand.run>[1]), 0);
    assert.deepEqual([await until('Encounter/systems'), await until(`Encounter/${own}`)], [before, [bound - 60]]);
    await pool.query(`update access.opening set alone = true, at = now() - interval '20 days' where source = $1`, [
      `Encounter/${own}`,
    ]);
    await relateCommand.run([], context as unknown as Parameters<typeof relateCommand.run>[1]);
    assert.deepEqual(await until(`Encounter/${own}`), [accountDays.unconfirmed - 20]);
  });
});

test('where references must lead somewhere, a visit of somebody unseen is opened, and of nobody refused', async (t) => {
  const { server, pool, signInAs, clientToken } = await testApp(t, { settings: { SONGHUA_REFERENCES: 'enforced' } });
  const client = { ...(await clientToken()), 'content-type': 'application/fhir+json' };
  for (const [type, id] of [
    ['Organization', 'h1'],
    ['Patient', 'p1'],
    ['Patient', 'p2'],
  ] as const)
    await server.app.inject({
      ...{ method: 'PUT', url: `/fhir/R4/${type}/${id}`, headers: client },
      payload: { resourceType: type, id, ...(type === 'Organization' && { name: id }) },
    });
  await pool.query(
    `insert into access.membership (account, organization, roles, since)
     select id, 'Organization/h1', roles, '2020-01-01' from access.account where username = 'doctor'`,
  );
  const doctor = { ...(await signInAs('doctor', 'songhua-doctor')), 'content-type': 'application/fhir+json' };
  const opens = async (resource: Resource) =>
    (await server.app.inject({ method: 'POST', url: `/fhir/R4/${resource.resourceType}`, headers: doctor, payload: resource }))
      .statusCode;
  assert.equal(await opens(visit('p1', 'h1')), 201);
  assert.equal(await opens(visit('nobody', 'h1')), 422);
  assert.equal(await opens(observation('p1')), 201);
  assert.equal(await opens({ ...observation('p1'), performer: [ref('Patient/p2')] }), 403, 'nor by the way');
});
