import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EventTimes, measureEvent, summariseEvents } from './measure-event.ts';

const day = 86_400_000;
const times = (
  emerged: number | null,
  detected: number | null,
  notified: number | null,
  actions: EventTimes['actions'] = {},
) => ({
  emerged,
  detected,
  notified,
  actions,
});
const states = (event: EventTimes, now = 100 * day) => measureEvent(event, now).phases.map(({ state }) => state);

test('each phase is met on its last day and late a moment after', () => {
  const actions = (end: number) => ({ investigation: 9 * day, coordination: end });
  const inTime = times(0, 7 * day, 8 * day, actions(15 * day));
  assert.deepEqual(states(inTime), ['met', 'met', 'met']);
  assert.equal(measureEvent(inTime, 0).met, true);
  assert.deepEqual(states(times(0, 7 * day + 1, 8 * day + 2, actions(15 * day + 3))), ['late', 'late', 'late']);
  assert.deepEqual(
    measureEvent(inTime, 0).phases.map(({ days }) => days),
    [7, 1, 7],
  );
});

test('what is not over is open until its time is up, and an event fails as soon as one phase has', () => {
  const waiting = times(0, 2 * day, null);
  assert.deepEqual(states(waiting, 3 * day), ['met', 'open', 'unknown']);
  assert.equal(measureEvent(waiting, 3 * day).met, null);
  assert.deepEqual(states(waiting, 3 * day + 1), ['met', 'overdue', 'unknown']);
  assert.equal(measureEvent(waiting, 3 * day + 1).met, false);
  assert.deepEqual(states(times(null, 5, 3)), ['unknown', 'disordered', 'overdue']);
});

test('the first response is complete with its last action, and those that do not apply are not waited for', () => {
  const event = times(0, day, day, { investigation: 2 * day, countermeasures: null });
  assert.deepEqual(measureEvent(event, 3 * day).missing, ['countermeasures']);
  assert.equal(states(event, 3 * day)[2], 'open');
  assert.equal(states(times(0, day, day), 3 * day)[2], 'open');
  assert.equal(states({ ...event, actions: { investigation: 2 * day } }, 3 * day)[2], 'met');
});

test('over many events shares are of what is over or overdue, medians of what is over', () => {
  const events = [
    measureEvent(times(0, 2 * day, 2 * day, { investigation: 3 * day }), 99 * day),
    measureEvent(times(0, 9 * day, 9 * day, { investigation: 10 * day }), 99 * day),
    measureEvent(times(0, null, null), 99 * day),
    measureEvent(times(95 * day, null, null), 99 * day),
  ];
  const { phases, judged, met } = summariseEvents(events);
  assert.deepEqual(phases[0], { phase: 'detect', over: 2, met: 1, share: 1 / 3, medianDays: 5.5 });
  assert.deepEqual([phases[1]?.share, phases[2]?.medianDays], [1, 1]);
  assert.deepEqual([judged, met], [3, 1]);
  assert.deepEqual(summariseEvents([]).phases[0]?.share, null);
});
