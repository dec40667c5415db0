import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import { concept, patient, prescription, visit } from '../fixtures/resident.ts';
import { assembleRecord } from './assemble-record.ts';
import { drawTimeline } from './draw-timeline.ts';
import { rowOf, stateOf } from './list-patients.ts';
import { sourcesOf } from './name-source.ts';
import { pageTimeline } from './page-timeline.ts';

// Half an hour after midnight in the city, as a writer in the city, in UTC and in New York tells it.
const moments = ['2026-01-01T00:30:00+08:00', '2025-12-31T16:30:00Z', '2025-12-31T11:30:00-05:00'];

test('a visit half an hour after midnight is of the new day in the timeline, however it was written', () => {
  for (const at of moments) {
    const gathered = gatheredOf([patient('p', 'h'), visit('v', 'p', 'h', at)]);
    const entries = drawTimeline(gathered, sourcesOf(gathered, new Map(), now));
    const on = (day: string) => pageTimeline(entries, { from: day, until: day, limit: 10 } as Parameters<typeof pageTimeline>[1]);
    const counts = ['2025-12-31', '2026-01-01'].map((day) => {
      const page = on(day);
      return page.ok && page.value.total;
    });
    assert.deepEqual(counts, [0, 1], at);
  }
});

test('whoever came half an hour after midnight is here on that day, and was not the day before', () => {
  const waiting = (at: string) =>
    gatheredOf([visit('v', 'p', 'h', at, { status: 'arrived', period: { start: at } })]).encounters[0];
  for (const at of moments) {
    const one = waiting(at);
    assert.ok(one);
    assert.equal(stateOf(one, new Date('2026-01-01T08:00:00+08:00')), 'here', at);
    assert.notEqual(stateOf(one, new Date('2026-01-02T00:10:00+08:00')), 'here', at);
  }
});

test('a programme and a prescription end with the city’s day, and the age at death is that of the city’s day', () => {
  const today = '2026-11-22';
  const care = (end: string) => ({
    resourceType: 'EpisodeOfCare',
    id: 'e',
    status: 'active',
    type: [concept('x', 'family-doctor-contract', '签约')],
    patient: { reference: 'Patient/p' },
    period: { start: '2025-01-01', end },
  });
  const stateAt = (end: string) =>
    assembleRecord(gatheredOf([patient('p', 'h'), care(end)]), new Map(), now).programmes.map(({ state }) => state);
  assert.deepEqual(['2026-11-21T16:30:00Z', today, '2026-11-21T15:30:00Z'].map(stateAt), [['active'], ['active'], ['past']]);
  const dead = gatheredOf([patient('p', 'h', { birthDate: '1958-03-15', deceasedDateTime: '2026-03-14T16:30:00Z' })]);
  const { head } = assembleRecord(dead, new Map(), now);
  assert.equal(head.age?.years, 68);
  const [person] = dead.patients;
  assert.ok(person);
  assert.equal(rowOf({ patient: 'p', state: 'recent', visit: null }, person, now).age?.years, 68);
  const supplied = (at: string) =>
    assembleRecord(gatheredOf([patient('p', 'h'), prescription('m', 'p', { text: 'x' }, at)]), new Map(), now).medicines[0]
      ?.until;
  assert.deepEqual(moments.map(supplied), ['2026-01-31', '2026-01-31', '2026-01-31']);
});
