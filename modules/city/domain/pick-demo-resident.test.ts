import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LivedTown, PlacedRegistration, Resident } from '@songhua/engine-city/population/resident.ts';
import { pickDemoResident } from './pick-demo-resident.ts';

const houses = { home: 'centre', hospital: 'hospital' };

const registered = (patient: string, house: string): PlacedRegistration => ({
  patient,
  institution: { id: house, kind: 'community-health-centre', county: '220202', name: house },
  day: '2022-01-01',
  record: { name: '某人', sex: 'female', born: null, number: null, phone: null, address: null },
  errors: [],
});

const living = (id: string, born: string, registrations: readonly PlacedRegistration[]): Resident =>
  ({ id, born, died: null, movedOut: null, registrations }) as unknown as Resident;

const townOf = (...people: readonly Resident[]): LivedTown => ({ people, until: '2025-12-31' }) as unknown as LivedTown;

const pick = (counts: Readonly<Record<string, number>>, ...people: readonly Resident[]): string | undefined =>
  pickDemoResident(townOf(...people), houses, (patient) => counts[patient] ?? 0)?.patient;

const both = (id: string, born = '19600101'): Resident =>
  living(id, born, [registered(`${id}-at-home`, 'centre'), registered(`${id}-in-hospital`, 'hospital')]);

test('of two equally worthy the one whose registrations together hold more is shown, whichever stands first', () => {
  const counts = { 'one-at-home': 70, 'one-in-hospital': 10, 'two-at-home': 5, 'two-in-hospital': 90 };
  assert.equal(pick(counts, both('one'), both('two')), 'two-at-home');
  assert.equal(pick(counts, both('two'), both('one')), 'two-at-home');
});

test('a record that shows something counts more than the age, and being known to the hospital doctor more than both', () => {
  const counts = { 'young-at-home': 40, 'young-in-hospital': 20, 'old-at-home': 59, 'patient-at-home': 900 };
  const home = living('patient', '19600101', [registered('patient-at-home', 'centre')]);
  assert.equal(pick(counts, both('old'), both('young', '19950101'), home), 'young-at-home');
  assert.equal(pick({ ...counts, 'young-in-hospital': 19 }, both('old'), both('young', '19950101'), home), 'old-at-home');
  assert.equal(pick(counts, home), 'patient-at-home');
  assert.equal(pick(counts), undefined);
});
