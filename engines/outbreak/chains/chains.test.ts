import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildForest } from './build-forest.ts';
import { countGenerations, describeOffspring, describeSerialIntervals } from './describe-forest.ts';
import { findChainFaults } from './find-chain-faults.ts';
import { fitOffspring } from './fit-offspring.ts';
import { readEbola, readMers, withoutLineLists } from './fixtures/line-lists.ts';
import { layOutChains } from './lay-out-chains.ts';

const near = (one: number | null | undefined, other: number, within = 1e-6): void =>
  assert.ok(Math.abs((one ?? Number.NaN) - other) < within, `${one}, not ${other}`);

const list = (onsets: Record<string, number | null>) => Object.entries(onsets).map(([id, onset]) => ({ id, onset }));
const pairs = (...told: string[]) => told.map((pair) => ({ infector: pair.charAt(0), infectee: pair.charAt(1) }));

test('generations count from the first case, and a case that nobody is known to have infected begins a chain', () => {
  const forest = buildForest(list({ a: 0, b: 3, c: 5, d: 9, e: 2 }), pairs('ab', 'ac', 'cd'));
  assert.deepEqual([...forest.infector], [-1, 0, 0, 2, -1]);
  assert.deepEqual([...forest.generation], [0, 1, 1, 2, 0]);
  assert.deepEqual(countGenerations(forest), [2, 2, 1]);
  assert.deepEqual(forest.roots, [0, 4]);
  assert.deepEqual(forest.infected[0], [1, 2]);
});

test('of several infectors one is taken: not one who fell ill later, and the one from whose onset the usual days passed', () => {
  const cases = list({ a: 0, b: 8, c: 12, x: 10 });
  const taken = (usual?: number) => {
    const { cases: all, infector } = buildForest(cases, pairs('ax', 'bx', 'cx'), usual);
    return all[infector[3] ?? -1]?.id;
  };
  assert.equal(taken(), 'b');
  assert.equal(taken(9), 'a');
});

test('a loop is cut before the case in it that fell ill first, and the rest of the chain stays', () => {
  const forest = buildForest(list({ a: 5, b: 1, c: 3, d: 9 }), pairs('ab', 'bc', 'ca', 'ad'));
  assert.deepEqual(forest.leftOut, [{ infector: 'a', infectee: 'b', why: 'loop' }]);
  assert.deepEqual([...forest.generation], [2, 0, 1, 3]);
});

test('a loop between two who fell ill on one day does not lose who infected them', () => {
  for (const usual of [0, 3]) {
    const forest = buildForest(list({ a: 5, b: 5, c: 1 }), pairs('ab', 'ba', 'cb'), usual);
    assert.deepEqual([...forest.generation], [2, 1, 0], `usual ${usual}`);
  }
  const first = buildForest(list({ a: 5, b: 5, c: 1 }), pairs('ab', 'ba', 'ca'));
  assert.deepEqual([...first.generation], [1, 2, 0]);
  assert.deepEqual(first.leftOut, [{ infector: 'b', infectee: 'a', why: 'loop' }]);
  // Who stands below in the chain is no way out, nor is who fell ill later.
  const none = buildForest(list({ a: 5, b: 5, c: 6, d: 9 }), pairs('ab', 'ba', 'bc', 'ca', 'da'));
  assert.equal(none.infector[0], -1);
});

test('an infector of unknown onset is likelier than one who fell ill later, and less likely than one who may have been it', () => {
  const taken = (...told: string[]) => {
    const { cases, infector } = buildForest(list({ a: 20, b: null, c: 8, x: 10 }), pairs(...told), 4);
    return cases[infector[3] ?? -1]?.id;
  };
  assert.equal(taken('ax', 'bx'), 'b');
  assert.equal(taken('ax', 'bx', 'cx'), 'c');
});

test('rivals are told with the usual days of the disease', () => {
  const limits = { longestIncubation: 14, infectiousAfterOnset: 10, mayPrecede: 0 };
  const cases = list({ a: 5, b: 5, c: 1 });
  const loops = (usualDays?: number) =>
    findChainFaults(cases, pairs('ab', 'ba', 'cb', 'ca'), {
      ...limits,
      ...(usualDays === undefined ? {} : { usualDays }),
    }).filter(({ kind }) => kind === 'loop').length;
  assert.deepEqual([loops(), loops(4)], [1, 0]);
});

test('a hundred thousand cases and more do not overflow', () => {
  const counts = Array.from({ length: 300_000 }, (_, at) => (at % 3 === 0 ? 2 : 0));
  assert.equal(fitOffspring([...counts, 150_000]).tally[150_000], 1);
});

test('each fault of a pair is found, on both sides of its limit', () => {
  const limits = { longestIncubation: 14, infectiousAfterOnset: 2, mayPrecede: 1 };
  const cases = list({ a: 10, b: 9, c: 8, d: 26, e: 27, f: null });
  const found = findChainFaults(cases, pairs('ab', 'ac', 'ad', 'ae', 'af', 'ax', 'aa', 'ac'), limits);
  assert.deepEqual(
    found.map(({ kind, infectee, days }) => [kind, infectee, days]),
    [
      ['onset-before-infector', 'c', -2],
      ['long-gap', 'e', 17],
      ['onset-unknown', 'f', null],
      ['unknown-case', 'x', null],
      ['own-infector', 'a', 0],
    ],
  );
  const rivals = findChainFaults(list({ a: 10, b: 12, d: 20 }), pairs('ad', 'bd'), limits);
  assert.deepEqual(
    rivals.map(({ kind, infector }) => [kind, infector]),
    [
      ['several-infectors', 'a'],
      ['several-infectors', 'b'],
    ],
  );
  const loop = findChainFaults(list({ a: 0, b: 0 }), pairs('ab', 'ba'), limits);
  assert.deepEqual(
    loop.map(({ kind, infectee }) => [kind, infectee]),
    [['loop', 'a']],
  );
});

test('dispersion and its range are those of an independent optimiser', () => {
  // scipy 1.17: gammaln likelihood, bounded minimisation, brentq on the profile.
  const found = fitOffspring([0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 9, 0, 1]);
  near(found.mean, 13 / 14);
  near(found.dispersion, 0.18161067);
  near(found.dispersionRange?.[0], 0.0405057);
  near(found.dispersionRange?.[1], 0.75215878);
  near(found.infectedNobody, 10 / 14);
  // The fifth of 14 cases is 2.8 of them: 9, 2 and .8 of 1.
  near(found.byTopFifth, 11.8 / 13);
  assert.deepEqual(found.tally, [10, 2, 1, 0, 0, 0, 0, 0, 0, 1]);
});

test('numbers that vary less than by chance have no finite dispersion; without infections there is none', () => {
  const even = fitOffspring([1, 1, 1, 1, 2, 1]);
  assert.equal(even.dispersion, Number.POSITIVE_INFINITY);
  assert.equal(even.dispersionRange?.[1], Number.POSITIVE_INFINITY);
  assert.ok((even.dispersionRange?.[0] ?? 0) > 0.1);
  for (const none of [[], [0, 0]]) {
    const { mean, dispersion, dispersionRange, byTopFifth } = fitOffspring(none);
    assert.deepEqual([mean, dispersion, dispersionRange, byTopFifth], [0, null, null, null]);
  }
});

test('cases that may still infect are left out of the offspring where a day is given', () => {
  const forest = buildForest(list({ a: 0, b: 3, c: 5, d: null }), pairs('ab', 'ac', 'ad'));
  assert.equal(describeOffspring(forest).cases, 4);
  assert.equal(describeOffspring(forest, 3).cases, 2);
  assert.equal(describeOffspring(forest, 3).mean, 1.5);
});

test('MERS in Korea 2015: three people made nine in ten infections; intervals and dispersion are those of scipy', {
  skip: withoutLineLists,
}, () => {
  const { cases, pairs: told } = readMers();
  const forest = buildForest(cases, told);
  const offspring = describeOffspring(forest);
  assert.equal(offspring.cases, 162);
  near(offspring.mean, 95 / 162);
  near(offspring.dispersion, 0.01806946);
  near(offspring.dispersionRange?.[0], 0.00816762);
  near(offspring.dispersionRange?.[1], 0.03577363);
  assert.deepEqual(
    [37, 26, 20].map((count) => offspring.tally[count]),
    [1, 1, 1],
  );
  const serial = describeSerialIntervals(forest);
  assert.deepEqual([serial.pairs, serial.unknown, serial.negative], [95, 0, 0]);
  near(serial.mean, 14.4421053);
  near(serial.deviation, 5.2707862);
  assert.deepEqual(serial.quartiles, [2, 11, 14, 18, 27]);
  const faults = findChainFaults(cases, told, { longestIncubation: 14, infectiousAfterOnset: 10, mayPrecede: 0 });
  const tally = Map.groupBy(faults, ({ kind }) => kind);
  assert.equal(tally.get('several-infectors')?.length, 5);
  assert.deepEqual(
    tally
      .get('long-gap')
      ?.map(({ days }) => days)
      .sort(),
    [25, 27],
  );
});

test('Ebola, simulated: pairs are one generation apart as in the list, and what the list does not hold is named', {
  skip: withoutLineLists,
}, () => {
  const { cases, pairs: told } = readEbola();
  const forest = buildForest(cases, told);
  assert.equal(forest.cases.length, 5829);
  assert.equal(forest.leftOut.filter(({ why }) => why === 'unknown-case').length, 1684);
  assert.equal(forest.leftOut.length, 1684);
  const steps = [...forest.infector].flatMap((from, at) =>
    from < 0 ? [] : [(cases[at]?.generation ?? 0) - (cases[from]?.generation ?? 0)],
  );
  // Two pairs of the list jump three generations in the list itself.
  assert.deepEqual([steps.length, steps.filter((step) => step === 1).length], [2116, 2114]);
  const offspring = describeOffspring(forest);
  near(offspring.mean, 0.36301252);
  near(offspring.dispersion, 0.86376304, 1e-5);
  near(offspring.dispersionRange?.[0], 0.73397077);
  near(offspring.dispersionRange?.[1], 1.03000164);
  const serial = describeSerialIntervals(forest);
  near(serial.mean, 11.0604915);
  near(serial.deviation, 8.0778791);
  assert.deepEqual(serial.quartiles, [1, 5, 9, 15, 99]);
  const { rows, chains } = layOutChains(forest, { step: 9, start: 0 });
  assert.equal(rows, (chains.at(-1)?.lastRow ?? 0) + 1);
});
