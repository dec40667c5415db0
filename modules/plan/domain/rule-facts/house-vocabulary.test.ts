import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contextOf } from '@songhua/engine-plan/rules/compiled.ts';
import { compileExpression, evaluateSubject, smallestChange } from '@songhua/engine-plan/rules/index.ts';
import { jilinFolder } from '../../fixtures/jilin.ts';
import {
  ask,
  bedsOf,
  county,
  district,
  type Known,
  one,
  people,
  resultFor,
  ruleOf,
  sourceOf,
  street,
  town,
  urban,
  wholeCity,
} from '../../fixtures/small-city.ts';
import { houseVocabulary } from './house-vocabulary.ts';

const { plan } = await jilinFolder();
const vocabulary = houseVocabulary(plan);

/** An expression asked of one thing of the small city. */
function asked(text: string, type: string, id: string, known: Known): boolean | null {
  const compiled = compileExpression(text, vocabulary, type);
  assert.ok(compiled.ok, compiled.ok ? '' : JSON.stringify(compiled.errors));
  const item = sourceOf(known)
    .subjects(type)
    .find((candidate) => vocabulary.types[type]?.identify?.(candidate).id === id);
  assert.ok(item !== undefined, id);
  return compiled.run(item, contextOf(false)).value;
}

test('county subjects are the nine county-level areas and the urban area; development zones are none', () => {
  const kinds = Map.groupBy(sourceOf({}).subjects('county'), (item) =>
    vocabulary.types['county']?.attributes['kind']?.read(item),
  );
  assert.deepEqual([...kinds].map(([kind, items]) => [kind, items.length]).sort(), [
    ['county', 5],
    ['district', 4],
    ['urban', 1],
  ]);
  assert.equal(sourceOf({}).subjects('town').length, 150);
  assert.equal(sourceOf({}).subjects('city').length, 1);
});

test('an institution counts for its town, its district, the urban area and the city, and for nobody else', () => {
  const known: Known = { institutions: [one('clinic', { area: district, town: street })] };
  const count = (type: string, id: string) => asked('count(institutions where kind = clinic) = 1', type, id, known);
  assert.deepEqual(
    [count('town', street), count('county', district), count('county', urban), count('city', wholeCity)],
    [true, true, true, true],
  );
  assert.deepEqual([count('town', town), count('county', county)], [false, false]);
});

test('one registered for the urban area alone may stand in any of its districts: they do not know, the city does', () => {
  const known: Known = { institutions: [one('clinic', { area: urban, town: null })] };
  const exists = (type: string, id: string) => asked('exists(institutions where kind = clinic)', type, id, known);
  assert.deepEqual([exists('city', wholeCity), exists('county', urban)], [true, true]);
  assert.deepEqual([exists('county', district), exists('town', street)], [null, null]);
  assert.deepEqual([exists('county', county), exists('town', town)], [false, false]);
});

test('a department or service that is not listed is a no where the list is complete, else not known; stated is stated', () => {
  const offers = (some: Parameters<typeof one>[1]) =>
    asked('offers(fever-clinic)', 'institution', 'it', { institutions: [one('general-hospital', some)] });
  assert.deepEqual(
    [
      offers({}),
      offers({ complete: [] }),
      offers({ complete: [], lacks: ['fever-clinic'] }),
      offers({ offers: ['fever-clinic'] }),
    ],
    [false, null, false, true],
  );
  const has = (some: Parameters<typeof one>[1]) =>
    asked('has-department(emergency)', 'institution', 'it', { institutions: [one('general-hospital', some)] });
  assert.deepEqual([has({}), has({ complete: [] }), has({ departments: ['emergency'], complete: [] })], [false, null, true]);
});

test('grades follow levels, and 3 is above 2A', () => {
  const grade = (level: NonNullable<Parameters<typeof one>[1]>['level']) =>
    [3, 2, 1, 0].find((n) =>
      asked(`grade = ${n}`, 'institution', 'it', { institutions: [one('general-hospital', { ...(level && { level }) })] }),
    );
  assert.deepEqual((['3A', '3B', '3', '2A', '2', '1', 'none'] as const).map(grade), [3, 3, 3, 2, 2, 1, 0]);
});

test('with no institution registered nothing fails: that there is none is not known', () => {
  for (const rule of ['5.2.2-a', '7.1.2-f', 'P2.2-a', '4.4.2-d1']) {
    const { counts } = ask(rule, {});
    assert.equal(counts.fail, 0, rule);
    assert.ok(counts.unknown > 0, rule);
  }
});

test('that a place has no institution rests on the register as a whole: an invented one shows nothing', () => {
  const invented: Known = { institutions: [one('clinic', { evidence: 'synthetic', area: district, town: street })] };
  const result = resultFor('5.2.2-a', town, invented);
  assert.deepEqual([result.status, result.evidence], ['fail', 'synthetic']);
  const stations = resultFor('4.4.1-b', county, invented);
  assert.equal(stations.evidence, 'synthetic');
});

test('that a place has no other institutions is as weak as the register, however well those there are known', () => {
  const well = one('clinic', { id: 'well', town: street, area: district });
  const invented = one('clinic', { id: 'invented', evidence: 'synthetic' });
  const centre = one('township-health-centre', { id: 'centre' });
  const judged = (institutions: Known['institutions'], of: string) => {
    const { status, evidence } = resultFor('5.2.2-a', of, { institutions: institutions ?? [] });
    return [status, evidence];
  };
  const other = { ...well, area: county, town };
  assert.deepEqual(judged([other], town), ['fail', 'entered']);
  assert.deepEqual(judged([other, { ...invented, town: '220221101' }], town), ['fail', 'synthetic']);
  assert.deepEqual(judged([centre, invented], town), ['pass', 'entered']);
});

test('what is not in an institution’s list rests on that list, not on what the institution itself is known by', () => {
  const made = one('general-hospital', {
    level: '2',
    evidence: 'synthetic',
    departments: ['geriatrics'],
    offers: ['tcm-clinic'],
  });
  const hospital = { ...made, evidence: 'published' as const };
  const lacks = (rule: string, more: Partial<typeof made>) => {
    const { status, evidence } = resultFor(rule, 'it', { institutions: [{ ...hospital, ...more }] });
    return [status, evidence];
  };
  const entered = [{ code: 'geriatrics', evidence: 'entered' as const }];
  // has-department(emergency)
  assert.deepEqual(lacks('4.4.1-g1', {}), ['fail', 'synthetic']);
  assert.deepEqual(lacks('4.4.1-g1', { departments: entered }), ['fail', 'entered']);
  // Nothing is in the list: then it is as weak as all the rest.
  assert.deepEqual(lacks('4.4.1-g1', { departments: [] }), ['fail', 'synthetic']);
  assert.deepEqual(lacks('4.4.1-g1', { departments: [], services: [] }), ['fail', 'published']);
});

test('an empty list of staff, beds, fields or designations is as weak as everything the institution says', () => {
  const measures = { 'beds-total': { value: 100, asOf: '2025-12-31', evidence: 'synthetic' as const } };
  const evidence = (kind: Parameters<typeof one>[0], rule: string, invented: boolean) => {
    const institution = { ...one(kind, { level: '2', own: 'city' }), ...(invented && { measures }) };
    const known: Known = { institutions: [institution], facts: [[wholeCity, 'population', 100_000]] };
    const result = ask(rule, known).results.find(({ status }) => status === 'fail');
    return result?.evidence;
  };
  const cases = [
    // staff of an institution and of the city, designations, stations
    ['township-health-centre', '3.2.1-f1'],
    ['general-hospital', '3.2.3-a1'],
    ['maternal-child-health', '7.2.1-a'],
    ['general-hospital', '4.4.1-b'],
  ] as const;
  for (const [kind, rule] of cases) {
    assert.equal(evidence(kind, rule, false), 'entered', rule);
    assert.equal(evidence(kind, rule, true), 'synthetic', rule);
  }
});

test('evidence is the weakest of what decided: one invented nurse makes a count of staff invented', () => {
  const staff = [people(1, 'doctor', { category: 'public-health' }), people(3, 'nurse', { evidence: 'synthetic' })];
  const institution = one('township-health-centre', { staff });
  assert.equal(resultFor('3.2.1-f1', 'it', { institutions: [institution] }).evidence, 'synthetic');
  assert.equal(resultFor('3.2.1-f1', 'it', { institutions: [{ ...institution, staff: staff.slice(0, 1) }] }).evidence, 'entered');
});

test('what the plan publishes stands before what the registry could count, as for the indicators', () => {
  const centre = one('township-health-centre', { offers: ['tcm-clinic'] });
  assert.equal(ask('2.3-T18', { institutions: [centre] }).status, 'pass');
  const published = ask('2.3-T18', { institutions: [centre], facts: [[wholeCity, 'tcm-clinic-share', 91.37]] });
  assert.deepEqual([published.status, published.results[0]?.evidence], ['fail', 'published']);
});

test('what would make a rule pass is said of the fact that is short, by the rule itself', () => {
  const change = (id: string, of: { type: string; id: string }, known: Known) =>
    smallestChange(ruleOf(id), sourceOf(known), of).map(({ name, from, to, size }) => [name.zh, from, to, size]);
  const staff: Known = {
    facts: [
      [wholeCity, 'staff-public-health', 2141],
      [wholeCity, 'population', 3_623_713],
    ],
  };
  assert.deepEqual(change('2.3-T01', { type: 'city', id: wholeCity }, staff), [['专业公共卫生机构人员数', 2141, 3081, 940]]);
  const hospital: Known = { institutions: [one('general-hospital', { level: '2' })] };
  assert.deepEqual(change('4.4.1-g1', { type: 'institution', id: 'it' }, hospital), [['设有科室：急诊科', false, true, 1]]);
  assert.deepEqual(
    change('5.3.2-d', { type: 'institution', id: 'it' }, { institutions: [one('clinic', { measures: { 'beds-total': 2 } })] }),
    [['实有床位', 2, 0, 2]],
  );
});

test('a result says of which areas or institutions something is lacking', () => {
  const hospitals = ['a', 'b'].map((id) =>
    one('general-hospital', { id, level: '2', departments: id === 'a' ? ['infectious-diseases'] : [] }),
  );
  const found = evaluateSubject(ruleOf('2.3-T04'), sourceOf({ institutions: hospitals }), { type: 'city', id: wholeCity });
  assert.deepEqual(
    found?.facts[0]?.lacking?.map(({ id }) => id),
    ['b'],
  );
});

test('both readings of a rule are told apart where they differ: stations, bands, and and or', () => {
  const readings = (id: string, of: string, known: Known) =>
    (resultFor(id, of, known).readings ?? []).map(({ id: name, status }) => `${name} ${status}`);
  assert.deepEqual(readings('6.3-a', 'it', { institutions: [one('community-health-station')] }), [
    'stations fail',
    'centres not-applicable',
  ]);
  const beds = (n: number): Known => ({
    facts: [[county, 'population', 300_000]],
    institutions: [
      one('general-hospital', {
        beds: [bedsOf(n, 'infectious', { openable: true })],
      }),
    ],
  });
  assert.deepEqual(readings('4.4.2-h', county, beds(20)), ['upper fail', 'lower pass', 'open fail']);
  const gate = { 'beds-added': 9, 'open-bed-days': 100, 'occupied-bed-days': 70, discharges: 10, 'discharge-bed-days': 80 };
  assert.deepEqual(readings('3.1.3-d', 'it', { institutions: [one('general-hospital', { measures: gate })] }), [
    'either fail',
    'both pass',
  ]);
  const large: Known = {
    facts: [[county, 'population', 300_000]],
    institutions: [one('general-hospital', { offers: ['psychiatric-clinic'] })],
  };
  assert.deepEqual(readings('7.6.1-c', county, large), ['above pass', 'from fail']);
});
