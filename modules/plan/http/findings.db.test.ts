import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '@songhua/server/testing.ts';
import { findingList } from '../contract.ts';

test('what is inconsistent in the plan, over HTTP', async (t) => {
  const app = await testApp(t, { prepared: true, settings: { SONGHUA_REGISTRY: 'empty' } });
  const viewer = await app.signIn('viewer');
  const get = (url: string, headers: Record<string, string> = viewer) => app.server.app.inject({ url, headers });
  const find = async (query = '') => {
    const answer = await get(`/api/plan/findings${query}`);
    assert.equal(answer.statusCode, 200, answer.body);
    return findingList.parse(answer.json());
  };

  await t.test('a stranger is asked to sign in, and a client without the scope is refused', async () => {
    assert.equal((await get('/api/plan/findings', {})).statusCode, 401);
    const client = await app.clientToken('system/Patient.rs');
    assert.equal((await get('/api/plan/findings', client)).statusCode, 403);
  });

  await t.test('the numeric ones are there with their arithmetic', async () => {
    const { items, total } = await find();
    assert.equal(total, items.length);
    const arithmetic = items.map((one) => one.arithmetic);
    for (const part of ['825 ÷ 1,895,865 × 1,000 = 0.44 ≠ 0.96', '= 1,525', '5 + 2 = 7 ≠ 8.2', '3.93 < 4.3', '= 1.192'])
      assert.ok(
        arithmetic.some((one) => one.includes(part)),
        part,
      );
    assert.ok(items.every((one) => (one.basis === 'computed') === (one.arithmetic !== '')));
  });

  await t.test('they are narrowed by kind and by clause, and exported as they are narrowed', async () => {
    const kind = await find('?kind=printed-rate');
    assert.deepEqual([...new Set(kind.items.map((one) => one.kind))], ['printed-rate']);
    const clause = await find('?clause=2.3-T13');
    assert.ok(clause.items.length > 0 && clause.items.every((one) => one.clauses.includes('2.3-T13')));
    const csv = (await get('/api/plan/findings/export?format=csv&kind=printed-rate&lang=en')).body;
    assert.equal(csv.trim().split('\r\n').length, 1 + kind.total);
    assert.match(csv, /0\.44 ≠ 0\.96/);
    assert.equal((await find('?kind=no-such-kind')).total, 0);
  });

  await t.test('a plan that does not exist is said', async () => {
    const answer = await get('/api/plan/findings?plan=nowhere');
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [404, 'plan.unknown-plan']);
  });
});
