import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource } from '@songhua/kernel';
import fc from 'fast-check';
import { consentSystems, readConsent } from './read-consent.ts';

const consent = (provision: object | undefined, more: object = {}): Resource => ({
  resourceType: 'Consent',
  status: 'active',
  scope: { coding: [{ system: consentSystems.scope, code: 'patient-privacy' }] },
  patient: { reference: 'Patient/p' },
  ...(provision && { provision }),
  ...more,
});
const rule = (code: string) => ({ policyRule: { coding: [{ system: consentSystems.act, code }] } });
const actor = (...ids: readonly string[]) =>
  ids.map((id) => ({
    role: { coding: [{ system: consentSystems.participation, code: 'IRCP' }] },
    reference: { reference: `Organization/${id}` },
  }));
const kinds = (...codes: readonly string[]) => codes.map((code) => ({ system: consentSystems.types, code }));
const purpose = (...codes: readonly string[]) => codes.map((code) => ({ system: consentSystems.reason, code }));
const denials = (resource: Resource) => {
  const read = readConsent(resource);
  assert.deepEqual(read.errors, []);
  return read.denials;
};
const faults = (resource: Resource) => {
  const read = readConsent(resource);
  assert.deepEqual(read.denials, [], 'what cannot be kept is not kept in part');
  return read.errors.map(({ field, rule: broken }) => `${field} ${broken}`);
};

test('a prohibition without conditions hides everything from everybody', () => {
  assert.deepEqual(denials(consent({ type: 'deny' })), [{ patient: 'p' }]);
  assert.deepEqual(denials(consent(undefined, rule('OPTOUT'))), [{ patient: 'p' }]);
});

test('a permission takes nothing away', () => {
  assert.deepEqual(denials(consent({ type: 'permit' })), []);
  assert.deepEqual(denials(consent(undefined, rule('OPTIN'))), []);
  assert.deepEqual(denials(consent({ type: 'permit', actor: actor('a') })), []);
});

test('institutions, types and purposes that stand together are forbidden together', () => {
  const denied = denials(
    consent({ type: 'deny', actor: actor('a', 'b'), class: kinds('Observation', 'Condition'), purpose: purpose('TREAT') }),
  );
  assert.deepEqual(
    denied.map(({ institution, type, purpose: what }) => [institution, type, what]),
    [
      ['Organization/a', 'Observation', 'treatment'],
      ['Organization/a', 'Condition', 'treatment'],
      ['Organization/b', 'Observation', 'treatment'],
      ['Organization/b', 'Condition', 'treatment'],
    ],
  );
});

test('who is named twice is forbidden once, and more than a thousand prohibitions are refused before they are made', () => {
  const twice = {
    type: 'deny',
    actor: actor('a', 'a'),
    class: kinds('Observation', 'Observation'),
    purpose: purpose('TREAT', 'TREAT'),
  };
  assert.equal(denials(consent(twice)).length, 1);
  const many = (n: number) => actor(...Array.from({ length: n }, (_, at) => `o${at}`));
  const two = kinds('Observation', 'Condition');
  assert.equal(denials(consent({ type: 'deny', actor: many(500), class: two })).length, 1_000);
  const inside = { provision: [{ type: 'deny', actor: many(501), class: two }] };
  for (const resource of [
    consent({ type: 'deny', actor: many(501), class: two }),
    consent(inside, rule('OPTIN')),
    consent({ type: 'deny', class: two, provision: [{ type: 'permit', actor: many(501) }] }),
  ])
    assert.deepEqual(faults(resource), ['provision consent-too-many']);
});

test('a period bounds a prohibition by whole days in Beijing', () => {
  const [denied] = denials(consent({ type: 'deny', period: { start: '2026-01-01', end: '2026-01-31' } }));
  assert.equal(denied?.since?.toISOString(), '2025-12-31T16:00:00.000Z');
  assert.equal(denied?.until?.toISOString(), '2026-01-31T16:00:00.000Z');
});

test('all are forbidden but those that a permission inside spares', () => {
  const nested = {
    type: 'deny',
    provision: [
      { type: 'permit', actor: actor('a') },
      { type: 'permit', actor: actor('b') },
    ],
  };
  assert.deepEqual(denials(consent(nested)), [{ patient: 'p', spared: ['Organization/a', 'Organization/b'] }]);
  const named = { type: 'deny', actor: actor('a', 'c'), provision: [{ type: 'permit', actor: actor('a') }] };
  assert.deepEqual(denials(consent(named)), [{ patient: 'p', institution: 'Organization/c' }]);
});

test('all is permitted but what a prohibition inside takes away', () => {
  const nested = {
    provision: [
      { type: 'deny', actor: actor('a') },
      { type: 'deny', class: kinds('MolecularSequence') },
    ],
  };
  const expected = [
    { patient: 'p', institution: 'Organization/a' },
    { patient: 'p', type: 'MolecularSequence' },
  ];
  assert.deepEqual(denials(consent({ type: 'permit', ...nested })), expected);
  assert.deepEqual(denials(consent(nested, rule('OPTIN'))), expected);
});

const secret = (code: string) => [{ system: consentSystems.act, code }];

test('sensitive records alone are forbidden by what makes them so, whichever code says it', () => {
  const labelled = { type: 'deny', actor: actor('a'), securityLabel: [...secret('PSY'), ...secret('MH'), ...secret('HIV')] };
  assert.deepEqual(denials(consent(labelled)), [
    { patient: 'p', institution: 'Organization/a', label: 'mental' },
    { patient: 'p', institution: 'Organization/a', label: 'sti' },
  ]);
});

test('a consent that is not active, or about something else, forbids nothing and is not judged', () => {
  for (const status of ['draft', 'proposed', 'rejected', 'inactive', 'entered-in-error'])
    assert.deepEqual(denials(consent({ type: 'deny', data: [{}] }, { status })), []);
  const research = { scope: { coding: [{ system: consentSystems.scope, code: 'research' }] } };
  assert.deepEqual(denials(consent({ type: 'deny', data: [{}] }, research)), []);
});

test('what cannot be kept is refused by name, and then nothing of it is kept', () => {
  const refused: readonly (readonly [string, Resource])[] = [
    ['provision consent-says-nothing', consent(undefined)],
    ['patient consent-patient', consent({ type: 'deny' }, { patient: { reference: 'https://h.example/Patient/p' } })],
    ['provision.type consent-contradiction', consent({ type: 'deny' }, rule('OPTIN'))],
    ['provision.securityLabel[0] consent-securityLabel', consent({ type: 'deny', securityLabel: [{ code: 'MH' }] })],
    ['provision.securityLabel[0] consent-securityLabel', consent({ type: 'deny', securityLabel: secret('R') })],
    [
      'provision.provision[0] consent-permit-in-deny',
      consent({ type: 'deny', provision: [{ type: 'permit', actor: actor('a'), securityLabel: secret('MH') }] }),
    ],
    [
      'provision.provision[0] consent-inside-narrow-permit',
      consent({ type: 'permit', securityLabel: secret('MH'), provision: [{ type: 'deny' }] }),
    ],
    ['provision.code consent-code', consent({ type: 'deny', code: [{}] })],
    ['provision.data consent-data', consent({ type: 'deny', data: [{}] })],
    ['provision.dataPeriod consent-dataPeriod', consent({ type: 'deny', dataPeriod: {} })],
    ['provision.class[0] consent-class', consent({ type: 'deny', class: [{ system: 'urn:x', code: 'y' }] })],
    ['provision.class[0] consent-class', consent({ type: 'deny', class: kinds('Observations') })],
    ['provision.type consent-type-missing', consent({ provision: [{ type: 'permit', actor: actor('a') }] })],
    ['provision.purpose[0] consent-purpose', consent({ type: 'deny', purpose: purpose('ETREAT') })],
    ['provision.purpose[0] consent-purpose', consent({ type: 'deny', purpose: purpose('constructor') })],
    [
      'provision.actor[0].reference consent-actor',
      consent({ type: 'deny', actor: [{ ...actor('a')[0], reference: { reference: 'Practitioner/d' } }] }),
    ],
    [
      'provision.actor[0].role consent-actor-role',
      consent({ type: 'deny', actor: [{ reference: { reference: 'Organization/a' } }] }),
    ],
    ['provision.provision[0].type consent-type-missing', consent({ type: 'permit', provision: [{}] })],
    [
      'provision.provision[0] consent-permit-in-deny',
      consent({ type: 'deny', provision: [{ type: 'permit', class: kinds('Observation') }] }),
    ],
    ['provision.provision[0] consent-deny-in-deny', consent({ type: 'deny', provision: [{ type: 'deny', actor: actor('a') }] })],
    [
      'provision.provision[0] consent-inside-narrow-permit',
      consent({ type: 'permit', actor: actor('a'), provision: [{ type: 'deny' }] }),
    ],
  ];
  for (const [expected, resource] of refused) assert.deepEqual(faults(resource), [expected]);
});

test('property: no provision is passed over: what forbids leaves a denial or a refusal', () => {
  const part = fc.record(
    {
      actor: fc.constant(actor('a')),
      class: fc.constant(kinds('Observation')),
      purpose: fc.constantFrom(purpose('TREAT'), purpose('HRESCH')),
      securityLabel: fc.constantFrom(secret('R'), secret('GDIS')),
      period: fc.constant({ start: '2026-01-01' }),
      code: fc.constant([{}]),
      dataPeriod: fc.constant({ start: '2026' }),
    },
    { requiredKeys: [] },
  );
  const outer = fc.constantFrom('permit', 'deny');
  fc.assert(
    fc.property(outer, part, fc.array(fc.tuple(outer, part), { maxLength: 3 }), (type, own, inner) => {
      const provision = inner.map(([kind, more]) => ({ type: kind, ...more }));
      const { denials: found, errors } = readConsent(consent({ type, ...own, ...(provision.length > 0 && { provision }) }));
      const forbids = type === 'deny' || provision.some((one) => one.type === 'deny');
      const sparesItself = type === 'deny' && 'actor' in own && provision.some((one) => one.type === 'permit' && 'actor' in one);
      if (forbids && !sparesItself) assert.ok(found.length > 0 || errors.length > 0);
      if (!forbids) assert.deepEqual(found, []);
      assert.ok(errors.length === 0 || found.length === 0);
    }),
    { numRuns: 500 },
  );
});
