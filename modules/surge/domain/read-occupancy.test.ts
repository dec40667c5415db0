import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureTimes } from './measure-times.ts';
import { readOccupancy } from './read-occupancy.ts';
import { readStay } from './read-stay.ts';

const wards = [
  { id: 'a', name: '一区' },
  { id: 'b', name: '二区, 东' },
];

test('a table names its columns in either language and order; quoted names may hold commas', () => {
  const read = readOccupancy('\uFEFF占用,病区\r\n7,一区\r\n\r\n3,"二区, 东"\r\n', wards);
  assert.deepEqual(read.ok && read.value, [
    { ward: 'a', occupied: 7 },
    { ward: 'b', occupied: 3 },
  ]);
  assert.ok(readOccupancy('Ward,Occupied\n一区,7', wards).ok);
});

test('every fault of a table is named by its line, and nothing is taken', () => {
  const read = readOccupancy('ward,occupied\n一区,7\n一区,8\n三区,1\n"二区, 东",-1', wards);
  assert.deepEqual(!read.ok && read.error.errors?.map(({ field, rule }) => [field, rule]), [
    ['line 3', 'twice'],
    ['line 4', 'ward'],
    ['line 5', 'count'],
  ]);
  for (const bad of ['', 'ward\n一区', 'ward,occupied\n']) assert.equal(readOccupancy(bad, wards).ok, false);
});

test('an inpatient lies where the last place is that was not left; who has gone or is no inpatient lies nowhere', () => {
  const visit = (more: object) => ({ resourceType: 'Encounter', status: 'in-progress', class: { code: 'IMP' }, ...more });
  const at = (id: string, more: object = {}) => ({ location: { reference: `Location/${id}` }, ...more });
  assert.equal(readStay(visit({ location: [at('a', { status: 'completed' }), at('b')] })), 'b');
  assert.equal(readStay(visit({ location: [at('a', { period: { end: '2026-01-01' } })] })), null);
  assert.equal(readStay(visit({ status: 'finished', location: [at('a')] })), null);
  assert.equal(readStay(visit({ class: { code: 'AMB' }, location: [at('a')] })), null);
  assert.equal(readStay(visit({ location: [{ location: { reference: 'Organization/a' } }] })), null);
});

test('conversion time is measured from the order to ready; what was not ordered or is not ready does not count', () => {
  const of = (hours: number | null, plannedHours: number) => ({
    ...{ orderedAt: '2026-01-01T00:00:00Z', plannedHours },
    readyAt: hours === null ? null : new Date(Date.UTC(2026, 0, 1, hours)).toISOString(),
  });
  assert.deepEqual(measureTimes([of(10, 12), of(30, 24), of(null, 8), of(20, 20)]), {
    count: 3,
    medianHours: 20,
    medianPlanned: 20,
    inTime: 2,
  });
  assert.deepEqual(measureTimes([]), { count: 0, medianHours: null, medianPlanned: null, inTime: 0 });
});
