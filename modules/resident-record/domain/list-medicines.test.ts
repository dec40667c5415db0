import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import { patient, prescription } from '../fixtures/resident.ts';
import { listMedicines } from './list-medicines.ts';
import { sourcesOf } from './name-source.ts';

const drug = { coding: [{ system: 'http://www.whocc.no/atc', code: 'C08CA01' }], text: '氨氯地平片' };
const order = (id: string, at: string, more: object = {}) => prescription(id, 'p', drug, at, more);
const statement = (more: object) =>
  order('s', '2026-11-01', { resourceType: 'MedicationStatement', dispenseRequest: undefined, authoredOn: undefined, ...more });
const supply = (value: number, code?: string) => ({
  dispenseRequest: { expectedSupplyDuration: { value, ...(code && { code }) } },
});
const ending = (end: string) => ({ dispenseRequest: { validityPeriod: { end } } });

function listed(...all: readonly ReturnType<typeof order>[]) {
  const gathered = gatheredOf([patient('p', 'h'), ...all]);
  return listMedicines(gathered.medications, sourcesOf(gathered, new Map(), now), now);
}
const stateOf = (...all: readonly ReturnType<typeof order>[]) => listed(...all)[0]?.state;

test('what never came to be does not end an earlier prescription, and is no source of it', () => {
  const running = order('1', '2026-11-10');
  for (const more of [{ status: 'cancelled' }, { status: 'draft' }, { intent: 'proposal' }, { intent: 'plan' }]) {
    const [one] = listed(running, order('2', '2026-11-20', more));
    assert.deepEqual(
      [one?.state, one?.times, one?.sources.map(({ resource }) => resource)],
      ['current', 1, ['MedicationRequest/1']],
    );
    assert.equal(stateOf(order('2', '2026-11-20', more)), 'past');
  }
});

test('what is forbidden, on hold, intended or completed without an end is not taken', () => {
  const running = order('1', '2026-11-10');
  assert.equal(stateOf(running, order('2', '2026-11-20', { doNotPerform: true })), 'past');
  assert.equal(stateOf(running, order('2', '2026-11-20', { status: 'on-hold' })), 'past');
  const of = (status: string, more: object = {}) => stateOf(statement({ status, effectiveDateTime: '2026-11-01', ...more }));
  assert.deepEqual([of('active'), of('intended'), of('on-hold'), of('completed')], ['current', 'past', 'past', 'past']);
  const until = { effectiveDateTime: undefined, effectivePeriod: { start: '2026-11-01', end: '2026-12-01' } };
  assert.equal(of('completed', until), 'current');
});

test('on its last day a medicine is still current, the day after it is not', () => {
  assert.equal(stateOf(order('1', '2026-11-10', ending('2026-11-22'))), 'current');
  assert.equal(stateOf(order('1', '2026-11-10', ending('2026-11-21'))), 'past');
  assert.equal(stateOf(order('1', '2026-11-10', ending('2026-11-22T07:59:59+08:00'))), 'past');
  assert.equal(stateOf(order('1', '2026-10-23')), 'current');
  assert.equal(stateOf(order('1', '2026-10-22')), 'past');
});

test('a supply is counted in the unit it is told in; of an unknown unit nobody knows the end', () => {
  const until = (value: number, code?: string) => listed(order('1', '2026-11-01', supply(value, code)))[0]?.until;
  assert.deepEqual(
    [until(7, 'd'), until(2, 'wk'), until(3, 'mo'), until(1, 'a'), until(3, '[foz_us]'), until(3)],
    ['2026-11-08', '2026-11-15', '2027-01-30', '2027-11-01', null, null],
  );
  const [dispensed] = listed(order('1', '2026-11-01', { dispenseRequest: undefined, daysSupply: { value: 14 } }));
  assert.equal(dispensed?.until, '2026-11-15', 'a supply told in days by its name');
});
