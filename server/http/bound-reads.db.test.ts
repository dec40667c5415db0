import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { stakeWriter } from '@songhua/records';
import { testApp } from '../testing.ts';

test('single reads of several types and readers that arrive at once are each answered by what their reader reaches, deleted ones too', async (t) => {
  const { server, pool, signInAs, clientToken } = await testApp(t);
  const backend = await clientToken();
  const send = async (method: 'PUT' | 'DELETE', path: string, body?: object) => {
    const headers = { ...backend, 'content-type': 'application/fhir+json' };
    const reply = await server.app.inject({ method, url: `/fhir/R4/${path}`, headers, ...(body && { payload: body }) });
    assert.ok(reply.statusCode < 300, reply.body);
  };
  for (const id of ['mine', 'other']) {
    await send('PUT', `Patient/${id}`, { resourceType: 'Patient', id });
    await send('PUT', `Condition/of-${id}`, {
      resourceType: 'Condition',
      id: `of-${id}`,
      subject: { reference: `Patient/${id}` },
    });
    const gone = { resourceType: 'Observation', id: `gone-${id}`, status: 'final', code: { text: 'x' } };
    await send('PUT', `Observation/gone-${id}`, { ...gone, subject: { reference: `Patient/${id}` } });
    await send('DELETE', `Observation/gone-${id}`);
  }
  for (const username of ['doctor', 'nurse'])
    await pool.query(
      `insert into access.membership (account, organization, roles, since)
       select id, $1, array[$2], now() - interval '1 day' from access.account where username = $2
       on conflict (account, organization) do update set since = excluded.since`,
      [`Organization/${username}`, username],
    );
  await withTx(pool, 'write', (tx) =>
    stakeWriter.putStakes(tx, [
      {
        source: 'Encounter/test',
        rows: [
          { patient: 'mine', relation: 'treating', holder: 'Organization/doctor' },
          { patient: 'other', relation: 'treating', holder: 'Organization/nurse' },
        ],
      },
    ]),
  );
  const readers = { doctor: await signInAs('doctor', 'songhua-doctor'), nurse: await signInAs('nurse', 'songhua-nurse') };
  const paths = ['mine', 'other'].flatMap((id) => [`Patient/${id}`, `Condition/of-${id}`, `Observation/gone-${id}`]);
  const asked = (['doctor', 'nurse'] as const).flatMap((who) => paths.map((path) => ({ who, path })));
  const answers = await Promise.all(
    asked.map(async ({ who, path }) => {
      const { statusCode } = await server.app.inject({ url: `/fhir/R4/${path}`, headers: readers[who] });
      return `${who} ${path} ${statusCode}`;
    }),
  );
  const reached = { doctor: 'mine', nurse: 'other' };
  const expected = asked.map(({ who, path }) => {
    const found = path.startsWith('Observation') ? 410 : 200;
    return `${who} ${path} ${path.endsWith(reached[who]) ? found : 404}`;
  });
  assert.deepEqual(answers, expected);
});
