import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { combineChances } from './combine-chances.ts';
import { type FusionOptions, fuseSignals } from './fuse-signals.ts';
import { raiseWarnings } from './raise-warnings.ts';
import { channels, rankSignals, type Signal } from './signal.ts';
import { type ThresholdSet, thresholdsOn, usualThresholds, warningLevels, weighEvidence } from './thresholds.ts';

const near = (one: number, other: number, within = 1e-9): void =>
  assert.ok(Math.abs(one - other) < within, `${one}, not ${other}`);

let made = 0;
const signal = (more: Partial<Signal>): Signal => {
  made += 1;
  const base = {
    id: `signal-${made}`,
    channel: 'case-reports',
    method: 'farrington',
    county: 'a',
    subject: 'flu',
    from: 10,
  } as const;
  return { ...base, to: 10, observed: 9, expected: 3, p: 0.01, level: 'alarm', ...more };
};

const options: FusionOptions = {
  day: 10,
  withinDays: 7,
  speaksAt: 0.05,
  method: 'fisher',
  subjectOf: (subject) => (subject === 'ili' ? 'flu' : subject),
  watched: () => [],
};

test('Fisher and Stouffer combine as their formulas do', () => {
  // -2 ln (.05 × .05) = 11.98, and the tail of chi-squared with 4 degrees of freedom: e^-x/2 (1 + x/2).
  const x = -2 * Math.log(0.05 * 0.05);
  const { statistic, p } = combineChances([0.05, 0.05], 'fisher');
  near(statistic, x);
  near(p, Math.exp(-x / 2) * (1 + x / 2));
  near(combineChances([0.05, 0.05], 'stouffer').statistic, (2 * 1.6448536269514722) / Math.SQRT2);
  for (const method of ['fisher', 'stouffer'] as const) {
    near(combineChances([0.02], method).p, 0.02);
    assert.equal(combineChances([], method).p, 1);
    assert.ok(combineChances([0, 0], method).p > 0);
  }
});

test('of two uniform p the combined one is uniform again', () => {
  const steps = Array.from({ length: 200 }, (_, at) => (at + 0.5) / 200);
  for (const method of ['fisher', 'stouffer'] as const) {
    const all = steps.flatMap((one) => steps.map((other) => combineChances([one, other], method).p));
    for (const a of [0.01, 0.05, 0.2, 0.5]) near(all.filter((p) => p <= a).length / all.length, a, 0.004);
  }
});

test('channels are counted within so many days in one county and for one subject, by whatever name', () => {
  const fused = fuseSignals(
    [
      signal({}),
      signal({ channel: 'syndromes', subject: 'ili', to: 4 }),
      signal({ channel: 'sewage', to: 3 }),
      signal({ channel: 'laboratories', to: 11 }),
      signal({ channel: 'ports', county: 'b' }),
      signal({ channel: 'community', subject: 'measles' }),
      signal({ channel: 'animals-vectors', p: 0.6, level: 'quiet' }),
    ],
    options,
  );
  const own = fused.find(({ county, subject }) => county === 'a' && subject === 'flu');
  assert.deepEqual(own?.channels.map(({ channel }) => channel).sort(), ['animals-vectors', 'case-reports', 'syndromes']);
  assert.equal(own?.speaking, 2);
  near(own?.combined.p ?? 0, combineChances([0.01, 0.01, 0.6], 'fisher').p);
  assert.equal(fused.length, 3);
});

const looks = fc.array(
  fc.record({
    channel: fc.constantFrom(...channels),
    p: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    method: fc.constantFrom('a', 'b', 'c'),
  }),
  { minLength: 1, maxLength: 12 },
);

test('what a channel says twice, by whatever method, makes nothing likelier and no channel more', () => {
  fc.assert(
    fc.property(
      looks,
      fc.nat(),
      fc.constantFrom('fisher', 'stouffer') as fc.Arbitrary<'fisher' | 'stouffer'>,
      (told, which, method) => {
        const signals = told.map((one) => signal(one));
        const again = signals[which % signals.length] as Signal;
        const [before] = fuseSignals(signals, { ...options, method });
        const [after] = fuseSignals([...signals, { ...again, id: 'again', method: 'other' }], { ...options, method });
        assert.ok(before && after);
        assert.ok(after.combined.p >= before.combined.p - 1e-12);
        assert.ok(after.speaking <= before.speaking);
        assert.equal(after.channels.length, before.channels.length);
      },
    ),
  );
});

test('a watched channel that says nothing counts against, one that is not watched does not', () => {
  const [alone] = fuseSignals([signal({})], options);
  const [watched] = fuseSignals([signal({})], { ...options, watched: () => ['case-reports', 'sewage'] });
  assert.ok(alone && watched);
  near(alone.combined.p, 0.01);
  near(watched.combined.p, combineChances([0.01, 1], 'fisher').p);
  assert.deepEqual(watched.silent, ['sewage']);
});

test('an alarm without p makes its channel speak and counts as .01 or as is said; no alarm counts against', () => {
  const told = [signal({}), signal({ channel: 'media-food', p: null })];
  const [fused] = fuseSignals(told, options);
  assert.equal(fused?.speaking, 2);
  near(fused?.combined.p ?? 0, combineChances([0.01, 0.01], 'fisher').p);
  const [weaker] = fuseSignals(told, { ...options, alarmWithoutP: 0.05 });
  near(weaker?.combined.p ?? 0, combineChances([0.01, 0.05], 'fisher').p);
  const [quiet] = fuseSignals([signal({}), signal({ channel: 'media-food', p: null, level: 'quiet' })], options);
  assert.equal(quiet?.speaking, 1);
  near(quiet?.combined.p ?? 0, combineChances([0.01, 1], 'fisher').p);
  const three = (['syndromes', 'sewage', 'ports'] as const).map((channel) => signal({ channel, p: null }));
  assert.equal(raiseWarnings(fuseSignals(three, options), usualThresholds)[0]?.level, 'yellow');
  const [immediate] = fuseSignals([signal({}), signal({ channel: 'ports', p: null, level: 'immediate' })], options);
  near(immediate?.combined.p ?? 0, 0.01);
});

test('a p that nobody has calibrated is believed only so far', () => {
  const [raw] = fuseSignals([signal({ p: 1e-12 })], options);
  near(raw?.combined.p ?? 0, 1e-4);
  const [known] = fuseSignals([signal({ p: 1e-12, calibrated: true })], options);
  assert.ok((known?.combined.p ?? 1) < 1e-11);
  const [asked] = fuseSignals([signal({ p: 1e-12 })], { ...options, leastUncalibrated: 1e-6 });
  near((asked?.combined.p ?? 0) * 1e6, 1);
});

test('channels that share patients are one proof however many they are; silent ones of them no separate one against', () => {
  const told = (['case-reports', 'laboratories', 'syndromes'] as const).map((channel) => signal({ channel }));
  const sharesPatients = [
    ['case-reports', 'laboratories'],
    ['laboratories', 'syndromes'],
  ] as const;
  const [apart] = fuseSignals(told, options);
  const [tied] = fuseSignals(told, { ...options, sharesPatients });
  assert.deepEqual([apart?.speaking, tied?.speaking], [3, 1]);
  near(tied?.combined.p ?? 0, 0.03);
  assert.deepEqual(tied?.channels.find(({ channel }) => channel === 'syndromes')?.sharesWith, ['case-reports', 'laboratories']);
  const [other] = fuseSignals([...told, signal({ channel: 'sewage' })], { ...options, sharesPatients });
  assert.equal(other?.speaking, 2);
  near(other?.combined.p ?? 0, combineChances([0.03, 0.01], 'fisher').p);
  const watched = () => ['case-reports', 'laboratories'] as const;
  const [silent] = fuseSignals([signal({})], { ...options, sharesPatients, watched });
  near(silent?.combined.p ?? 0, 0.02);
});

test('one silent channel does not outweigh by Stouffer what all others say', () => {
  assert.ok(combineChances([1e-4, 1e-4, 1], 'stouffer').p < 0.05);
  assert.ok(combineChances([1e-4, 1e-4, 1], 'stouffer').p > combineChances([1e-4, 1e-4], 'stouffer').p);
});

test('each level is reached at its limits and not beside them; a single case that must be reported is enough', () => {
  for (const { level, channels: speaking, p } of usualThresholds.limits) {
    const at = (count: number, chance: number, immediate = false) =>
      weighEvidence({ speaking: count, p: chance, immediate }, usualThresholds)?.level ?? null;
    assert.equal(at(speaking, p), level);
    assert.notEqual(at(speaking, p * 1.001), level);
    assert.notEqual(at(speaking - 1, p), level);
  }
  const single = { speaking: 1, p: 1, immediate: true };
  assert.deepEqual(weighEvidence(single, usualThresholds), { level: 'orange', limit: null });
  assert.equal(weighEvidence({ speaking: 3, p: 1e-7, immediate: true }, usualThresholds)?.level, 'red');
  assert.deepEqual(warningLevels, ['red', 'orange', 'yellow', 'blue']);
});

test('warnings come the worst first and say why, with what the next level lacks', () => {
  const evidence = fuseSignals(
    [
      signal({ p: 1e-4 }),
      signal({ county: 'b', p: 1e-4 }),
      signal({ county: 'b', channel: 'sewage', p: 1e-4 }),
      signal({ county: 'c', level: 'immediate', p: null, id: 'plague-1' }),
      signal({ county: 'd', p: 0.2, level: 'quiet' }),
    ],
    options,
  );
  const [first, second, third, ...more] = raiseWarnings(evidence, usualThresholds);
  assert.deepEqual(more, []);
  assert.deepEqual(
    [first, second, third].map((warning) => [warning?.evidence.county, warning?.level]),
    [
      ['b', 'orange'],
      ['c', 'orange'],
      ['a', 'blue'],
    ],
  );
  assert.deepEqual(second?.why[0], { kind: 'immediate', signals: ['plague-1'], level: 'orange' });
  assert.deepEqual(first?.why.at(-1), { kind: 'lacks', limit: usualThresholds.limits[0], channels: 1, p: false });
  assert.deepEqual(first?.why.at(-2), { kind: 'reached', limit: usualThresholds.limits[1], version: 1 });
  assert.equal(first?.why.filter(({ kind }) => kind === 'channel').length, 2);
});

test('signals are ranked by p, then by how many times what was expected', () => {
  const ranked = rankSignals([
    signal({ id: 'no-p', p: null }),
    signal({ id: 'twice', observed: 6 }),
    signal({ id: 'thrice' }),
    signal({ id: 'from-nothing', expected: 0, observed: 1 }),
    signal({ id: 'small-p', p: 0.001, observed: 1 }),
    signal({ id: 'plague', level: 'immediate', p: null }),
  ]);
  assert.deepEqual(
    ranked.map(({ id }) => id),
    ['plague', 'small-p', 'from-nothing', 'thrice', 'twice', 'no-p'],
  );
});

test('the thresholds of a day are the last ones begun by then', () => {
  const second: ThresholdSet = { ...usualThresholds, version: 2, from: 100 };
  const history = [usualThresholds, second];
  assert.deepEqual([thresholdsOn(history, 99)?.version, thresholdsOn(history, 100)?.version], [1, 2]);
  assert.equal(thresholdsOn([second], 99), null);
});
