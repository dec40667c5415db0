import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyExpression, anyIsland, withHidden } from '../fixtures/island-arbitraries.ts';
import { atoll, type Island, ruleFor, sourceOf } from '../fixtures/islands.ts';
import { evaluateSubject } from './evaluate-rule.ts';
import { type Change, smallestChange } from './smallest-change.ts';

const it = (island: Island) => ({ type: 'island', id: island.id });
const changes = (text: string, island: Island): readonly Change[] => smallestChange(ruleFor(text), sourceOf(island), it(island));
const said = (text: string, island: Island) => changes(text, island).map(({ name, from, to }) => `${name.en}: ${from} -> ${to}`);

test('of a limit the nearest whole count that reaches it, in each way it can be reached, the smallest first', () => {
  assert.deepEqual(said('birds >= 13', atoll), ['birds: 10 -> 13']);
  assert.deepEqual(said('birds / ships >= 6', { ...atoll, ships: 2 }), ['ships: 2 -> 1', 'birds: 10 -> 12']);
  assert.deepEqual(said('open and birds >= 3', { ...atoll, open: false }), ['open: false -> true']);
  assert.deepEqual(said('tags has windy', atoll), ['tags include windy: false -> true']);
  assert.deepEqual(said('rock = basalt', atoll), ['rock (coral → basalt): coral -> basalt']);
  assert.deepEqual(said('count(nests where ringed) >= 5', atoll), ['number of nests (ringed): 3 -> 5']);
  assert.deepEqual(said('share(nests having ringed) >= 90%', atoll), ['number of nests with ringed: 3 -> 4']);
  assert.deepEqual(said('every(nests having ringed)', atoll), ['number of nests for which not: ringed: 1 -> 0']);
});

test('what is not known is given a value that suffices, from nothing known', () => {
  assert.deepEqual(said('birds >= 13', { ...atoll, birds: undefined }), ['birds: null -> 13']);
  assert.deepEqual(said('tagged(far)', { ...atoll, tags: undefined }), ['tagged: far: null -> true']);
  assert.deepEqual(said('count(nests) >= 6', { ...atoll, listed: false }), ['number of nests (at least): null -> 6']);
});

test('of what is not known and may not exceed a limit, the limit itself is told', () => {
  assert.deepEqual(said('birds <= 5', { ...atoll, birds: undefined }), ['birds: null -> 5']);
  assert.deepEqual(said('birds <= 5000 or birds >= 0', { ...atoll, birds: undefined }), ['birds: null -> 0']);
});

test('from a figure that is not whole the next whole ones are tried', () => {
  assert.deepEqual(said('birds >= 100', { ...atoll, birds: 91.37 }), ['birds: 91.37 -> 100']);
  assert.deepEqual(said('birds <= 91', { ...atoll, birds: 91.37 }), ['birds: 91.37 -> 91']);
});

test('nothing is offered where it passes, where one fact does not suffice, for a stranger, or over what nobody decides', () => {
  assert.deepEqual(changes('birds >= 3', atoll), []);
  assert.deepEqual(changes('birds >= 13 and ships >= 9', atoll), []);
  assert.deepEqual(smallestChange(ruleFor('birds >= 13'), sourceOf(atoll), { type: 'island', id: 'nowhere' }), []);
  assert.deepEqual(said('area >= 200', atoll), []);
});

test('a change found passes when it is tried, and none nearer does: for a limit and for a band of any size', () => {
  const figure = fc.integer({ min: 0, max: 3_000_000 });
  fc.assert(
    fc.property(figure, figure, fc.nat(5000), (birds, low, width) => {
      const island: Island = { ...atoll, birds };
      const high = low + width;
      const wanted = birds < low ? low : birds > high ? high : null;
      assert.deepEqual(
        changes(`birds between ${low} and ${high}`, island).map(({ to }) => to),
        wanted === null ? [] : [wanted],
      );
    }),
    { numRuns: 300 },
  );
});

/** The island with one fact taken as something else, by the name a change gives it. */
const attempt = (text: string, island: Island, key: string, value: number | boolean | string): boolean =>
  evaluateSubject(ruleFor(text), sourceOf(island), it(island), new Map([[key, value]]))?.status === 'pass';

test('of random expressions every change passes when it is tried, and no nearer value of the same count does', () => {
  let tried = 0;
  fc.assert(
    fc.property(
      anyExpression,
      anyIsland.chain((whole) => fc.oneof(fc.constant(whole), withHidden(whole))),
      (text, island) => {
        const result = evaluateSubject(ruleFor(text), sourceOf(island), it(island));
        assert.ok(result);
        const found = changes(text, island);
        if (result.status === 'pass') assert.deepEqual(found, []);
        const leaves = [...result.facts, ...result.missing].flatMap(({ leaf }) => leaf ?? []);
        for (const leaf of leaves) {
          if (leaf.kind !== 'count' || result.status === 'pass') continue;
          const from = typeof leaf.value === 'number' ? leaf.value : leaf.low;
          for (let step = typeof leaf.value === 'number' ? 1 : 0; step <= 12; step++) {
            const nearby = [from + step, from - step].filter((value) => value >= leaf.low && value <= leaf.high);
            const passing = nearby.find((value) => attempt(text, island, leaf.key, value));
            if (passing === undefined) continue;
            tried++;
            assert.ok(
              found.some(({ size }) => size <= step),
              `${text}: ${leaf.key} = ${passing} passes`,
            );
            break;
          }
        }
        for (const change of found) {
          const keys = leaves.map(({ key }) => key);
          assert.ok(
            keys.some((key) => attempt(text, island, key, change.to)),
            `${text}: ${change.name.en} -> ${change.to}`,
          );
        }
      },
    ),
    { numRuns: 400 },
  );
  assert.ok(tried > 50, `${tried} counts could be changed`);
});
