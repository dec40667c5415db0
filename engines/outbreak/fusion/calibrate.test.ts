import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { calibrateSignals, createCalibrator } from './calibrate.ts';
import type { Signal } from './signal.ts';

/** Values with many ties, as p of counts have. */
const values = fc.array(
  fc.nat(12).map((step) => (step + 1) / 13),
  { minLength: 2, maxLength: 30 },
);

/** Each value in turn is the new one and the others are its history: what exchangeable means. */
const inTurn = (all: readonly number[]) =>
  all.map((value, at) => ({ value, calibrate: createCalibrator(all.toSpliced(at, 1), null) }));

test('whatever the values and their ties, p is at most a in no more than a of the turns', () => {
  fc.assert(
    fc.property(values, (all) => {
      const p = inTurn(all).map(({ value, calibrate }) => calibrate(value));
      for (let steps = 1; steps <= all.length; steps += 1) {
        const a = steps / all.length;
        assert.ok(p.filter((one) => one <= a + 1e-12).length <= steps);
      }
    }),
  );
});

test('with ties broken by a draw, p is at most a in exactly a of the turns', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, a) => {
      // p is linear in the draw, so the chance that it is at most a follows from its ends.
      const chance = inTurn(all).reduce((sum, { value, calibrate }) => {
        const [low, high] = [calibrate(value, 0), calibrate(value, 1)];
        return sum + Math.min(1, Math.max(0, (a - low) / (high - low)));
      }, 0);
      assert.ok(Math.abs(chance / all.length - a) < 1e-9);
    }),
  );
});

test('a smaller value never gets a larger p, the tail included, and no p is 0', () => {
  const history = fc.array(fc.double({ min: 1e-9, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(history, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (past, asked) => {
      const calibrate = createCalibrator(past, { share: 0.1, fewest: 5 });
      const p = [...asked, ...past].sort((one, other) => one - other).map((value) => calibrate(value));
      assert.ok(p.every((one, at) => one > 0 && one <= 1 && (at === 0 || one >= (p[at - 1] ?? 0))));
    }),
  );
});

test('the tail goes on where the history ends: of a uniform history p stays what it was', () => {
  const history = Array.from({ length: 10_000 }, (_, at) => (at + 0.5) / 10_000);
  const calibrate = createCalibrator(history, { share: 0.05, fewest: 20 });
  for (const p of [0.04, 1e-3, 1e-5, 1e-7]) assert.ok(Math.abs(Math.log(calibrate(p) / p)) < 0.1, `${p}: ${calibrate(p)}`);
  assert.ok(createCalibrator(history, null)(1e-7) === 1 / 10_001);
});

const signal = (p: number | null, more: Partial<Signal> = {}): Signal => ({
  id: 'one',
  channel: 'syndromes',
  method: 'ears-c2',
  county: 'county-1',
  subject: 'influenza',
  from: 1,
  to: 1,
  observed: 5,
  expected: 2,
  p,
  level: 'quiet',
  ...more,
});

test('the tail is fitted to the values beyond its first one, which itself is none of them', () => {
  // Of the four smallest of eighty, e^-4 to e^-1, three lie beyond e^-1: by 1, 2 and 3, the mean is 2.
  const history = [...[-4, -3, -2, -1].map(Math.exp), ...Array.from({ length: 76 }, () => 1)];
  const calibrate = createCalibrator(history, { share: 0.05, fewest: 4 });
  assert.ok(Math.abs(calibrate(Math.exp(-5)) / ((4 / 81) * Math.exp(-4 / 2)) - 1) < 1e-12);
});

test('a method that cries wolf is heard less, and only against its own history', () => {
  const loud = Array.from({ length: 200 }, (_, at) => signal(((at % 100) + 1) / 10_000));
  const calibrated = calibrateSignals(
    [signal(0.005), signal(0.005, { method: 'farrington' }), signal(0.005, { channel: 'sewage' }), signal(null)],
    loud,
  );
  assert.deepEqual(
    calibrated.map(({ p }) => (p === null ? null : Math.round(p * 1000) / 1000)),
    [0.502, 0.005, 0.005, null],
  );
  assert.deepEqual(calibrateSignals([signal(0.005)], loud.slice(0, 99)), [signal(0.005)]);
});
