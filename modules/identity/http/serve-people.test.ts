import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideReach } from '@songhua/access/policy/decide-reach.ts';
import { reachOfScopes } from '@songhua/access/policy/reach-of-scopes.ts';
import { type Actor, everything, type Reach, roles, type Way } from '@songhua/kernel';
import { whosePeople } from './serve-people.ts';

const actor = (kind: Actor['kind'], reach: Reach): Actor => ({
  ...{ kind, id: 'one', name: 'one', roles: [], permissions: new Set(['*']) },
  reach,
});

test('a backend is told of people by scopes that name every Person, letter by letter', () => {
  const told = (scope: string, letter: 'r' | 's' = 's') => whosePeople(actor('client', reachOfScopes([scope])), letter);
  for (const scope of ['system/*.rs', 'system/Person.rs', 'system/Person.cruds']) assert.equal(told(scope), 'everyone', scope);
  assert.deepEqual([told('system/Person.r', 'r'), told('system/Person.r', 's')], ['everyone', null]);
  for (const scope of ['system/Patient.rs', 'system/Person.rs?name=x', 'user/Person.rs', 'patient/*.rs', 'system/Person.cud'])
    assert.equal(told(scope), null, scope);
});

test('whoever is kept from something of somebody is told of nobody', () => {
  const [all] = everything.ways;
  const way: Way = { types: ['Person'], interactions: 'rs', whose: 'everyone', labels: '*' };
  assert.ok(all);
  assert.equal(whosePeople(actor('client', { ...everything, ways: [way] }), 's'), 'everyone');
  for (const [name, reach] of Object.entries({
    labels: { ...everything, ways: [{ ...way, labels: ['mental'] }] },
    masked: { ...everything, ways: [{ ...way, masked: ['phone'] }] },
    related: { ...everything, ways: [{ ...way, whose: [{ relation: 'self', id: 'Patient/p' }] }] },
    consent: { ways: [way], purpose: 'administration', institutions: [] },
  } satisfies Record<string, Reach>))
    assert.equal(whosePeople(actor('client', reach), 's'), null, name);
});

test('no account is told of people at the FHIR address, whatever its role or its app', () => {
  for (const role of Object.keys(roles)) {
    const reach = decideReach({ roles: [role], patients: ['Patient/p1'] });
    assert.equal(whosePeople(actor('person', reach), 'r'), null, role);
  }
  assert.equal(whosePeople(actor('person', everything), 's'), null);
});
