import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@songhua/testing';
import { type Access, createAccessLog } from './access-log.ts';

test('accesses that come together are written down one by one, whatever stands in their texts', async (t) => {
  const pool = await testDatabase(t);
  const odd = ['plain', 'a "quoted" \\ {word}, and more', "'; drop", 'null', '', '松花江 \t\n', '\\"'];
  const accesses = odd.map(
    (text, n): Access => ({
      at: new Date(n),
      actor: { kind: n % 2 === 0 ? 'client' : 'person', id: text },
      method: 'GET',
      path: `/fhir/R4/Patient?name=${text}`,
      route: `/r/${text}`,
      status: 200 + n,
      requestId: `${text}-${n}`,
    }),
  );
  const log = createAccessLog(pool);
  await Promise.all(accesses.map(log));
  const { rows } = await pool.query('select * from access.access_log order by at');
  assert.deepEqual(
    rows.map(({ id: _, at, actor_kind: kind, actor_id: id, method, path, route, status, request_id: requestId }) => ({
      ...{ at, actor: { kind, id }, method, path, route, status, requestId },
    })),
    accesses,
  );
  assert.equal(new Set(rows.map(({ id }) => id)).size, accesses.length);
});
