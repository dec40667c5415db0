import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureTrials } from './measure.ts';

const judged = (alarms: string, from = 10) =>
  [...alarms].map((alarm, step) => ({ at: from + step, expected: 1, upper: 2, alarm: alarm === '!', p: null }));
const cases = (...steps: number[]) => Array.from({ length: 20 }, (_, at) => steps.filter((step) => step === at).length);

test('the measures are those of a day counted by hand', () => {
  const found = measureTrials([
    // Found in its second of three steps; one false alarm with it, one without.
    { quiet: judged('.!........'), judged: judged('.!..!.....'), cases: cases(13, 13, 15) },
    // Never found.
    { quiet: judged('..........'), judged: judged('..........'), cases: cases(18, 19) },
    // Found at once.
    { quiet: judged('..........'), judged: judged('!!........'), cases: cases(10, 11) },
  ]);
  assert.deepEqual(found, {
    series: 3,
    falsePositives: 1 / 30,
    detected: 2 / 3,
    detectedAtOnce: 1 / 3,
    sensitivity: 3 / 7,
    specificity: 22 / 23,
    positiveValue: 3 / 4,
    negativeValue: 22 / 26,
    stepsToDetection: 1 / 2,
    timeliness: (1 / 3 + 1 + 0) / 3,
  });
});

test('an outbreak all of whose cases came too late for the series counts nowhere', () => {
  const found = measureTrials([{ quiet: judged('!...'), judged: judged('!...'), cases: cases() }]);
  assert.equal(found.falsePositives, 1 / 4);
  assert.ok(Number.isNaN(found.detected) && Number.isNaN(found.sensitivity));
});
