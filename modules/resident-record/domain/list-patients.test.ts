import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from '../fixtures/resident.ts';
import type { Encounter, EpisodeOfCare } from './fhir.ts';
import { listTreated, stateOf } from './list-patients.ts';

const now = new Date('2026-11-22T08:00:00+08:00');
const of = (status: string, start: string | undefined, more: object = {}): Encounter =>
  visit('v', 'p', 'h', '', { status, period: start === undefined ? undefined : { start }, ...more }) as unknown as Encounter;

test('an open clinic visit puts somebody here on its own day, at both sides of the city’s midnight; later it was lately', () => {
  assert.equal(stateOf(of('in-progress', '2026-11-22T00:00:00+08:00'), now), 'here');
  assert.equal(stateOf(of('in-progress', '2026-11-21T23:59:59+08:00'), now), 'recent');
  assert.equal(stateOf(of('in-progress', '2026-11-21T16:00:00Z'), now), 'here');
});

test('an open stay is one however long it lasts; a planned visit until its day is over; what is void is none', () => {
  const inpatient = { class: { code: 'IMP' } };
  assert.equal(stateOf(of('in-progress', '2026-01-01', inpatient), now), 'inpatient');
  assert.equal(stateOf(of('planned', '2026-11-22'), now), 'planned');
  assert.equal(stateOf(of('planned', '2026-11-21'), now), null);
  for (const status of ['cancelled', 'entered-in-error']) assert.equal(stateOf(of(status, '2026-11-22'), now), null);
});

test('who was here stays in the list for 90 days after the visit, and no longer', () => {
  const ended = (end: string) => of('finished', undefined, { period: { start: end, end } });
  assert.equal(stateOf(ended('2026-08-24T08:00:01+08:00'), now), 'recent');
  assert.equal(stateOf(ended('2026-08-24T08:00:00+08:00'), now), null);
});

test('each person stands once, those who wait longest first; a contract puts in who has no visit', () => {
  const at = (id: string, patient: string, start: string, status = 'in-progress') =>
    visit(id, patient, 'h', '', { status, period: { start } }) as unknown as Encounter;
  const contract = (patient: string, end: string) =>
    ({
      resourceType: 'EpisodeOfCare',
      id: `e-${patient}`,
      status: 'active',
      patient: { reference: `Patient/${patient}` },
      period: { end },
    }) as unknown as EpisodeOfCare;
  const listed = listTreated(
    [
      at('1', 'b', '2026-11-22T07:30:00+08:00'),
      at('2', 'a', '2026-11-22T07:00:00+08:00'),
      at('3', 'b', '2026-10-01', 'finished'),
      at('4', 'c', '2026-11-25', 'planned'),
    ],
    [contract('a', '2026-12-31'), contract('d', '2026-12-31'), contract('e', '2026-11-21')],
    now,
  );
  assert.deepEqual(
    listed.map(({ patient, state }) => `${patient} ${state}`),
    ['a here', 'b here', 'c planned', 'd contracted'],
  );
});
