import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from './testing.ts';

const codeSystem = {
  resourceType: 'CodeSystem',
  id: 'fevers',
  url: 'urn:songhua:fevers',
  status: 'active',
  content: 'complete',
  concept: [{ code: 'fever', concept: [{ code: 'high' }, { code: 'low' }] }, { code: 'cough' }],
};
const valueSet = (id: string, include: object) => ({
  resourceType: 'ValueSet',
  id,
  url: `urn:songhua:vs:${id}`,
  status: 'active',
  compose: { include: [include] },
});
const isA = valueSet('is-fever', { system: 'urn:songhua:fevers', filter: [{ property: 'concept', op: 'is-a', value: 'fever' }] });
const imported = valueSet('imported', { valueSet: ['urn:songhua:vs:is-fever'] });
const broken = valueSet('broken', { valueSet: ['urn:songhua:vs:nowhere'] });
const condition = (id: string, code: string) => ({
  resourceType: 'Condition',
  id,
  subject: { reference: 'Patient/p1' },
  code: { coding: [{ system: 'urn:songhua:fevers', code }] },
});

test('codes are found by value sets and hierarchies stored a moment before; what is unknown is named', async (t) => {
  const { server, clientToken } = await testApp(t);
  const headers = await clientToken();
  const put = async (payload: { resourceType: string; id: string }) => {
    const { statusCode, body } = await server.app.inject({
      method: 'PUT',
      url: `/fhir/R4/${payload.resourceType}/${payload.id}`,
      headers,
      payload,
    });
    assert.ok(statusCode < 300, body);
  };
  for (const one of [codeSystem, isA, imported, broken]) await put(one);
  for (const code of ['fever', 'high', 'low', 'cough']) await put(condition(code, code));
  const find = async (query: string): Promise<string[] | string> => {
    const answer = await server.app.inject({ url: `/fhir/R4/Condition?${query}`, headers });
    if (answer.statusCode !== 200) return `${answer.statusCode} ${answer.body.includes('urn:songhua') ? 'named' : answer.body}`;
    return (answer.json().entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id).sort();
  };
  assert.deepEqual(await find('code:in=urn:songhua:vs:is-fever'), ['fever', 'high', 'low']);
  assert.deepEqual(await find('code:in=urn:songhua:vs:imported'), ['fever', 'high', 'low']);
  assert.deepEqual(await find('code:not-in=urn:songhua:vs:imported'), ['cough']);
  assert.deepEqual(await find('code:below=urn:songhua:fevers%7Cfever'), ['fever', 'high', 'low']);
  assert.deepEqual(await find('code:above=high'), ['fever', 'high']);
  await put({ ...codeSystem, concept: [{ code: 'fever', concept: [{ code: 'cough' }] }] } as typeof codeSystem);
  assert.deepEqual(await find('code:in=urn:songhua:vs:imported'), ['cough', 'fever'], 'the code system as it is now');
  assert.equal(await find('code:in=urn:songhua:vs:nobody'), '422 named');
  assert.equal(await find('code:in=urn:songhua:vs:broken'), '422 named');
  assert.equal(await find('code:below=urn:songhua:colds%7Cfever'), '422 named');
});
