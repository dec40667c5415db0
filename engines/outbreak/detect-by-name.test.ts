import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeByEars, usualEars } from './charts/ears.ts';
import { detectByName, methods } from './detect-by-name.ts';
import type { Value } from './methods/parameter.ts';
import type { CountSeries } from './series.ts';

const weeks = { firstDay: null, daysPerStep: 7 } as const;
const days = { firstDay: 14_600, daysPerStep: 1 } as const;
/** Six years and a bit, with a season and some unrest. */
const series = (frequency: number): CountSeries => ({
  frequency,
  counts: Array.from({ length: Math.round(6.2 * frequency) }, (_, at) =>
    Math.round(12 + 8 * Math.sin((2 * Math.PI * at) / frequency) + ((at * 7919) % 11)),
  ),
});
const faultsOf = (
  method: string,
  parameters: Readonly<Record<string, Value>>,
  dates: Parameters<typeof detectByName>[3] = weeks,
) => {
  const found = detectByName(series(52), [300], { method, parameters }, dates);
  return found.ok ? [] : found.faults.map(({ field, rule, value }) => `${field}: ${rule} (${value})`);
};

test('every method judges with its usual parameters, in weeks or in days, and says something of the last step', () => {
  for (const [name, { steps }] of methods) {
    for (const step of steps) {
      const of = series(step === 'week' ? 52 : 365);
      const last = of.counts.length - 1;
      const found = detectByName(of, [last - 1, last], { method: name, parameters: {} }, step === 'week' ? weeks : days);
      assert.ok(found.ok, name);
      assert.deepEqual(
        found.judged.map(({ at }) => at),
        [last - 1, last],
        name,
      );
      assert.ok(
        found.judged.every(({ upper }) => upper !== null),
        `${name} says nothing of a ${step}`,
      );
    }
  }
});

test('every method names its source, and every parameter has a label in both languages and a usual value it accepts', () => {
  for (const [name, { parameters, source, title, steps }] of methods) {
    assert.ok(source.length > 10 && title.zh !== '' && title.en !== '', name);
    const usual = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.usual]));
    const dates = steps.includes('week') ? weeks : days;
    const [given, left] = [usual, {}].map((of) => detectByName(series(52), [300], { method: name, parameters: of }, dates));
    assert.deepEqual(given, left, name);
    for (const { label, name: parameter } of parameters) assert.ok(label.zh !== '' && label.en !== '', `${name}.${parameter}`);
  }
});

test('values are read from texts as they come from a command line', () => {
  const asked = { method: 'earsC1', parameters: { alpha: '0.01', baseline: '14' } };
  const found = detectByName(series(52), [100], asked, weeks);
  assert.ok(found.ok);
  assert.deepEqual(found.judged, judgeByEars(series(52), [100], { ...usualEars.C1, alpha: 0.01, baseline: 14 }));
});

test('what is wrong is named: method, parameter, kind, range, choice, step', () => {
  assert.deepEqual(faultsOf('earsC9', {}), ['method: unknown (earsC9)']);
  assert.deepEqual(faultsOf('constructor', {}), ['method: unknown (constructor)']);
  assert.deepEqual(faultsOf('earsC1', { alfa: 1 }), ['alfa: unknown (1)']);
  assert.deepEqual(faultsOf('earsC1', { alpha: 'much', baseline: 7.5, minSigma: '' }), [
    'alpha: number (much)',
    'baseline: whole (7.5)',
    'minSigma: number ()',
  ]);
  assert.deepEqual(faultsOf('earsC1', { alpha: 0.9 }), ['alpha: range (0.9)']);
  assert.deepEqual(faultsOf('farringtonFlexible', { bound: 'other', trend: 1 }), ['bound: choice (other)', 'trend: yes-no (1)']);
  assert.deepEqual(faultsOf('essenceSwitch', {}), ['method: step (essenceSwitch)']);
});

test('values that each are fine but do not go together are refused too', () => {
  const [fault] = faultsOf('farringtonFlexible', { halfWindow: 26, periods: 10 });
  assert.match(fault ?? '', /^parameters: together/);
});
