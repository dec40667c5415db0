import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InstitutionFacts } from '../contract.ts';
import { findMiscounts } from './find-miscounts.ts';

const figure = (value: number) => ({ value, asOf: '2020-12-31', evidence: 'entered' }) as const;
const post = {
  category: null,
  licence: null,
  specialty: null,
  duties: [],
  post: 'professional',
  established: true,
  years: null,
} as const;
const bed = { department: null, convertible: false, openable: false, evidence: 'entered' } as const;

/** A centre with two doctors, one of them for TCM, a manager, three beds and an observation bed. */
const centre = (over: Partial<InstitutionFacts> = {}): InstitutionFacts => ({
  id: 'c-1',
  name: '示例（合成）',
  area: '220281',
  town: null,
  class: 'primary',
  kind: 'township-health-centre',
  level: 'none',
  ownership: 'county',
  named: false,
  evidence: 'entered',
  nameEvidence: 'entered',
  since: '2020-12-31',
  fields: [],
  designations: [],
  measures: { 'staff-total': figure(3), 'staff-technical': figure(2), 'tcm-doctors': figure(1), 'beds-total': figure(3) },
  complete: ['staff', 'beds'],
  staff: [
    { n: 1, of: { profession: 'doctor', ...post, evidence: 'entered' } },
    { n: 1, of: { profession: 'doctor', ...post, category: 'tcm', evidence: 'entered' } },
    { n: 1, of: { profession: 'manager', ...post, evidence: 'entered' } },
  ],
  beds: [
    { n: 3, of: { class: 'general', ...bed } },
    { n: 1, of: { class: 'observation', ...bed } },
  ],
  departments: [],
  services: [],
  laboratories: [],
  equipment: [],
  stations: [],
  teams: [],
  ...over,
});

const found = (over: Partial<InstitutionFacts>): string[] =>
  findMiscounts([centre(over)]).map((m) => `${m.measure} ${m.reported} ${m.counted}`);

test('lists that add up to the figures are right; an observation bed is none of the beds', () => {
  assert.deepEqual(found({}), []);
});

test('a figure that is one more or one less than its list is found, with both numbers', () => {
  const { measures } = centre();
  assert.deepEqual(found({ measures: { ...measures, 'beds-total': figure(4) } }), ['beds-total 4 3']);
  assert.deepEqual(found({ measures: { ...measures, 'staff-technical': figure(1), 'tcm-doctors': figure(0) } }), [
    'staff-technical 1 2',
    'tcm-doctors 0 1',
  ]);
});

test('what is not reported, or whose list is not called complete, is not compared', () => {
  assert.deepEqual(found({ measures: {} }), []);
  assert.deepEqual(found({ staff: [], complete: ['beds'] }), []);
});
