import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleOf, expect, fhirClient, type Json, refused, samples } from './fixtures/fhir-client.ts';

const parameters = (resource: object | undefined, more: readonly object[] = []) => ({
  resourceType: 'Parameters',
  parameter: [...(resource ? [{ name: 'resource', resource }] : []), ...more],
});

test('$validate tells of every fault and warning, and stores nothing', async (t) => {
  const { send, pool } = await fhirClient(t);
  const check = async (path: string, body: unknown) => (await expect(send('POST', path, body), 200)).json();
  const fine = await check('/Organization/$validate', samples.Organization);
  assert.equal(fine.resourceType, 'OperationOutcome');
  assert.ok(
    fine.issue.every(({ severity }: Json) => severity !== 'error'),
    JSON.stringify(fine),
  );
  const bad = { resourceType: 'Patient', colour: 'red', gender: 'x', contact: [{ gender: 'male' }] };
  for (const body of [bad, parameters(bad)]) {
    const { issue } = await check('/Patient/$validate', body);
    const errors = issue.filter(({ severity }: Json) => severity === 'error');
    assert.deepEqual(errors.map(({ expression }: Json) => expression[0]).sort(), [
      'Patient.colour',
      'Patient.contact[0]',
      'Patient.gender',
    ]);
  }
  const warned = await check('/Patient/$validate', samples.Patient);
  assert.ok(
    warned.issue.some(({ severity }: Json) => severity === 'warning'),
    JSON.stringify(warned),
  );
  const other = await check('/Patient/$validate', samples.Organization);
  assert.match(JSON.stringify(other), /resourceType.*same-as-address/);
  assert.equal((await pool.query('select 1 from records.resource')).rowCount, 0);
});

test('$validate by mode: create, update of this id, delete of what is there', async (t) => {
  const { send } = await fhirClient(t);
  const check = async (path: string, body?: unknown) => (await expect(send('POST', path, body), 200)).json();
  const errors = (outcome: Json) => outcome.issue.filter(({ severity }: Json) => severity === 'error');
  const mode = (valueCode: string) => [{ name: 'mode', valueCode }];
  const body = { ...samples.Organization, id: 'o' };
  assert.deepEqual(errors(await check('/Organization/$validate', parameters(body, mode('create')))), []);
  assert.deepEqual(errors(await check('/Organization/o/$validate', parameters(body, mode('update')))), []);
  assert.equal(errors(await check('/Organization/p/$validate?mode=update', body)).length, 1);
  assert.equal(errors(await check('/Organization/o/$validate?mode=delete')).length, 1);
  await expect(send('PUT', '/Organization/o', body), 201);
  assert.equal(errors(await check('/Organization/o/$validate', parameters(undefined, mode('delete')))).length, 0);
  assert.equal(errors(await check('/Organization/$validate?profile=http://example.org/p', body)).length, 1);
  assert.equal(
    errors(await check('/Organization/$validate?profile=http://hl7.org/fhir/StructureDefinition/Organization', body)).length,
    0,
  );
});

test('$validate refuses what it cannot judge at all', async (t) => {
  const { send } = await fhirClient(t);
  await refused(send('POST', '/Patient/$validate', '{'), 400, 'records.invalid-resource');
  await refused(send('POST', '/Patient/$validate', parameters(undefined)), 400, 'records.invalid-parameter');
  await refused(send('POST', '/Patient/$validate'), 400, 'records.invalid-parameter');
  await refused(send('POST', '/Patient/$validate?mode=guess', samples.Patient), 400, 'records.invalid-parameter');
  await refused(send('POST', '/Patient/$validate?colour=red', samples.Patient), 400, 'records.invalid-search');
  await refused(send('POST', '/Hospital/$validate', samples.Patient), 404, 'records.unknown-type');
});

test('Parameters can be validated themselves, and any resource as an entry', async (t) => {
  const { send } = await fhirClient(t);
  const fine = { resourceType: 'Parameters', parameter: [{ name: 'a', valueString: 'b' }] };
  const { issue } = (await expect(send('POST', '/Parameters/$validate', fine), 200)).json();
  assert.ok(issue.every(({ severity }: Json) => severity !== 'error'));
  const entry = [
    { resource: parameters({ resourceType: 'Patient', gender: 'x' }), request: { method: 'POST', url: 'Patient/$validate' } },
  ];
  for (const type of ['batch', 'transaction'] as const) {
    const answer = (await expect(send('POST', '', bundleOf(type, entry)), 200)).json();
    assert.match(JSON.stringify(answer.entry[0].resource), /Patient\.gender/);
  }
});
