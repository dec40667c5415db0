import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleStatus } from '@songhua/engine-plan/rules/index.ts';
import {
  bedsOf,
  county,
  district,
  type Known,
  one,
  people,
  resultFor,
  street,
  urban,
  wholeCity,
} from '../../fixtures/small-city.ts';

/** What the cases of one limit do not reach: other edges of bands, each part of a conjunction, who counts and who does not. */

type Kind = Parameters<typeof one>[0];
type Some = NonNullable<Parameters<typeof one>[1]>;

const only = (kind: Kind, some: Some): Known => ({ institutions: [one(kind, some)] });
const residents = (n: number, known: Known): Known => ({ ...known, facts: [[county, 'population', n]] });
const expect = (id: string, of: string, cases: readonly (readonly [RuleStatus, Known])[]): void => {
  for (const [i, [status, known]] of cases.entries()) assert.equal(resultFor(id, of, known).status, status, `${id}, case ${i}`);
};

test('4.4.2-h: each band asks for its own beds, its lower edge belongs to it', () => {
  const beds = (population: number, n: number): Known =>
    residents(population, only('general-hospital', { beds: [bedsOf(n, 'infectious', { openable: true })] }));
  expect('4.4.2-h', county, [
    ['pass', beds(100_000, 20)],
    ['fail', beds(100_000, 19)],
    ['pass', beds(299_999, 20)],
    ['fail', beds(499_999, 49)],
    ['pass', beds(499_999, 50)],
    ['fail', beds(500_000, 79)],
    ['pass', beds(1_000_000, 80)],
  ]);
  assert.equal(resultFor('4.4.2-h', county, beds(99_999, 999)).status, 'not-applicable');
  assert.equal(resultFor('4.4.2-h', county, beds(1_000_001, 999)).status, 'not-applicable');
});

test('3.1.3-d: no beds are asked for, or both figures are good; nine days exactly are', () => {
  const gate = (added: number, occupied: number, stay: number): Known =>
    only('general-hospital', {
      own: 'city',
      measures: {
        'beds-added': added,
        'open-bed-days': 1000,
        'occupied-bed-days': occupied,
        discharges: 100,
        'discharge-bed-days': stay,
      },
    });
  expect('3.1.3-d', 'it', [
    ['pass', gate(0, 100, 2000)],
    ['fail', gate(1, 100, 2000)],
    ['pass', gate(1, 750, 900)],
    ['fail', gate(1, 900, 901)],
  ]);
});

test('3.2.1-d, 4.4.1-g2, 5.4.2-c: too few fails as too many does', () => {
  const supervisors = (n: number): Known =>
    residents(100_000, only('health-supervision', { staff: [people(n, 'nurse', { duties: ['health-supervision'] })] }));
  expect('3.2.1-d', county, [
    ['pass', supervisors(10)],
    ['fail', supervisors(9)],
  ]);
  const watched = (n: number): Known =>
    only('general-hospital', { level: '2', measures: { 'beds-total': 100 }, beds: [bedsOf(n, 'observation')] });
  expect('4.4.1-g2', 'it', [
    ['pass', watched(2)],
    ['fail', watched(1)],
  ]);
  const backbone = (n: number): Known =>
    only('community-health-centre', { staff: [people(n, 'nurse', { duties: ['integrated-backbone'] })] });
  expect('5.4.2-c', 'it', [
    ['pass', backbone(1)],
    ['fail', backbone(0)],
  ]);
});

test('7.6.1-c, 7.7.2-a2, 7.2.1-b: below the edge the clinic is enough, and only a county hospital’s counts', () => {
  const psychiatry = (population: number, some: Some): Known =>
    residents(population, only('general-hospital', { offers: ['psychiatric-clinic'], ...some }));
  expect('7.6.1-c', county, [
    ['pass', psychiatry(300_000, {})],
    ['fail', psychiatry(300_000, { own: 'private' })],
    ['fail', residents(1000, only('township-health-centre', { offers: ['psychiatric-clinic'] }))],
    ['fail', psychiatry(300_001, {})],
  ]);
  const rehabilitation = (population: number, some: Some): Known =>
    residents(population, only('general-hospital', { offers: ['rehabilitation-clinic'], ...some }));
  expect('7.7.2-a2', county, [
    ['pass', rehabilitation(300_000, {})],
    ['fail', rehabilitation(300_000, { own: 'private' })],
    ['fail', residents(1000, only('township-health-centre', { departments: ['rehabilitation'] }))],
  ]);
  const mothers = (population: number, some: Some): Known => residents(population, only('maternal-child-health', some));
  expect('7.2.1-b', 'it', [
    ['pass', mothers(299_999, { offers: ['maternal-child-outpatient'] })],
    ['pass', mothers(299_999, { level: '2' })],
    ['fail', mothers(299_999, { level: '1' })],
  ]);
});

test('5.1.2-b and 5.1.3-a: every single one of them is needed, and of the right owner', () => {
  const fields = ['children', 'psychiatry', 'maternity', 'oncology', 'infectious-diseases', 'tuberculosis'];
  const eight = [
    one('tcm-hospital', { id: 'tcm', own: 'city' }),
    ...fields.map((field) => one('specialised-hospital', { id: field, own: 'city', fields: [field] })),
    one('specialised-disease-institution', { id: 'work', own: 'city', fields: ['occupational-disease'] }),
  ];
  expect('5.1.2-b', wholeCity, [
    ['pass', { institutions: eight }],
    ...eight.map((_, i) => ['fail', { institutions: eight.toSpliced(i, 1) }] as const),
    ...eight.map((own, i) => ['fail', { institutions: eight.with(i, { ...own, ownership: 'private' }) }] as const),
  ]);
  const three = [
    one('general-hospital', { id: 'a' }),
    one('tcm-hospital', { id: 'b' }),
    one('maternal-child-health', { id: 'c' }),
  ];
  expect('5.1.3-a', county, [
    ['pass', { institutions: three }],
    ...three.map((_, i) => ['fail', { institutions: three.toSpliced(i, 1) }] as const),
    ...three.map((own, i) => ['fail', { institutions: three.with(i, { ...own, ownership: 'city' }) }] as const),
  ]);
});

test('2.3-T04, 2.3-T17, 2.3-T20: only hospitals of level 2 and above, of their kind, are asked', () => {
  const known = (...others: readonly (readonly [Kind, Some])[]): Known => ({
    institutions: [
      one('general-hospital', {
        id: 'a',
        level: '3A',
        departments: ['infectious-diseases', 'geriatrics'],
        offers: ['tcm-department'],
      }),
      ...others.map(([kind, some], i) => one(kind, { id: `o${i}`, ...some })),
    ],
  });
  for (const id of ['2.3-T04', '2.3-T17', '2.3-T20']) {
    expect(id, wholeCity, [
      ['pass', known()],
      ['pass', known(['general-hospital', { level: '1' }], ['specialised-hospital', { level: '2' }])],
      ['fail', known(['general-hospital', { level: '2' }])],
    ]);
  }
  expect('2.3-T04', wholeCity, [['fail', known(['tcm-hospital', { level: '2' }])]]);
  expect('2.3-T17', wholeCity, [['pass', known(['general-hospital', { level: '2', own: 'private' }])]]);
  expect('2.3-T20', wholeCity, [['pass', known(['general-hospital', { level: '2', offers: ['geriatrics'] }])]]);
});

test('4.4.2-n: an ordinary centre may have a clinic, a room or a sentinel', () => {
  const centre = (offers: readonly string[]): Known => only('township-health-centre', { offers });
  expect('4.4.2-n', 'it', [
    ['pass', centre(['fever-clinic'])],
    ['pass', centre(['fever-room'])],
    ['pass', centre(['fever-sentinel'])],
    ['fail', centre([])],
  ]);
});

test('people count by profession, category and duty together', () => {
  const one100 = (staff: Some['staff']): Known => ({
    facts: [[wholeCity, 'population', 100_000]],
    ...only('general-hospital', { staff: staff ?? [] }),
  });
  const many = [people(20, 'nurse'), people(20, 'doctor'), people(20, 'technician')];
  for (const id of ['3.2.3-a1', '3.2.3-a2', '7.7.2-f1', '7.7.2-f2']) expect(id, wholeCity, [['fail', one100(many)]]);
  expect('3.2.3-a1', wholeCity, [['fail', one100([people(9, 'nurse', { specialty: 'psychiatry' })])]]);
  expect('3.2.1-f2', 'it', [['fail', only('community-health-centre', { staff: [people(3, 'doctor')] })]]);
  const children = (staff: Some['staff']): Known => only('township-health-centre', { staff: staff ?? [] });
  expect('7.2.4-d', 'it', [
    ['fail', children([people(2, 'doctor', { duties: ['child-health-care'] })])],
    [
      'fail',
      children([people(1, 'nurse', { duties: ['child-basic-care'] }), people(2, 'doctor', { duties: ['child-health-care'] })]),
    ],
    ['pass', children([people(2, 'doctor', { duties: ['child-basic-care', 'child-health-care'] })])],
  ]);
});

test('7.1.3-a: a county’s own institution is the county’s, not the city’s', () => {
  const combined = (some: Some): Known => only('nursing-hospital', { offers: ['medical-nursing-combined'], ...some });
  expect('7.1.3-a', county, [['pass', combined({ own: 'county' })]]);
  expect('7.1.3-a', wholeCity, [
    ['fail', combined({ own: 'county' })],
    ['fail', combined({ own: 'private' })],
    ['pass', combined({ own: 'city' })],
    ['pass', combined({ own: 'private', area: district, town: street })],
    ['pass', combined({ own: 'private', area: urban, town: null })],
  ]);
});

test('5.2.1-a: 100,000 residents to a centre are still enough, and none is nobody’s', () => {
  const elsewhere = (n: number): Known => ({
    facts: [['220201', 'population', n]],
    institutions: [one('community-health-centre', { area: '220202', town: '220202002' })],
  });
  expect('5.2.1-a', street, [
    ['pass', elsewhere(100_000)],
    ['fail', elsewhere(100_001)],
  ]);
});

test('7.6.1-a, 7.2.1-a, P2.3-c: whose they are and what they are both count', () => {
  const two = ['a', 'b'].map((id) => one('specialised-hospital', { id, own: 'city', fields: ['psychiatry'] }));
  expect('7.6.1-a', wholeCity, [
    [
      'pass',
      {
        institutions: [
          ...two,
          one('specialised-hospital', { own: 'private', fields: ['psychiatry'] }),
          one('general-hospital', { id: 'g', own: 'city' }),
        ],
      },
    ],
    ['fail', { institutions: two.slice(1) }],
  ]);
  expect('7.2.1-a', wholeCity, [
    ['pass', only('maternal-child-health', { own: 'city', is: ['standardised'] })],
    ['fail', only('maternal-child-health', { own: 'county', is: ['standardised'] })],
    ['fail', only('cdc', { own: 'city', is: ['standardised'] })],
    ['fail', only('maternal-child-health', { own: 'city' })],
  ]);
  const hospital = (id: string, some: Some) => one('general-hospital', { id, ...some });
  expect('P2.3-c', wholeCity, [
    [
      'pass',
      {
        institutions: [
          hospital('a', { is: ['medical-community'] }),
          hospital('b', {}),
          hospital('c', { own: 'private' }),
          one('clinic', { id: 'd' }),
        ],
      },
    ],
  ]);
});
