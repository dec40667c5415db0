import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compare } from './compare.ts';
import { find } from './fixtures/family.ts';
import { context, options } from './fixtures/world.ts';
import type { Parameter, Prefix } from './types.ts';

const finds = (query: string, ...ids: string[]): void => assert.deepEqual(find(query).sort(), ids.sort(), query);

test('strings begin, are contained or are exact; case and accents do not matter unless exact', () => {
  finds('Patient?family=garc', 'ada');
  finds('Patient?family=GARCIA', 'ada');
  finds('Patient?name=Ada Maria Garc', 'ada');
  finds('Patient?family=arci');
  finds('Patient?family:contains=arci', 'ada');
  finds('Patient?family:exact=Garcia');
  finds('Patient?family:exact=García', 'ada');
  finds('Patient?name=张伟', 'wei');
  finds('Patient?given=ada,伟', 'ada', 'wei');
  finds('Patient?given=ada&family=x');
});

test('张伟 is found by zhangwei, zhang wei, Wei Zhang, zw, 章威 and 张; García by Garsia', () => {
  for (const text of ['zhangwei', 'zhang wei', 'Wei Zhang', 'ZW', '章威', '张', 'zhangw'])
    finds(`Patient?phonetic=${text}`, 'wei');
  finds('Patient?phonetic=Garsia', 'ada');
  finds('Patient?phonetic=lisi');
  finds('Organization?phonetic=jlszxyy', 'hospital');
});

test('tokens: code, system|code, |code, system|, the system that a code implies', () => {
  finds('Observation?code=8480-6', 'sys', 'sys2', 'other');
  finds('Observation?code=http://loinc.org|8480-6', 'sys', 'sys2', 'other');
  finds('Observation?code=|8480-6');
  finds('Observation?code=urn:x|8480-6');
  finds('Observation?code=http://loinc.org|', 'sys', 'sys2', 'other', 'weight');
  finds('Patient?gender=|male', 'wei');
  finds('Patient?gender=http://hl7.org/fhir/administrative-gender|male', 'wei');
  finds('Patient?gender=urn:x|male');
  finds('Patient?gender:not=male', 'ada');
  finds('Patient?deceased=true', 'ada');
  finds('Patient?_tag=urn:tag|synthetic', 'wei');
  finds('Patient?_tag:not=urn:tag|synthetic', 'ada');
});

test('token modifiers: text, in, not-in, above, below, of-type', () => {
  finds('Observation?code:text=systolic', 'sys', 'sys2', 'other');
  finds('Observation?code:in=urn:set:29463-7', 'weight');
  finds('Observation?code:not-in=urn:set:29463-7', 'sys', 'sys2', 'other');
  finds('Observation?code:below=http://loinc.org|8480', 'sys', 'sys2', 'other');
  finds('Observation?code:above=http://loinc.org|29463-7-x', 'weight');
  finds('Patient?identifier:of-type=urn:type|MR|42', 'wei');
  finds('Patient?identifier:of-type=urn:type|DL|42');
});

test('references: id, type and id, our address, another server, identifier, type, hierarchy', () => {
  finds('Observation?subject=wei', 'sys', 'weight');
  finds('Observation?subject=Patient/wei', 'sys', 'weight');
  finds('Observation?subject=http://songhua.example/fhir/R4/Patient/wei', 'sys', 'weight');
  finds('Observation?subject:Patient=wei', 'sys', 'weight');
  finds('Observation?subject:Group=wei');
  finds('Observation?patient=wei,ada', 'sys', 'weight', 'sys2');
  finds('Observation?patient=http://other.example/fhir/Patient/9', 'other');
  finds('Observation?subject:Patient=http://other.example/fhir/Patient/9', 'other');
  finds('Observation?subject:Group=http://other.example/fhir/Patient/9');
  finds('Observation?subject:identifier=urn:id|9', 'other');
  finds('Patient?organization:below=Organization/hos', 'wei');
  finds('Observation?performer:missing=true', 'sys', 'sys2', 'weight', 'other');
  finds('Patient?general-practitioner:missing=false', 'wei');
});

test('quantities are compared across units of one dimension, and by unit as written', () => {
  finds('Observation?value-quantity=120|http://unitsofmeasure.org|mm[Hg]', 'sys', 'sys2');
  finds('Observation?value-quantity=gt119|http://unitsofmeasure.org|mm[Hg]', 'sys', 'sys2');
  finds('Observation?value-quantity=120||mm[Hg]', 'sys');
  finds('Observation?value-quantity=120||mmHg', 'sys');
  finds('Observation?value-quantity=120|http://unitsofmeasure.org|mmHg');
  finds('Observation?value-quantity=16||mm[Hg]');
  finds('Observation?value-quantity=16|urn:x|kPa');
  finds('Observation?value-quantity=70000|http://unitsofmeasure.org|g', 'weight');
  finds('Observation?value-quantity=gt60', 'sys', 'weight');
  finds('Observation?code-value-quantity=8480-6$gt100||mm[Hg]', 'sys');
  finds('Observation?combo-code-value-quantity=8462-4$lt90', 'other');
  finds('Observation?combo-code=8462-4', 'other');
});

test('dates, and the row: _id and _lastUpdated', () => {
  finds('Patient?birthdate=1980', 'wei');
  finds('Patient?birthdate=1980-05-01', 'wei');
  finds('Patient?birthdate=1990-05-01');
  finds('Patient?birthdate=ap1990-05-01', 'ada');
  finds('Observation?date=ge2020-03-15&date=lt2020-04-01', 'weight');
  finds('Patient?_id=wei,none', 'wei');
  finds('Patient?_lastUpdated=2026-11-02', 'ada');
  finds('?_type=Patient,Practitioner&_lastUpdated=gt2026-11-01', 'ada');
});

test('chains of several links, ambiguous ones over all targets, and reverse chains nested', () => {
  finds('Observation?subject.name=张', 'sys', 'weight');
  finds('Observation?subject:Patient.organization.partof.name=jilin', 'sys', 'weight');
  finds('Observation?patient.general-practitioner:Practitioner.family=lee', 'sys', 'weight');
  finds('Patient?_has:Observation:patient:code=29463-7', 'wei');
  finds('Practitioner?_has:Patient:general-practitioner:_has:Group:member:_id=cohort', 'lee');
  finds('Observation?subject._has:Group:member:_id=cohort', 'sys', 'weight');
  finds('Observation?subject:Location.name=x');
});

test('in a compartment are the one it is of and who refers to it by what the compartment names', () => {
  const wei = { type: 'Patient', id: 'wei' };
  assert.deepEqual(find('?', wei), ['wei', 'sys', 'weight', 'cohort']);
  assert.deepEqual(find('Observation?code=8480-6', wei), ['sys']);
  assert.deepEqual(find('Patient?', wei), ['wei']);
  assert.deepEqual(find('Patient?', { type: 'Practitioner', id: 'lee' }), ['wei']);
});

test('lists, positions, narrative and content', () => {
  finds('Patient?_list=mine', 'ada');
  finds('Location?near=43.84|126.55|5|km', 'here');
  finds('Location?near=43.84|126.55|5', 'here');
  finds('Location?near=43.84|126.55|5|m');
  finds('Location?near=43.84|126.55|0.1|km');
  finds('Patient?_text=高血压 liver', 'wei');
  finds('Patient?_text=(bone OR liver) and not kidney', 'wei');
  finds('Patient?_content="Ada"', 'ada');
  finds('Patient?_content=张伟', 'wei');
});

test('_filter: and, or, not, paths, brackets and its operators', () => {
  finds('Patient?_filter=name co "arci" or gender eq male', 'ada', 'wei');
  finds('Patient?_filter=not (gender eq male)', 'ada');
  finds('Patient?_filter=birthdate lt 1985 and organization.name sw "吉林"', 'wei');
  finds('Patient?_filter=organization[name eq "jilin city"].partof pr false', 'ada');
  finds('Patient?_filter=family ew "cía"', 'ada');
  finds('Patient?_filter=given ne "ada"', 'ada', 'wei');
  finds('Patient?_filter=gender ne male', 'ada');
  finds('Observation?_filter=date po 2020-02-15', 'weight');
  finds('Observation?_filter=code in "urn:set:8480-6"', 'sys', 'sys2', 'other');
  finds('Observation?_filter=value-quantity gt 60', 'sys', 'weight');
});

test('uris and canonicals', () => {
  finds('Patient?_profile=urn:profile', 'wei');
  finds('Patient?_source:below=urn:source', 'wei');
  finds('Patient?_source=urn:source');
});

const parameterOf = (type: string, code: string): Parameter =>
  context.catalogue.types.get(type)?.get(code) ?? assert.fail(`${type}.${code}`);
const date = parameterOf('Observation', 'date');
const number = parameterOf('RiskAssessment', 'probability');
const nobody = { inValueSet: () => false, subsumes: () => false, isAbove: () => false };

/** R4's table of prefixes said over the points of both ranges. */
const meaning: Readonly<Record<Prefix, (mine: readonly number[], asked: readonly number[]) => boolean>> = {
  eq: (mine, asked) => mine.every((point) => asked.includes(point)),
  ne: (mine, asked) => !mine.every((point) => asked.includes(point)),
  gt: (mine, asked) => mine.some((point) => asked.every((other) => point > other)),
  lt: (mine, asked) => mine.some((point) => asked.every((other) => point < other)),
  ge: (mine, asked) => meaning.gt(mine, asked) || meaning.eq(mine, asked),
  le: (mine, asked) => meaning.lt(mine, asked) || meaning.eq(mine, asked),
  sa: (mine, asked) => mine.every((point) => asked.every((other) => point > other)),
  eb: (mine, asked) => mine.every((point) => asked.every((other) => point < other)),
  ap: (mine, asked) => mine.some((point) => asked.includes(point)),
};

const prefix = fc.constantFrom(...(Object.keys(meaning) as Prefix[]));
const points = (lo: number, length: number): number[] => Array.from({ length }, (_, index) => lo + index);
const range = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 6 }));

test('every prefix on dates means what R4 says of the two ranges', () => {
  fc.assert(
    fc.property(prefix, range, range, (word, [a, m], [b, n]) => {
      const entry = { kind: 'date', param: 'date', lo: a, hi: a + m } as const;
      const value = { kind: 'date', prefix: word, lo: b, hi: b + n } as const;
      assert.equal(compare(date, undefined, entry, value, nobody), meaning[word](points(a, m), points(b, n)));
    }),
    { numRuns: 2000 },
  );
});

test('every prefix on numbers: eq, ne and ap by the range written, the others by the number itself', () => {
  fc.assert(
    fc.property(prefix, range, range, (word, [a, m], [b, n]) => {
      const isExact = !['eq', 'ne', 'ap'].includes(word);
      const entry = { kind: 'number', param: 'probability', lo: a, hi: a + m - 1 } as const;
      const value = { kind: 'number', prefix: word, lo: b, hi: isExact ? b : b + n } as const;
      const asked = points(b, isExact ? 1 : word === 'ap' ? n + 1 : n);
      const mine = points(a, m);
      const expected =
        word === 'ge'
          ? mine.some((point) => point >= b)
          : word === 'le'
            ? mine.some((point) => point <= b)
            : meaning[word](mine, asked);
      assert.equal(compare(number, undefined, entry, value, nobody), expected);
    }),
    { numRuns: 2000 },
  );
});

test('a tenth of the time to now is near enough for ap', () => {
  const days = (options.now - Date.UTC(1990, 0, 1)) / 86_400_000;
  const before = new Date(Date.UTC(1990, 0, 1) - days * 0.09 * 86_400_000).toISOString().slice(0, 10);
  const far = new Date(Date.UTC(1990, 0, 1) - days * 0.25 * 86_400_000).toISOString().slice(0, 10);
  finds(`Patient?birthdate=ap${before}`, 'ada');
  assert.ok(!find(`Patient?birthdate=ap${far}`).includes('ada'));
});
