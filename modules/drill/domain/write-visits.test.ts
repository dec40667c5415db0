import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '@songhua/engine-city/random.ts';
import type { VisitsInject } from '../contract.ts';
import { writeVisits } from './write-visits.ts';

const said = { zh: 'x', en: 'x' };
const inject: VisitsInject = {
  ...{ id: 'first', kind: 'visits', hours: 1, title: said, area: '220204', people: 5, ages: [30, 40], complaint: '发热、咳嗽' },
  diagnosis: { code: 'J12.9', display: '病毒性肺炎' },
};
const now = new Date('2026-11-23T02:00:00Z');
const write = (seed: string) => {
  let made = 0;
  const newId = () => {
    made += 1;
    return `id-${made}`;
  };
  return writeVisits({ inject, houses: ['h-1', 'h-2'], now, newId, draw: seededRandom(seed) });
};

test('people of an inject are synthetic, of the ages asked for, and come to the institutions in turns', () => {
  const all = write('a');
  assert.equal(all.length, 15);
  assert.ok(all.every(({ meta }) => JSON.stringify(meta).includes('"synthetic"')));
  const patients = all.filter(({ resourceType }) => resourceType === 'Patient');
  assert.deepEqual(
    patients.map(({ managingOrganization }) => (managingOrganization as { reference: string }).reference.slice(-3)),
    ['h-1', 'h-2', 'h-1', 'h-2', 'h-1'],
  );
  for (const { birthDate, identifier } of patients) {
    const age = (now.getTime() - Date.parse(String(birthDate))) / 31_557_600_000;
    assert.ok(age >= 30 && age < 41, String(birthDate));
    assert.match((identifier as [{ value: string }])[0].value, /^220299\d{11}[\dX]$/);
  }
});

test('the same seed writes the same people', () => {
  assert.deepEqual(write('a'), write('a'));
  assert.notDeepEqual(write('a'), write('b'));
});
