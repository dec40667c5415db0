import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { labelRules, securityRules } from './label-rules.ts';
import { labelsOf } from './labels-of.ts';

const icd = 'http://hl7.org/fhir/sid/icd-10';
const coded = (system: string, code: string) => ({ resourceType: 'Condition', code: { coding: [{ system, code }] } });

test('a diagnosis is labelled by its chapter or range, with and without a decimal, in either case of letters', () => {
  for (const code of ['A50', 'A53.9', 'A64', 'B20', 'B24.x00', 'Z21', 'z21'])
    assert.deepEqual(labelsOf(coded(icd, code)), ['sti'], code);
  for (const code of ['F00', 'F32.1', 'F99']) assert.deepEqual(labelsOf(coded(icd, code)), ['mental'], code);
  for (const code of ['A49.9', 'A65', 'B19.9', 'B25', 'G00', 'E99', 'Z22', 'Z20'])
    assert.deepEqual(labelsOf(coded(icd, code)), [], code);
});

test('the same letters mean nothing in a system that no rule names', () => {
  assert.deepEqual(labelsOf(coded('http://example.org/wards', 'F32')), []);
  assert.deepEqual(labelsOf({ resourceType: 'Condition', code: { coding: [{ code: 'B20' }], text: 'HIV' } }), []);
});

test('a code counts wherever it stands: in a component, a contained resource, a document, an extension', () => {
  const hiv = { coding: [{ system: 'http://loinc.org', code: '56888-1' }] };
  const holders: readonly object[] = [
    { component: [{ code: { text: 'x' } }, { code: hiv }] },
    { contained: [{ resourceType: 'Observation', code: hiv }] },
    { entry: [{ resource: { resourceType: 'Observation', valueCodeableConcept: hiv } }] },
    { extension: [{ url: 'http://example.org/x', valueCoding: hiv.coding[0] }] },
    { entry: [{ resource: { meta: { security: [{ system: securityRules.systems.actCode, code: 'HIV' }] } } }] },
  ];
  for (const holder of holders) assert.deepEqual(labelsOf({ resourceType: 'Bundle', ...holder }), ['sti']);
});

test("what the writer says in meta.security counts by HL7's own codes, and restricted alone may be anything", () => {
  const said = (system: string, code: string) => labelsOf({ resourceType: 'Patient', meta: { security: [{ system, code }] } });
  const { actCode, confidentiality } = securityRules.systems;
  assert.deepEqual(said(actCode, 'GDIS'), ['genetic']);
  assert.deepEqual(said(actCode, 'MH'), ['mental']);
  assert.deepEqual(said(confidentiality, 'R'), ['sti', 'mental', 'genetic']);
  for (const [system, code] of [
    [actCode, 'R'],
    [confidentiality, 'N'],
    [confidentiality, 'toString'],
    ['http://example.org', 'HIV'],
  ] as const)
    assert.deepEqual(said(system, code), [], `${system}|${code}`);
});

test('a consent that forbids what is sensitive is sensitive so itself, and a document that says so of itself', () => {
  const psychiatric = { system: securityRules.systems.actCode, code: 'PSY' };
  const inner = { type: 'deny', provision: [{ type: 'deny', securityLabel: [psychiatric] }] };
  assert.deepEqual(labelsOf({ resourceType: 'Consent', provision: { securityLabel: [psychiatric] } }), ['mental']);
  assert.deepEqual(labelsOf({ resourceType: 'Consent', provision: inner }), ['mental']);
  assert.deepEqual(labelsOf({ resourceType: 'Consent', provision: { type: 'deny', purpose: [psychiatric] } }), []);
  assert.deepEqual(labelsOf({ resourceType: 'DocumentReference', securityLabel: [{ coding: [psychiatric] }] }), ['mental']);
  for (const odd of [null, 'PSY', [null], [{ coding: 'PSY' }]])
    assert.deepEqual(labelsOf({ resourceType: 'Consent', provision: { securityLabel: odd } }), []);
});

test('each label stands once, whatever names it', () => {
  const both = {
    resourceType: 'Condition',
    code: {
      coding: [
        { system: icd, code: 'B20' },
        { system: icd, code: 'A50' },
        { system: icd, code: 'F20' },
      ],
    },
  };
  assert.deepEqual(labelsOf(both), ['sti', 'mental']);
});

test('every security code that a rule names is one of HL7, as published with R4', () => {
  const codes = (name: string): string =>
    readFileSync(fileURLToPath(import.meta.resolve(`hl7.fhir.r4.examples/CodeSystem-v3-${name}.json`)), 'utf8');
  const [act, confidentiality] = [codes('ActCode'), codes('Confidentiality')];
  const has = (text: string, code: string): boolean => new RegExp(`"code"\\s*:\\s*"${code}"`).test(text);
  for (const code of Object.keys(securityRules.actCodes)) assert.ok(has(act, code), code);
  for (const code of Object.keys(securityRules.confidentiality)) assert.ok(has(confidentiality, code), code);
});

test('every rule says where it is from, and no code stands twice under one label', () => {
  for (const { label, codes = [], source } of labelRules) {
    assert.match(source.url, /^https?:/);
    assert.equal(new Set(codes).size, codes.length, `${label} of ${source.title}`);
    // LOINC's numbers end with a check digit (modulus 10).
    for (const code of codes.filter((one) => one.includes('-'))) assert.ok(isLoinc(code), code);
  }
});

/** The check digit of LOINC: modulus 10 by doubling every other digit from the right (Luhn). */
function isLoinc(code: string): boolean {
  const [number = '', check = ''] = code.split('-');
  const sum = [...number].toReversed().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}
