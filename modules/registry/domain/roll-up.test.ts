import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Group } from './roll-up.ts';
import { rollUp } from './roll-up.ts';

const areas = [
  { code: '220200', parent: null, level: 'city' },
  { code: '220201', parent: '220200', level: 'urban' },
  { code: '220202', parent: '220201', level: 'county' },
  { code: '220281', parent: '220200', level: 'county' },
  { code: '220282', parent: '220200', level: 'county' },
  { code: '220281001', parent: '220281', level: 'town' },
];

const hospital = (over: Partial<Group>): Group => ({
  area: '220281',
  class: 'hospital',
  kind: 'general-hospital',
  level: '2A',
  ownership: 'county',
  measure: 'one',
  value: 1,
  known: 1,
  asOf: '2020-12-31',
  evidence: 'entered',
  ...over,
});

const find = (groups: readonly Group[], area: string, measure: string) =>
  rollUp(areas, groups).find((f) => f.area === area && f.measure === measure);

test('a sum covers the area and all that lies in it, and is as weak as its weakest part and as old as its oldest', () => {
  const groups = [
    hospital({}),
    hospital({ measure: 'beds-total', value: 100 }),
    hospital({ area: '220202' }),
    hospital({ area: '220202', measure: 'beds-total', value: 30, evidence: 'synthetic', asOf: '2021-12-31' }),
  ];
  assert.deepEqual(find(groups, '220200', 'beds-total'), {
    area: '220200',
    measure: 'beds-total',
    asOf: '2020-12-31',
    value: 130,
    evidence: 'synthetic',
    missing: 0,
  });
  assert.equal(find(groups, '220201', 'beds-total')?.value, 30);
  assert.equal(find(groups, '220281', 'beds-total')?.evidence, 'entered');
});

test('an area without institutions says nothing, not zero', () => {
  assert.equal(find([hospital({})], '220282', 'institutions'), undefined);
});

test('where institutions are but none of a sort, the sum is a known zero', () => {
  assert.equal(find([hospital({})], '220281', 'beds-non-public-hospital')?.value, 0);
});

test('a figure nobody gave is left out, and who did not give one is counted', () => {
  assert.equal(find([hospital({ value: 3, known: 3 })], '220281', 'doctors'), undefined);
  const partly = find(
    [hospital({ value: 3, known: 3 }), hospital({ measure: 'doctors', value: 40, known: 2 })],
    '220281',
    'doctors',
  );
  assert.deepEqual([partly?.value, partly?.missing], [40, 1]);
});

test('a share is of those who said whether they offer the service', () => {
  const groups = [hospital({ value: 5, known: 5 }), hospital({ measure: 'geriatrics', value: 1, known: 4 })];
  const share = find(groups, '220281', 'geriatrics-share');
  assert.deepEqual([share?.value, share?.missing, share?.evidence], [25, 1, 'computed']);
});

test('staff per bed is the ratio of the sums and absent without beds', () => {
  const groups = [
    hospital({}),
    hospital({ measure: 'beds-total', value: 100 }),
    hospital({ measure: 'staff-total', value: 145, asOf: '2023-12-31' }),
  ];
  const ratio = find(groups, '220281', 'bed-staff-ratio');
  assert.deepEqual([ratio?.value, ratio?.asOf], [1.45, '2020-12-31']);
  assert.equal(find([hospital({}), hospital({ measure: 'beds-total', value: 0 })], '220281', 'bed-staff-ratio'), undefined);
});

test('beds of a tertiary enterprise hospital count as municipal, those of a smaller one do not', () => {
  const beds = { measure: 'beds-total', ownership: 'other-public' } as const;
  const groups = [
    hospital({ ownership: 'other-public', value: 2, known: 2 }),
    hospital({ ownership: 'other-public', level: '3A' }),
    hospital({ ...beds, value: 50, known: 2 }),
    hospital({ ...beds, level: '3A', value: 700 }),
  ];
  assert.equal(find(groups, '220281', 'beds-municipal-public-hospital')?.value, 700);
});
