import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nothing, type Reach } from '@songhua/kernel';
import type { Stake } from '../store/stakes.ts';
import { scanOf } from '../write/write-resources.ts';
import { coded, doctor, houseOf, idsIn, now, self, subject, totalIn, treated } from './fixtures/leak-house.ts';

/*
 * Leaks that other servers had, each by its name and by the question that showed it there, and a few of the same kind. The property in
 * non-interference.db.test.ts is wider; these tell at once what is wrong.
 */

test('hapi-fhir#6065: _has does not tell what stands in records that are not reached', async (t) => {
  const { ask } = await houseOf(t);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_has:Observation:patient:code=8867-4')), ['Patient/mine']);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_has:Observation:patient:code=56888-1')), []);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_has:Condition:patient:code=B20.1')), []);
  assert.equal(totalIn(await ask(doctor, 'Patient?_has:Condition:patient:code=B20.1&_summary=count')), 0);
  // The same by a chain, which asks in the other direction.
  assert.deepEqual(idsIn(await ask(doctor, 'DiagnosticReport?result.code=56888-1')), []);
  assert.deepEqual(idsIn(await ask(doctor, 'DiagnosticReport?result.patient.gender=female')), []);
});

test('microsoft/fhir-server#5683: what comes along by _include and _revinclude is reached, or does not come', async (t) => {
  const { ask } = await houseOf(t);
  assert.deepEqual(idsIn(await ask(doctor, 'DiagnosticReport?_include=DiagnosticReport:result')), ['DiagnosticReport/mine']);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_id=mine&_revinclude=Observation:subject&_revinclude=Group:member')), [
    'Patient/mine',
    'Observation/mine',
  ]);
  // Of somebody else, with mine in focus.
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_id=mine&_revinclude=Observation:focus')), ['Patient/mine']);
  assert.deepEqual(idsIn(await ask(self('mine'), 'Patient?_id=mine&_revinclude=*')).sort(), [
    'Condition/hiv',
    'DiagnosticReport/mine',
    'Observation/hiv',
    'Observation/mine',
    'Patient/mine',
  ]);
});

test('microsoft/fhir-server#5688: a reader of whom nothing is said reaches nothing', async (t) => {
  const { ask } = await houseOf(t);
  const nobody: Reach = { ...self('mine'), ways: [{ types: '*', interactions: 'rs', whose: [], labels: '*' }] };
  assert.deepEqual(idsIn(await ask(nobody, 'Observation')), []);
  assert.equal((await ask(nobody, 'Patient/mine')).refused?.code, 'records.unknown-resource');
  assert.equal((await ask(nothing, 'Observation')).refused?.code, 'records.scope-too-small');
  assert.equal((await ask(nothing, 'Patient/mine')).refused?.code, 'records.scope-too-small');
});

test('LinuxForHealth/FHIR#1849: a compartment that is not reached is as empty as one of nobody', async (t) => {
  const { ask } = await houseOf(t);
  for (const member of ['Observation', '*', 'Encounter?_summary=count']) {
    const strange = await ask(doctor, `Patient/strange/${member}`);
    const never = await ask(doctor, `Patient/nobody/${member}`);
    assert.deepEqual(JSON.parse(JSON.stringify(strange).replaceAll('strange', 'nobody')), never, member);
  }
  // Guessing what a stranger has: right or wrong, the answer is the same.
  const guess = async (code: string): Promise<string> =>
    JSON.stringify(await ask(doctor, `Observation?subject=Patient/strange&code=${code}`)).replaceAll(code, '');
  assert.equal(await guess('8867-4'), await guess('1234-5'));
});

test('hapi-fhir#4151: who links to my record, or is linked to by it, is reached by that no more than anybody else', async (t) => {
  const { ask, within } = await houseOf(t);
  await within(async (tx, store) => {
    for (const [id, other] of [
      ['strange', 'mine'],
      ['mine', 'strange'],
    ] as const) {
      const link = [{ other: { reference: `Patient/${other}` }, type: 'seealso' }];
      const scan = scanOf({ resourceType: 'Patient', id, gender: 'female', name: [{ family: 'Li' }], link });
      assert.ok((await store.write(tx, [{ type: 'Patient', id, method: 'PUT', scan }], now)).ok);
    }
  });
  for (const reader of [doctor, self('mine')]) {
    assert.deepEqual(idsIn(await ask(reader, 'Patient?_sort=_id')), ['Patient/mine']);
    assert.equal((await ask(reader, 'Patient/strange')).refused?.code, 'records.unknown-resource');
    assert.deepEqual(idsIn(await ask(reader, 'Patient?_include=Patient:link&_revinclude=Patient:link')), ['Patient/mine']);
    assert.deepEqual(idsIn(await ask(reader, 'Patient?link=Patient/mine')), []);
  }
  assert.deepEqual(idsIn(await ask(doctor, 'Observation?_sort=_id')), ['Observation/mine']);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient?_has:Observation:patient:_id=strange')), []);
});

test('hapi-fhir#3249: a reference written as an address asks the same as one written short, and finds no more', async (t) => {
  const { ask } = await houseOf(t);
  for (const patient of ['mine', 'strange']) {
    const [short, long] = [`Patient/${patient}`, `http://test/fhir/R4/Patient/${patient}`];
    assert.deepEqual(
      idsIn(await ask(doctor, `Observation?subject=${long}`)),
      idsIn(await ask(doctor, `Observation?subject=${short}`)),
    );
  }
  assert.deepEqual(idsIn(await ask(doctor, 'Observation?subject=http://test/fhir/R4/Patient/strange')), []);
});

test('medplum#7641: a criterion that looks into other resources leads to nothing, alike in every way of asking', async (t) => {
  const { ask } = await houseOf(t);
  const chained: Reach = { ...doctor, ways: [{ ...treated, types: ['Observation'], criteria: ['subject:Patient.gender=male'] }] };
  assert.deepEqual(idsIn(await ask(chained, 'Observation')), []);
  assert.equal((await ask(chained, 'Observation/mine')).refused?.code, 'records.unknown-resource');
  assert.equal((await ask(chained, 'Observation/mine/_history')).refused?.code, 'records.unknown-resource');
  const plain: Reach = { ...doctor, ways: [{ ...treated, types: ['Observation'], criteria: ['status=final'] }] };
  assert.deepEqual(idsIn(await ask(plain, 'Observation')), ['Observation/mine']);
  assert.equal((await ask(plain, 'Observation/mine')).status, 200);
  const other: Reach = { ...doctor, ways: [{ ...treated, types: ['Observation'], criteria: ['status=amended'] }] };
  assert.deepEqual(idsIn(await ask(other, 'Observation')), []);
  assert.equal((await ask(other, 'Observation/mine')).refused?.code, 'records.unknown-resource');
});

test('a search with several conditions, or none, is no way around the compartment', async (t) => {
  const { ask } = await houseOf(t);
  for (const query of [
    '',
    '?_id=strange',
    '?subject=Patient/strange',
    '?_id=strange,mine&status=final',
    '?status:not=amended&_id:not=hiv',
  ])
    assert.ok(!idsIn(await ask(doctor, `Observation${query}`)).includes('Observation/strange'), query);
  assert.deepEqual(idsIn(await ask(doctor, 'Observation?_sort=_id')), ['Observation/mine']);
  assert.equal(totalIn(await ask(doctor, 'Observation?_total=accurate&_count=0')), 1);
});

test('a batch, a POST _search and a conditional read are asked what the plain request is asked', async (t) => {
  const { ask } = await houseOf(t);
  const entry = [
    'Patient/strange',
    'Observation?_id=strange',
    'Observation/hiv',
    'Patient/strange/_history',
    'Observation/hiv/_history/1',
  ].map((url) => ({
    request: { method: 'GET', url },
  }));
  const { body = '' } = await ask(doctor, {
    method: 'POST',
    path: '',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry }),
  });
  assert.ok(!/Li|female|56888-1/.test(body), body);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.deepEqual(
    idsIn(await ask(doctor, { method: 'POST', path: 'Observation/_search', headers: form, body: 'subject=Patient/strange' })),
    [],
  );
  const known = await ask(doctor, { method: 'GET', path: 'Patient/strange', headers: { 'if-none-match': 'W/"1"' } });
  assert.equal(known.refused?.code, 'records.unknown-resource');
});

test('a version, a history and an ETag tell no more than the resource as it stands', async (t) => {
  const { ask, within } = await houseOf(t);
  // What was harmless is sensitive now: the older version goes with it. And what was sensitive does not come back by its history.
  await within(async (tx, store) => {
    const write = (id: string, code: string) => ({
      type: 'Observation',
      id,
      method: 'PUT' as const,
      scan: scanOf({ resourceType: 'Observation', id, status: 'final', ...coded('http://loinc.org', code), ...subject('mine') }),
    });
    assert.ok((await store.write(tx, [write('mine', '56888-1'), write('hiv', '8867-4')], now)).ok);
  });
  const unknown = async (path: string): Promise<void> =>
    assert.match((await ask(doctor, path)).refused?.code ?? '', /unknown/, path);
  await unknown('Observation/mine');
  await unknown('Observation/mine/_history');
  await unknown('Observation/mine/_history/1');
  await unknown('Observation/hiv/_history/1');
  assert.equal(totalIn(await ask(doctor, 'Observation/hiv/_history')), 1);
  assert.equal((await ask(doctor, 'Observation/hiv')).headers?.['etag'], 'W/"2"');
  const conditional = { method: 'DELETE' as const, path: 'Patient/strange', headers: { 'if-match': 'W/"7"' } };
  const never = await ask(doctor, { ...conditional, path: 'Patient/nobody' });
  assert.deepEqual(JSON.parse(JSON.stringify(await ask(doctor, conditional)).replaceAll('strange', 'nobody')), never);
});

test('a deleted resource is gone for whom it was there, and was never there for others', async (t) => {
  const { ask, within } = await houseOf(t);
  await within(async (tx, store) => {
    for (const id of ['mine', 'strange'])
      assert.ok((await store.write(tx, [{ type: 'Observation', id, method: 'DELETE' }], now)).ok);
  });
  assert.equal((await ask(doctor, 'Observation/mine')).refused?.code, 'records.deleted');
  assert.equal((await ask(doctor, 'Observation/strange')).refused?.code, 'records.unknown-resource');
  assert.equal(totalIn(await ask(doctor, 'Observation/mine/_history')), 2);
  assert.equal((await ask(doctor, 'Observation/strange/_history')).refused?.code, 'records.unknown-resource');
});

test('what a person forbids is hidden from the one it is forbidden to, and not from oneself', async (t) => {
  const stakes: Stake[] = [{ patient: 'mine', relation: 'treating', holder: 'Organization/mine' }];
  const { ask } = await houseOf(t, stakes, [{ patient: 'mine', institution: 'Organization/mine', type: 'Observation' }]);
  assert.deepEqual(idsIn(await ask(doctor, 'Observation')), []);
  assert.deepEqual(idsIn(await ask(doctor, 'Patient')), ['Patient/mine']);
  const other: Reach = { ...doctor, institutions: ['Organization/other'] };
  assert.deepEqual(idsIn(await ask(other, 'Observation')), ['Observation/mine']);
  const above: Reach = { ...doctor, ways: [{ ...treated, aboveConsent: true }] };
  assert.deepEqual(idsIn(await ask(above, 'Observation')), ['Observation/mine']);
});
