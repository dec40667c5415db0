import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type { Access } from '../audit/entry.ts';
import { createAccessLog, noteSecurityEvent } from './access-log.ts';

test('accesses that come together are written down one by one, whatever stands in their texts', async (t) => {
  const pool = await testDatabase(t);
  const odd = [
    'plain',
    'a "quoted" \\ {word}, and more',
    "'; drop",
    'null',
    '',
    '松花江 \t\n',
    '\\"',
    '\\N',
    '\\.',
    '\r\n\b\v\f',
    '\\\t',
  ];
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
  const { rows } = await pool.query('select * from access.audit order by at');
  assert.deepEqual(
    rows.map(({ at, actor_kind: kind, actor_id: id, method, path, route, status, request_id: requestId }) => ({
      ...{ at, actor: { kind, id }, method, path, route, status, requestId },
    })),
    accesses,
  );
  assert.equal(new Set(rows.map(({ entry }) => entry)).size, accesses.length);
});

test('an entry keeps who, for what, what the answer held and about whom; lists with their counts', async (t) => {
  const pool = await testDatabase(t);
  const log = createAccessLog(pool);
  await log({
    at: new Date(0),
    actor: {
      kind: 'person',
      id: 'a1',
      name: '王医生',
      roles: ['viewer', 'planner'],
      institution: 'Organization/7',
      reach: { ways: [], purpose: 'emergency', institutions: [] },
    },
    method: 'GET',
    path: '/fhir/R4/Observation',
    route: '/fhir/R4/:type',
    status: 200,
    requestId: 'r',
    address: '10.0.0.9',
    touched: { resources: ['Observation/1', 'Observation/2'], resourceCount: 700, patients: ['p1', 'p-2.x'], patientCount: 2 },
  });
  const { rows } = await pool.query(
    `select actor_name, roles, institution, purpose, address, resources, resource_count, patients, patient_count, emergency, event
       from access.audit`,
  );
  assert.deepEqual(rows, [
    {
      actor_name: '王医生',
      roles: 'viewer planner',
      institution: 'Organization/7',
      purpose: 'emergency',
      address: '10.0.0.9',
      resources: 'Observation/1 Observation/2',
      resource_count: 700,
      patients: ['p1', 'p-2.x'],
      patient_count: 2,
      emergency: true,
      event: 'request',
    },
  ]);
});

test('security events stand in the log with what they are about; those of a transaction that is rolled back do not', async (t) => {
  const pool = await testDatabase(t);
  const actor = { kind: 'person', id: 'a1', name: '管理员' } as const;
  await withTx(pool, 'write', async (tx) => {
    noteSecurityEvent(tx, { at: new Date(0), event: 'account-disabled', actor, about: 'account/9', note: 'left\0', done: true });
    noteSecurityEvent(tx, { at: new Date(0), event: 'emergency-access', actor, about: 'Patient/p', patients: ['Patient/p'] });
    noteSecurityEvent(tx, { at: new Date(0), event: 'sign-in-failed', actor, done: false, address: '10.0.0.9' });
  });
  const failing = withTx(pool, 'write', async (tx) => {
    noteSecurityEvent(tx, { at: new Date(0), event: 'account-added', actor });
    await tx.query('select 1');
    throw new Error('no');
  });
  await assert.rejects(failing);
  const { rows } = await pool.query('select event, path, status, note, address, patients from access.audit order by entry');
  assert.deepEqual(rows, [
    { event: 'account-disabled', path: 'account/9', status: 200, note: 'left', address: null, patients: null },
    { event: 'emergency-access', path: 'Patient/p', status: 200, note: null, address: null, patients: ['p'] },
    { event: 'sign-in-failed', path: 'person/a1', status: 403, note: null, address: '10.0.0.9', patients: null },
  ]);
});

test('what is in the log is neither changed nor deleted, but by the retention', async (t) => {
  const pool = await testDatabase(t);
  await withTx(pool, 'write', async (tx) =>
    noteSecurityEvent(tx, { at: new Date(0), event: 'sign-in', actor: { kind: 'person', id: 'a' } }),
  );
  for (const wrong of [`update access.audit set actor_id = 'b'`, 'delete from access.audit', 'truncate access.audit'])
    await assert.rejects(pool.query(wrong), { code: '42501' }, wrong);
  await pool.query(`begin; set local access.audit_retention = 'on'; delete from access.audit; commit`);
  assert.equal((await pool.query('select from access.audit')).rowCount, 0);
});
