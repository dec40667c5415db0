import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaint, given, observation, patient, yields, yieldsEach } from '../fixtures/fhirpath-table.ts';
import { r4 } from '../fixtures/r4.ts';
import { parseLossless } from '../json/lossless.ts';
import { compile, FhirPathError, nodeFor, pathOf, plain } from './compile.ts';

yieldsEach('logic has three values', [
  ['true and {}', []],
  ['false and {}', [false]],
  ['true or {}', [true]],
  ['false or {}', []],
  ['true xor {}', []],
  ['{} implies true', [true]],
  ['false implies {}', [true]],
  ["true and 'foo'", [true]],
]);

yieldsEach('primitives carry extensions, and a hole in a list is an element without value', [
  ['name[1].given.count()', [2]],
  ['name[1].given.first().hasValue()', [false]],
  ["name[1].given.first().extension('urn:x').value", ['hole']],
  ["birthDate.extension('urn:time').value.exists()", [true]],
  ["birthDate.hasExtension('urn:none')", [false]],
  ['birthDate.getValue().type().name', ['Date']],
  ['name[1].given.select($this.hasValue())', [false, true]],
  ['birthDate.children().count()', [1]],
  ['name[1].given[0] = name[1].given[0]', [true]],
  ['name[1].given[0] = name[0].given[0]', [false]],
  ['name.given.distinct().count()', [4]],
]);

const twins = {
  resourceType: 'Patient',
  name: [
    { family: 'Wei', given: ['Li', 'Bo'] },
    { given: ['bo ', 'LI'], family: 'wei' },
    { family: 'Li', given: ['Wei', 'Bo'] },
  ],
};

yieldsEach(
  'equivalence looks past order, case and spacing, never past names; equality looks past nothing but the order of properties',
  [
    ['name[0] ~ name[1]', [true]],
    ['name[0] = name[1]', [false]],
    ['name[1] = name[1].where(true)', [true]],
    ['name.isDistinct()', [true]],
    ['name.combine(name[0]).distinct().count()', [3]],
    ['name[0] ~ name[2]', [false]],
    ['name[0].family ~ name[2].given.first()', [true]],
    ['name[0].given ~ name[1].given', [true]],
    ['name[0].given = name[1].given', [false]],
    ["1 ~ 'a'", [false]],
    ["{} ~ 'a'", [false]],
    ['1 != true', [true]],
    ['name.first() = name.where($index = 0)', [true]],
    ["name = 'a'", [false]],
    ['(1 = {}).count()', [0]],
    ['(1 = 1).count() + name.given.count()', [7]],
    ['name.birthDate.count()', [0]],
  ],
  twins,
);

test('every item tells its place in the resource', () => {
  const paths = compile('name.given | deceased | telecom.value', r4()).evaluate(patient).map(pathOf);
  assert.deepEqual(paths, [
    'Patient.name[0].given[0]',
    'Patient.name[0].given[1]',
    'Patient.name[1].given[0]',
    'Patient.name[1].given[1]',
    'Patient.deceased',
    'Patient.telecom[0].value',
  ]);
});

const container = {
  ...patient,
  contained: [{ resourceType: 'Organization', id: 'o', name: 'x' }],
  generalPractitioner: [{ reference: '#o' }, { reference: 'Practitioner/7' }, { display: 'no reference' }],
};

test('contained resources resolve by themselves, others by the function handed in, none without it', () => {
  assert.deepEqual(yields('generalPractitioner.resolve().name', container), ['x']);
  const resolve = (reference: string) => (reference === 'Practitioner/7' ? { resourceType: 'Practitioner', id: '7' } : undefined);
  const types = compile('generalPractitioner.where(resolve() is Practitioner).reference', r4());
  assert.deepEqual(types.evaluate(container, { resolve }).map(plain), ['Practitioner/7']);
});

test('%resource is the resource around an element, %rootResource its container, %context what was asked', () => {
  const [inner] = compile('contained', r4()).evaluate(container);
  assert.ok(inner);
  const ask = (expression: string): unknown[] => compile(expression, r4()).evaluate(inner).map(plain);
  assert.deepEqual(ask('%resource.id | %rootResource.id | %context.name'), ['o', 'p1', 'x']);
});

test('variables are handed in, or defined and seen only further along', () => {
  const compiled = compile('%limit > 3 and %name = %n.family.first()', r4());
  const variables = { limit: 4, name: 'Zhang', n: compile('name', r4()).evaluate(patient) };
  assert.equal(compiled.truth(patient, { variables }), true);
  assert.deepEqual(yields("name.first().defineVariable('n', family).select(given.first() & %n)"), ['WeiZhang']);
  assert.match(complaint("defineVariable('a').defineVariable('a')")?.message ?? '', /%a is defined already/);
});

test('decimals kept as written keep their precision', () => {
  const written = parseLossless('{"resourceType":"Observation","valueQuantity":{"value":1.50}}') as object;
  assert.deepEqual(yields('value.value.precision()', written), [2]);
  assert.deepEqual(yields('value.value.toString()', written), ['1.50']);
  assert.deepEqual(yields('value.value = 1.5', written), [true]);
});

test('a rule holds when it is true; empty is told apart by truth', () => {
  const rule = compile("reference.startsWith('#').not()", r4());
  const node = (value: object) => nodeFor(r4(), value, 'Reference') ?? {};
  assert.equal(rule.test(node({ reference: '#a' })), false);
  assert.equal(rule.test(node({ reference: 'Patient/a' })), true);
  assert.equal(rule.test(node({ display: 'a' })), false);
  assert.equal(rule.truth(node({ display: 'a' })), undefined);
});

test('an error while running names its place', () => {
  const error = complaint('name.given.first() + 1');
  assert.ok(error instanceof FhirPathError);
  assert.deepEqual([error.kind, error.position], ['execution', 19]);
  assert.match(complaint('iif(name, 1, 2)')?.message ?? '', /a single boolean is needed here, found 2 items/);
  assert.match(complaint('name.given.substring(0)')?.message ?? '', /a single item is needed here/);
  assert.match(complaint('active.startsWith(1)')?.message ?? '', /a string is needed here, found boolean/);
});

test('an expression that clients send can be given a budget of steps', () => {
  const endless = compile('descendants().select(%resource.descendants().where(%resource.descendants().exists()))', r4());
  assert.throws(() => endless.evaluate(patient, { budget: 100 }), /too many steps/);
  assert.throws(() => compile('(1).repeat($this + 1)', r4()).evaluate(patient), /does not come to an end/);
});

test('trace tells what passes by, and changes nothing', () => {
  const told: unknown[] = [];
  const trace = (name: string, items: readonly unknown[]) => told.push([name, items.length]);
  const compiled = compile("name.trace('all').trace('given', given).count()", r4());
  assert.deepEqual(compiled.evaluate(patient, { trace }).map(plain), [2]);
  assert.deepEqual(told, [
    ['all', 2],
    ['given', 4],
  ]);
});

test('now() needs a time', () => {
  assert.throws(() => compile('now()', r4()).evaluate(patient), /no time was handed in/);
});

test('codes are looked for in the value sets of the definitions, and in those the caller knows', () => {
  assert.deepEqual(yields("gender.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')"), [true]);
  assert.deepEqual(yields("id.memberOf('http://hl7.org/fhir/ValueSet/administrative-gender')"), [false]);
  const memberOf = (_: unknown, set: string) => set === 'urn:mine';
  assert.equal(compile("code.memberOf('urn:mine')", r4()).truth(observation, { ...given, memberOf }), true);
});

test('a code covers itself, and others by the word of the caller', () => {
  const ask = compile("code.coding.code.subsumes('x') | code.coding.code.subsumedBy('29463-7')", r4());
  assert.deepEqual(ask.evaluate(observation).map(plain), [true]);
  assert.deepEqual(ask.evaluate(observation, { subsumes: (wide) => wide.value === 'x' }).map(plain), [false, true]);
});

test('a narrative may hold formatting and nothing that acts', () => {
  const judge = (div: string) =>
    compile('text.`div`.htmlChecks()', r4()).truth({ resourceType: 'Patient', text: { status: 'generated', div } });
  const wrap = (inner: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;
  for (const fine of ['<p class="a">张伟 &amp; <b>x</b></p>', '<!-- a --><br/>text', '<img src="a.png" alt="x"/>'])
    assert.equal(judge(wrap(fine)), true, fine);
  for (const bad of [
    '',
    '  ',
    '<script>1</script>',
    '<p onclick="a()">x</p>',
    '<a href="javascript:a()">x</a>',
    '<p>x',
    '<b><i>x</b></i>',
    'a < b',
  ])
    assert.equal(judge(wrap(bad)), false, bad);
  assert.equal(judge('<p>x</p>'), false);
  assert.equal(judge(`${wrap('x')}y`), false);
});
