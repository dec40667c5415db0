import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { growTree } from './area-tree.ts';
import { fact, tinyWorld } from './fixtures/tiny-plan.ts';
import { measureValue } from './measure-value.ts';

const at = '2030-01-01';

test('an area’s own fact comes before the sum of its parts', () => {
  const world = tinyWorld([fact('B', 'nests', 100), fact('B-1', 'nests', 1), fact('B-2', 'nests', 2)]);
  assert.deepEqual(measureValue(world, 'B', 'nests', at, true), {
    value: 100,
    asOf: '2029-12-31',
    evidence: 'published',
    basis: 'published',
  });
});

test('a sum of real parts goes before an invented figure of the area’s own, and an invented sum does not', () => {
  const own = fact('B', 'nests', 100, { evidence: 'synthetic' });
  const value = (...facts: ReturnType<typeof fact>[]) => measureValue(tinyWorld(facts), 'B', 'nests', at, true).value;
  assert.equal(value(own, fact('B-1', 'nests', 1), fact('B-2', 'nests', 2)), 3);
  assert.equal(value(own, fact('B-1', 'nests', 1), fact('B-2', 'nests', 2, { evidence: 'synthetic' })), 100);
  assert.equal(value(own, fact('B-1', 'nests', 1)), 100);
});

test('parts are summed when every one has a value; the sum is computed, and as old as its oldest part', () => {
  const world = tinyWorld([fact('B-1', 'nests', 1), fact('B-2', 'nests', 2, { asOf: '2028-12-31' })]);
  assert.deepEqual(measureValue(world, 'B', 'nests', at, true), {
    value: 3,
    asOf: '2028-12-31',
    evidence: 'computed',
    basis: 'published',
  });
});

test('one synthetic part makes the sum synthetic', () => {
  const world = tinyWorld([fact('B-1', 'nests', 1), fact('B-2', 'nests', 2, { evidence: 'synthetic' })]);
  const sum = measureValue(world, 'B', 'nests', at, true);
  assert.equal(sum.value !== null && sum.evidence, 'synthetic');
});

test('a sum with a part missing is unknown and names the part', () => {
  const sum = measureValue(tinyWorld([fact('B-1', 'nests', 1)]), 'B', 'nests', at, true);
  assert.equal(sum.value, null);
  assert.deepEqual(sum.value === null && sum.reason, {
    zh: '“鸟巢”缺少西林的数据，无法汇总鸟国',
    en: '“nests” is missing for West Wood, so Birdland cannot be summed',
  });
});

test('a fact of zero is a value, not a missing one', () => {
  const world = tinyWorld([fact('B-1', 'nests', 0), fact('B-2', 'nests', 0)]);
  assert.equal(measureValue(world, 'B', 'nests', at, true).value, 0);
});

test('rates are never added up', () => {
  const world = tinyWorld([fact('B-1', 'song', 1), fact('B-2', 'song', 2)]);
  assert.equal(measureValue(world, 'B', 'song', at, true).value, null);
});

test('whatever parts are missing, the whole is unknown or exactly the sum, never a sum that takes missing for zero', () => {
  const maybe = fc.option(fc.nat(1_000_000));
  fc.assert(
    fc.property(maybe, maybe, (east, west) => {
      const facts = [
        ...(east === null ? [] : [fact('B-1', 'nests', east)]),
        ...(west === null ? [] : [fact('B-2', 'nests', west)]),
      ];
      const { value } = measureValue(tinyWorld(facts), 'B', 'nests', at, true);
      assert.equal(value, east === null || west === null ? null : east + west);
    }),
  );
});

test('a sum that misses institutions is unknown, says how many, and hides no complete figure', () => {
  const partial = fact('B', 'nests', 90, { asOf: '2030-01-01', evidence: 'entered', missing: 3 });
  const alone = measureValue(tinyWorld([partial]), 'B', 'nests', at, true);
  assert.equal(
    alone.value === null && alone.reason.en,
    '3 institutions in Birdland gave no figure for “nests”, so the sum is incomplete',
  );
  assert.equal(measureValue(tinyWorld([fact('B', 'nests', 100), partial]), 'B', 'nests', at, true).value, 100);
});

test('the sum over an only part is computed, not published, for nobody published it of the whole', () => {
  const world = tinyWorld([fact('B-1', 'nests', 7)]);
  const onlyEast = growTree([...world.tree.byCode.values()].filter((area) => area.code !== 'B-2'));
  const sum = measureValue({ ...world, tree: onlyEast }, 'B', 'nests', at, true);
  assert.deepEqual([sum.value, sum.value !== null && sum.evidence], [7, 'computed']);
});
