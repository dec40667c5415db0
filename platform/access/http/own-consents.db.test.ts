import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import { type ConsentChoice, consentPreview, ownConsentHistory, ownConsents } from '../contract/own-consents.ts';

const ref = (reference: string) => ({ reference });
const inpatient = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' };
const sensitive = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }] };
const path = '/api/access/my-record/consents';
const plain: ConsentChoice = { who: 'everybody', institutions: [], kinds: [], labels: [], purposes: [], from: null, until: null };

test('a resident sees who sees their record, forbids it and takes that back', async (t) => {
  const { server, pool, signInAs, clientToken } = await testApp(t);
  const client = await clientToken();
  const put = async (resource: Resource & { readonly id: string }): Promise<void> => {
    const headers = { ...client, 'content-type': 'application/fhir+json' };
    const url = `/fhir/R4/${resource.resourceType}/${resource.id}`;
    const answer = await server.app.inject({ method: 'PUT', url, headers, payload: resource });
    assert.ok(answer.statusCode < 300, answer.body);
  };
  const encounter = (id: string, patient: string, institution: string, more: object = {}) =>
    put({
      resourceType: 'Encounter',
      id,
      status: 'in-progress',
      class: inpatient,
      subject: ref(`Patient/${patient}`),
      serviceProvider: ref(`Organization/${institution}`),
      period: { start: new Date(Date.now() - 86_400_000).toISOString() },
      ...more,
    });
  for (const [id, name] of [
    ['h1', '甲医院'],
    ['h2', '乙医院'],
  ] as const)
    await put({ resourceType: 'Organization', id, name });
  await put({ resourceType: 'Patient', id: 'p1', name: [{ text: '本人' }] });
  await put({ resourceType: 'Patient', id: 'elder', name: [{ text: '长辈' }], birthDate: '1950-01-01' });
  await put({ resourceType: 'Observation', id: 'o1', status: 'final', code: { text: 'x' }, subject: ref('Patient/p1') });
  await encounter('e1', 'p1', 'h1');
  await encounter('e2', 'elder', 'h1');
  await encounter('e3', 'elder', 'h2', { meta: sensitive });
  await pool.query(`update access.account set patient = 'Patient/p1' where username = 'resident'`);
  await pool.query(
    `insert into access.proxy (account, patient, kind, since, granted_by)
     select id, 'Patient/elder', 'family', '2020-01-01', 'test' from access.account where username = 'resident'`,
  );
  await pool.query(`delete from access.membership`);
  await pool.query(`update access.account set roles = '{viewer}' where username = 'doctor'`);
  await pool.query(
    `insert into access.membership (account, organization, roles, since)
     select id, 'Organization/h1', '{doctor}', '2020-01-01' from access.account where username = 'doctor'`,
  );
  const resident = await signInAs('resident', 'songhua-resident');
  const doctor = await signInAs('doctor', 'songhua-doctor');
  const get = (url: string, headers = resident) => server.app.inject({ url: `${path}${url}`, headers });
  const list = async (query = '') => ownConsents.parse((await get(query)).json());
  const preview = (choice: Partial<ConsentChoice>, patient = 'p1') =>
    server.app.inject({
      method: 'POST',
      url: `${path}/preview`,
      headers: resident,
      payload: { patient, choice: { ...plain, ...choice } },
    });
  const store = (method: 'POST' | 'PUT', at: string, payload: object, headers: Record<string, string> = {}) =>
    server.app.inject({
      method,
      url: `/fhir/R4/Consent${at}`,
      headers: { ...resident, 'content-type': 'application/fhir+json', ...headers },
      payload,
    });
  const seesIt = async () => (await server.app.inject({ url: '/fhir/R4/Observation/o1', headers: doctor })).statusCode === 200;

  await t.test('the institution that treats is named, and what its people see', async () => {
    const { patient, mayChange, seen, rules, records } = await list();
    assert.deepEqual([patient, mayChange, rules], ['p1', true, []]);
    assert.deepEqual(
      seen.map(({ relation, holders }) => [relation, holders.map(({ name, sees }) => [name, sees])]),
      [['treating', [['甲医院', 'all']]]],
    );
    assert.match(seen[0]?.says[0]?.zh ?? '', /^临床医生可以看/);
    assert.deepEqual(
      records.map(({ name, own }) => [name, own]),
      [
        ['本人', true],
        ['长辈', false],
      ],
    );
    assert.equal((await get('', doctor)).statusCode, 403);
    assert.equal((await get('?patient=other')).json().code, 'access.not-your-record');
  });

  await t.test('what a rule would do is said before it is stored, and it does that', async () => {
    const wanted = consentPreview.parse(
      (await preview({ who: 'only', institutions: ['Organization/h1'], kinds: ['clinical'] })).json(),
    );
    assert.deepEqual(
      wanted.says.map(({ zh }) => zh),
      ['禁止甲医院查看诊疗记录。'],
    );
    assert.deepEqual(
      wanted.changes.map(({ name, before, after }) => [name, before, after]),
      [['甲医院', 'all', 'part']],
    );
    assert.equal(await seesIt(), true, 'nothing is stored yet');
    const stored = await store('POST', '', wanted.consent);
    assert.equal(stored.statusCode, 201, stored.body);
    assert.equal(await seesIt(), false);
    const { rules, seen } = await list();
    assert.deepEqual(
      rules.map(({ binds, says }) => [binds, says[0]?.zh]),
      [[true, '禁止甲医院查看诊疗记录。']],
    );
    assert.equal(seen[0]?.holders[0]?.sees, 'part');
  });

  await t.test('one that is ended forbids nothing, says still what it said, and can hold again', async () => {
    const [rule] = (await list()).rules;
    const at = `/${rule?.id}`;
    const current = (await server.app.inject({ url: `/fhir/R4/Consent${at}`, headers: resident })).json();
    const ended = await store('PUT', at, { ...current, status: 'inactive' }, { 'if-match': `W/"${rule?.version}"` });
    assert.equal(ended.statusCode, 200, ended.body);
    assert.equal(await seesIt(), true);
    assert.deepEqual(
      (await list()).rules.map(({ status, binds, says }) => [status, binds, says[0]?.zh]),
      [['inactive', false, '禁止甲医院查看诊疗记录。']],
    );
    const stale = await store('PUT', at, { ...current, status: 'active' }, { 'if-match': `W/"${rule?.version}"` });
    assert.equal(stale.statusCode, 412, 'somebody has changed it since');
    assert.equal((await store('PUT', at, { ...current, status: 'active' })).statusCode, 200);
    assert.equal(await seesIt(), false);
    const { total, items } = ownConsentHistory.parse((await get('/history?limit=2')).json());
    assert.deepEqual([total, ...items.map(({ deed, own }) => [deed, own])], [3, ['resumed', true], ['ended', true]]);
    assert.deepEqual(
      ownConsentHistory.parse((await get('/history?offset=2')).json()).items.map(({ deed }) => deed),
      ['added'],
    );
  });

  await t.test('sensitive records of one kind alone are hidden, and nothing else', async () => {
    const [rule] = (await list()).rules;
    const at = `/${rule?.id}`;
    const current = (await server.app.inject({ url: `/fhir/R4/Consent${at}`, headers: resident })).json();
    await store('PUT', at, { ...current, status: 'inactive' });
    const condition = (id: string, code: string) =>
      put({
        resourceType: 'Condition',
        id,
        subject: ref('Patient/p1'),
        code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code }] },
      });
    await condition('flu', 'J10');
    await condition('mood', 'F32');
    await condition('gene', 'Z15.0');
    const found = async (headers: Record<string, string>) => {
      const bundle = (await server.app.inject({ url: '/fhir/R4/Condition', headers })).json();
      return (bundle.entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id).sort();
    };
    const read = async (id: string) => (await server.app.inject({ url: `/fhir/R4/Condition/${id}`, headers: doctor })).statusCode;
    assert.deepEqual(await found(doctor), ['flu', 'gene', 'mood']);
    const wanted = consentPreview.parse(
      (await preview({ who: 'only', institutions: ['Organization/h1'], labels: ['mental'] })).json(),
    );
    assert.equal(wanted.says[0]?.zh, '禁止甲医院查看任何记录中涉及精神卫生的部分。');
    const stored = await store('POST', '', wanted.consent);
    assert.equal(stored.statusCode, 201, stored.body);
    assert.deepEqual(await found(doctor), ['flu', 'gene']);
    assert.deepEqual([await read('mood'), await read('gene'), await seesIt()], [404, 200, true]);
    assert.deepEqual(await found(resident), ['flu', 'gene', 'mood'], 'one’s own');
    assert.equal((await list()).seen[0]?.holders[0]?.sees, 'part');
  });

  await t.test('what is in force is told however much came after it', async () => {
    const before = await list();
    const [standing] = before.rules.filter(({ status }) => status === 'active');
    const current = (await server.app.inject({ url: `/fhir/R4/Consent/${standing?.id}`, headers: resident })).json();
    const { id: _, meta: __, ...over } = { ...current, status: 'inactive' };
    const payload = {
      resourceType: 'Bundle',
      type: 'batch',
      entry: Array.from({ length: 201 }, () => ({ request: { method: 'POST', url: 'Consent' }, resource: over })),
    };
    const headers = { ...client, 'content-type': 'application/fhir+json' };
    const stored = await server.app.inject({ method: 'POST', url: '/fhir/R4', headers, payload });
    assert.ok(stored.json().entry.every(({ response }: { response: { status: string } }) => response.status.startsWith('201')));
    const { rules, seen } = await list();
    assert.deepEqual(
      rules.filter(({ status }) => status === 'active').map(({ id }) => id),
      [standing?.id],
    );
    assert.deepEqual(seen, before.seen);
  });

  await t.test('an ended rule names its institutions, though they stand in no relation to the person', async () => {
    await put({ resourceType: 'Organization', id: 'h3', name: '丙医院' });
    const wanted = consentPreview.parse((await preview({ who: 'only', institutions: ['Organization/h3'] })).json());
    assert.equal((await store('POST', '', { ...wanted.consent, status: 'inactive' })).statusCode, 201);
    const says = (await list()).rules.flatMap((rule) => rule.says.map(({ zh }) => zh));
    assert.ok(
      says.some((one) => one.includes('丙医院')),
      says.join(),
    );
    assert.ok(!says.some((one) => one.includes('Organization/')));
  });

  await t.test('who wrote a consent in a transaction is named, not “the system”', async () => {
    const wanted = consentPreview.parse((await preview({ who: 'only', institutions: ['Organization/h3'] })).json());
    const headers = { ...resident, 'content-type': 'application/fhir+json' };
    const entry = [{ request: { method: 'POST', url: 'Consent' }, resource: { ...wanted.consent, status: 'inactive' } }];
    const payload = { resourceType: 'Bundle', type: 'transaction', entry };
    const answer = await server.app.inject({ method: 'POST', url: '/fhir/R4', headers, payload });
    assert.equal(answer.statusCode, 200, answer.body);
    const [latest] = ownConsentHistory.parse((await get('/history?limit=1')).json()).items;
    assert.deepEqual([latest?.own, latest?.deed, typeof latest?.by], [true, 'added', 'string']);
  });

  await t.test('what a rule of later changes is measured when it begins, before and after', async () => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const until = day(10);
    const passing = consentPreview.parse(
      (await preview({ who: 'only', institutions: ['Organization/h1'], kinds: ['care'], until })).json(),
    );
    const stored = await store('POST', '', passing.consent);
    assert.equal(stored.statusCode, 201, stored.body);
    const later = consentPreview.parse((await preview({ who: 'only', institutions: ['Organization/h1'], from: day(20) })).json());
    assert.deepEqual(
      later.changes.map(({ name, after }) => [name, after]),
      [['甲医院', 'none']],
    );
    const same = consentPreview.parse(
      (await preview({ who: 'only', institutions: ['Organization/h3'], kinds: ['clinical'], from: day(20) })).json(),
    );
    assert.deepEqual(same.changes, [], 'that another rule is over by then is none of its doing');
    await store('PUT', `/${stored.json().id}`, { ...stored.json(), status: 'inactive' });
  });

  await t.test('a choice that contradicts itself is refused with the field', async () => {
    for (const [choice, field] of [
      [{ who: 'only' }, 'institutions'],
      [{ institutions: ['Organization/h1'] }, 'institutions'],
      [{ from: '2026-12-02', until: '2026-12-01' }, 'until'],
      [{ from: '2.12.2026' }, 'from'],
    ] as const) {
      const answer = await preview(choice as Partial<ConsentChoice>);
      assert.equal(answer.statusCode, 400, answer.body);
      assert.match(answer.json().errors[0].field, new RegExp(field));
    }
  });

  await t.test('who acts for somebody looks, without what is sensitive, and changes nothing', async () => {
    const { mayChange, seen, helpers } = await list('?patient=elder');
    assert.equal(mayChange, false);
    assert.deepEqual(
      seen.flatMap(({ holders }) => holders.map(({ name }) => name)),
      ['甲医院'],
      'not where the sensitive visit was',
    );
    assert.deepEqual(
      helpers.map(({ kind }) => kind),
      ['family'],
    );
    const hiding = (await preview({ labels: ['mental'] })).json().consent;
    const open = (await preview({ kinds: ['clinical'] })).json().consent;
    await put({ ...hiding, id: 'hides', patient: ref('Patient/elder') });
    await put({ ...open, id: 'plain', patient: ref('Patient/elder') });
    assert.deepEqual(
      (await list('?patient=elder')).rules.map(({ id }) => id),
      ['plain'],
      'nor that something sensitive is hidden',
    );
    const refused = await preview({}, 'elder');
    assert.deepEqual([refused.statusCode, refused.json().code], [403, 'access.not-yours-to-change']);
    const forced = await store('POST', '', { ...(await preview({})).json().consent, patient: ref('Patient/elder') });
    assert.ok(forced.statusCode >= 400, 'nor over FHIR');
  });

  await t.test('an account that is nobody in the records is told so', async () => {
    await pool.query(`delete from access.proxy`);
    await pool.query(`update access.account set patient = null where username = 'resident'`);
    assert.deepEqual((await list()).patient, null);
    assert.equal(ownConsentHistory.parse((await get('/history')).json()).total, 0);
  });
});
