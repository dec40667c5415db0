import assert from 'node:assert/strict';
import { test } from 'node:test';
import { narrowReach, permissionsOfApp } from '@songhua/access/domain/narrow-reach.ts';
import { decideReach } from '@songhua/access/policy/decide-reach.ts';
import type { Actor } from '@songhua/kernel';
import { whoseEvents } from './serve-audit-events.ts';

const readAudit = 'administration.read-audit';

const appOf = (roles: readonly string[], scopes: readonly string[], patient: string | null): Actor => ({
  kind: 'person',
  id: 'one',
  name: 'one',
  roles: [],
  scopes,
  permissions: permissionsOfApp(new Set([readAudit, 'records.read']), [
    { code: readAudit, title: { zh: '查阅审计日志', en: 'Read the log' }, roles: [] },
    { code: 'records.read', title: { zh: '读取记录', en: 'Read records' }, roles: [] },
  ]),
  reach: narrowReach(decideReach({ roles, patients: ['Patient/p1'] }), scopes, patient === null ? [] : [patient]),
});

test('who may read the log of everybody lets no app of theirs read it', () => {
  for (const scopes of [['user/*.rs'], ['user/AuditEvent.rs'], ['patient/*.rs']])
    for (const role of ['administrator', 'privacy-officer'])
      assert.equal(whoseEvents(appOf([role], scopes, 'Patient/p2'), 's'), null, `${role} ${scopes}`);
});

test('an app of a resident is told of their own record, and within `patient/…` of the person in context alone', () => {
  assert.deepEqual(whoseEvents(appOf(['resident'], ['user/AuditEvent.rs'], null), 's'), { patients: ['p1'] });
  assert.deepEqual(whoseEvents(appOf(['resident'], ['patient/AuditEvent.rs'], 'Patient/p1'), 's'), { patients: ['p1'] });
  const other = whoseEvents(appOf(['resident'], ['patient/AuditEvent.rs'], 'Patient/p2'), 's');
  assert.ok(other === null || (other !== 'everyone' && other.patients.length === 0));
  assert.equal(whoseEvents(appOf(['resident'], ['user/Observation.rs'], null), 's'), null);
});
