import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksBetween } from '@songhua/access';
import { withTx } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import { ownAccessList } from './contract/audit.ts';
import { findAnomalies } from './domain/find-anomalies.ts';

const day = '2026-11-20';
const night = new Date(`${day}T15:00:00Z`);

test('looks under emergency access are told from others, by the log and by the rules that read it', async (t) => {
  const { server, pool, signInAs, clientToken } = await testApp(t);
  const client = await clientToken();
  const fhir = (method: 'GET' | 'PUT', url: string, headers: Record<string, string>, payload?: object) =>
    server.app.inject({
      method,
      url: `/fhir/R4/${url}`,
      headers: { ...headers, ...(payload && { 'content-type': 'application/fhir+json' }) },
      ...(payload && { payload: JSON.stringify(payload) }),
    });
  const people = ['e1', 'e2', 'e3', 'e4', 'e5'];
  for (const id of people) await fhir('PUT', `Patient/${id}`, client, { resourceType: 'Patient', id });
  const consent = {
    ...{ resourceType: 'Consent', id: 'c1', status: 'active', patient: { reference: 'Patient/e1' } },
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
    policyRule: { text: 'x' },
    provision: { type: 'permit' },
  };
  assert.equal((await fhir('PUT', 'Consent/c1', client, consent)).statusCode, 201);
  const doctor = await signInAs('doctor', 'songhua-doctor');
  for (const id of people)
    await server.app.inject({
      method: 'POST',
      url: '/api/access/emergency',
      headers: doctor,
      payload: { patient: `Patient/${id}`, reason: '昏迷送诊，需核对过敏史', minutes: 30 },
    });
  const looks = () => withTx(pool, 'read', (tx) => looksBetween(tx, new Date(0), new Date(Date.now() + 60_000)));
  const kindsAt = async (at: Date, emergency?: boolean) =>
    findAnomalies({
      ...{ day, past: new Map(), watched: new Set<string>(), names: new Map(), personOf: (id: string) => id },
      looks: (await looks())
        .filter(({ way }) => way !== null)
        .map((look) => ({ ...look, at, emergency: emergency ?? look.emergency })),
    }).map(({ kind }) => kind);

  await t.test('the person is named where it was opened', async () => {
    const { rows } = await pool.query(`select patients from access.audit where event = 'emergency-access' order by entry`);
    assert.deepEqual(
      rows.map(({ patients }) => patients),
      people.map((id) => [id]),
    );
  });

  await t.test('each look is one of an emergency, and no unusual one at night; the same looks without it are', async () => {
    for (const id of people) assert.equal((await fhir('GET', `Patient/${id}`, doctor)).statusCode, 200);
    const seen = (await looks()).filter(({ way }) => way !== null);
    assert.deepEqual(
      seen.map(({ patients, way, emergency }) => [patients[0], way, emergency]),
      people.map((id) => [id, 'emergency', true]),
    );
    assert.deepEqual(await kindsAt(night), []);
    assert.deepEqual(await kindsAt(night, false), ['after-hours']);
  });

  await t.test('a look without any relation while treating is told', async () => {
    await pool.query(`update access.account set roles = array['doctor', 'privacy-officer'] where username = 'doctor'`);
    const both = await signInAs('doctor', 'songhua-doctor');
    assert.equal((await fhir('GET', 'Consent/c1', both)).statusCode, 200);
    const { way, emergency } = (await looks()).at(-1) ?? {};
    assert.deepEqual([way, emergency], ['everyone', false]);
    assert.deepEqual(await kindsAt(new Date(`${day}T03:00:00Z`)), ['no-relation']);
  });

  await t.test('the person sees the opening in the list of their own, with each relation by name', async () => {
    await pool.query(`update access.account set patient = 'Patient/e1' where username = 'resident'`);
    const resident = await signInAs('resident', 'songhua-resident');
    const url = '/api/administration/my-record/accesses?others=true';
    const own = async () => ownAccessList.parse((await server.app.inject({ url, headers: resident })).json()).items;
    assert.deepEqual(
      (await own()).filter(({ roles }) => roles.length > 0).map(({ what }) => what),
      ['read', 'read', 'emergency-opened'],
    );
    const exported = await server.app.inject({ url: '/api/administration/my-record/accesses/export?lang=en', headers: resident });
    assert.match(exported.body, /opened emergency access/);
    await pool.query(
      `insert into access.audit (form, at, event, actor_kind, actor_id, actor_name, roles, method, path, route, status, request_id, resource_count,
         patients, patient_count, way, emergency) values (1, now(), 'request', 'person', 'dr', '赵医生', 'doctor', 'GET', '/', '/', 200, 'r', 1,
         array['e1'], 1, 'treating responsible', false)`,
    );
    assert.match((await own())[0]?.way?.en ?? '', /^treating, responsible/);
  });
});
