import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '@songhua/server/testing.ts';

test('over FHIR, too, a relative reaches no child under 14, and who has chosen one resident acts for that one alone', async (t) => {
  const { server, pool, signInAs, clientToken } = await testApp(t);
  const client = await clientToken();
  const year = new Date().getUTCFullYear();
  const put = async (id: string, birthDate: string | undefined) => {
    const answer = await server.app.inject({
      method: 'PUT',
      url: `/fhir/R4/Patient/${id}`,
      headers: { ...client, 'content-type': 'application/fhir+json' },
      payload: { resourceType: 'Patient', id, ...(birthDate && { birthDate }) },
    });
    assert.ok(answer.statusCode < 300, answer.body);
  };
  await put('niece', `${year - 10}-01-01`);
  await put('child', `${year - 10}-01-01`);
  await put('mother', '1950');
  for (const [patient, kind] of [
    ['niece', 'family'],
    ['child', 'guardian'],
    ['mother', 'family'],
  ])
    await pool.query(
      `insert into access.proxy (account, patient, kind, since, granted_by)
       select id, $1, $2, '2020-01-01', 'x' from access.account where username = 'resident'`,
      [`Patient/${patient}`, kind],
    );
  const headers = await signInAs('resident', 'songhua-resident');
  const reached = async (): Promise<readonly string[]> => {
    const answer = await server.app.inject({ url: '/fhir/R4/Patient', headers });
    const { entry = [] } = answer.json<{ entry?: { resource: { id: string } }[] }>();
    return entry.map(({ resource }) => resource.id).sort();
  };
  assert.deepEqual(await reached(), ['child', 'mother'], 'not the niece');

  const choose = async (patient: string | null) => {
    const payload = { institution: null, patient };
    const answer = await server.app.inject({ method: 'POST', url: '/api/administration/me/choice', headers, payload });
    assert.equal(answer.statusCode, 200, answer.body);
  };
  await choose('Patient/child');
  assert.deepEqual(await reached(), ['child']);
  await choose(null);
  assert.deepEqual(await reached(), ['child', 'mother']);

  await put('niece', `${year - 20}-01-01`);
  await choose(null);
  assert.deepEqual(await reached(), ['child', 'mother', 'niece'], 'one who is no child any more');
});
