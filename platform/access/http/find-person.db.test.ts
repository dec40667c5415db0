import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Resource, withTx } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import { missesBetween } from '../audit/finds.ts';

type Headers = Record<string, string>;

test('who walks in is found by who acts for an institution', async (t) => {
  const { server, pool, signInAs, clientToken } = await testApp(t);
  const client = await clientToken();
  const put = async (resource: Resource & { readonly id: string }) => {
    const url = `/fhir/R4/${resource.resourceType}/${resource.id}`;
    const headers = { ...client, 'content-type': 'application/fhir+json' };
    const answer = await server.app.inject({ method: 'PUT', url, headers, payload: resource });
    assert.ok(answer.statusCode < 300, answer.body);
  };
  await put({ resourceType: 'Organization', id: 'h1', name: 'h1' });
  for (const username of ['doctor', 'nurse'])
    await pool.query(
      `insert into access.membership (account, organization, roles, since)
       select id, 'Organization/h1', roles, '2020-01-01' from access.account where username = $1`,
      [username],
    );
  const doctor = await signInAs('doctor', 'songhua-doctor');
  const nurse = await signInAs('nurse', 'songhua-nurse');
  const resident = await signInAs('resident', 'songhua-resident');

  await t.test('who walks in is found by number and name together, as an id; everything else is nobody', async () => {
    const identifier = [{ system: 'urn:card', value: '88|9' }];
    await put({ resourceType: 'Patient', id: 'card', name: [{ family: '欧阳', given: ['明'] }], identifier });
    const find = async (body: object, headers: Headers = doctor) => {
      const answer = await server.app.inject({ method: 'POST', url: '/api/access/find-person', headers, payload: body });
      return [answer.statusCode, answer.json<{ patient?: string; code?: string }>().patient ?? answer.json().code];
    };
    const asked = { system: 'urn:card', value: '88|9', name: '欧阳 明' };
    assert.deepEqual(await find(asked), [200, 'Patient/card']);
    for (const more of [{ name: '欧阳' }, { value: '88' }, { value: '88|9,77' }, { system: 'urn:other' }])
      assert.deepEqual(await find({ ...asked, ...more }), [404, 'access.nobody-found'], JSON.stringify(more));
    assert.equal((await find({ ...asked, name: '' }))[0], 400);
    assert.equal((await find(asked, resident))[0], 403);
    assert.equal((await find(asked, client))[0], 403);
    const { rows } = await pool.query(`select patients from access.audit where event = 'person-found'`);
    assert.deepEqual(rows, [{ patients: ['card'] }], 'whom it found is written down');
    await put({ resourceType: 'Patient', id: 'card2', name: [{ text: '欧阳明' }], identifier });
    assert.deepEqual(await find(asked), [404, 'access.nobody-found'], 'two registrations are nobody’s choice');
  });

  await t.test(
    'nobody guesses numbers: an account looks thirty times a minute, and what it did not find is counted',
    async () => {
      const find = async (headers: Headers) =>
        server.app.inject({
          ...{ method: 'POST', url: '/api/access/find-person', headers },
          payload: { system: 'urn:card', value: 'guessed', name: '王明' },
        });
      const answers: number[] = [];
      for (let n = 0; n < 31; n += 1) answers.push((await find(nurse)).statusCode);
      assert.deepEqual([new Set(answers.slice(0, 30)), answers[30]], [new Set([404]), 429]);
      assert.equal((await find(doctor)).statusCode, 404, 'nobody else waits for it');
      const missed = await withTx(pool, 'read', (tx) => missesBetween(tx, new Date(Date.now() - 600_000), new Date()));
      assert.ok(missed.some(({ count }) => count === 30));
    },
  );
});
