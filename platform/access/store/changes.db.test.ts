import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type { Access } from '../audit/entry.ts';
import { logChanges } from './access-log.ts';
import { addAccount } from './accounts.ts';
import { changesAt } from './changes.ts';

test('who changed something is found by the moment of the change, by name where there is an account', async (t) => {
  const pool = await testDatabase(t);
  const moment = new Date('2026-03-04T05:06:07.089Z');
  const account = must(
    await withResult(pool, 'write', (tx) =>
      addAccount(tx, { username: 'li', name: '李工', password: 'a long password', roles: ['planner'] }, moment),
    ),
  );
  const note = (over: Partial<Access>): Access => ({
    at: moment,
    actor: { kind: 'person', id: account.id },
    method: 'PUT',
    path: '/fhir/R4/Organization/a',
    route: '/fhir/R4/:type/:id',
    status: 200,
    requestId: 'r',
    ...over,
  });
  await withTx(pool, 'write', async (tx) =>
    logChanges(tx, [
      note({}),
      note({ at: new Date(moment.getTime() + 1), actor: { kind: 'client', id: 'hospital-7' }, method: 'POST', path: '/fhir/R4' }),
      note({ method: 'GET' }),
      note({ status: 409 }),
    ]),
  );
  const at = (...moments: Date[]) => withTx(pool, 'read', (tx) => changesAt(tx, moments));
  const first = { at: moment.toISOString(), method: 'PUT', path: '/fhir/R4/Organization/a' };
  assert.deepEqual(await at(moment), [{ ...first, actor: { kind: 'person', id: account.id, name: '李工' } }]);
  assert.deepEqual(
    (await at(moment, new Date(moment.getTime() + 1))).map(({ actor }) => actor.name ?? actor.id),
    ['李工', 'hospital-7'],
  );
  assert.deepEqual(await at(new Date(moment.getTime() + 2)), []);
  assert.deepEqual(await at(), []);
});
