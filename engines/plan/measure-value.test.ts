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

test('a world that leaves out synthetic facts says so where there is nothing else, of the area or of its parts', () => {
  const invented = (area: string) => fact(area, 'nests', 7, { evidence: 'synthetic' });
  const ask = (...facts: ReturnType<typeof fact>[]) => measureValue(tinyWorld(facts, 'leave-out'), 'B', 'nests', at, true);
  const nothing = {
    value: null,
    reason: {
      zh: '鸟国的“鸟巢”只有合成数据，合成数据不用于评价真实地区',
      en: 'only synthetic figures exist for “nests” in Birdland; they are not used for real places',
    },
    leftOut: true,
  };
  assert.deepEqual(ask(invented('B')), nothing);
  assert.deepEqual(ask(invented('B-1'), invented('B-2')), nothing);
  assert.deepEqual(ask(invented('B'), fact('B-1', 'nests', 1)), nothing);
  const half = ask(invented('B-1'), fact('B-2', 'nests', 1));
  assert.match(half.value === null ? half.reason.en : '', /missing for East Wood/);
});

test('leaving out synthetic facts changes nothing where a real figure stands', () => {
  const evidence = fc.constantFrom('published', 'entered', 'synthetic' as const);
  const some = fc.array(fc.record({ area: fc.constantFrom('B', 'B-1', 'B-2'), value: fc.nat(99), evidence }), { maxLength: 6 });
  fc.assert(
    fc.property(some, (made) => {
      const facts = made.map((one) => fact(one.area, 'nests', one.value, { evidence: one.evidence }));
      const [used, left] = (['use', 'leave-out'] as const).map((how) =>
        measureValue(tinyWorld(facts, how), 'B', 'nests', at, true),
      );
      assert.ok(used && left);
      if (used.value !== null && used.basis !== 'synthetic') assert.deepEqual(left, used);
      else assert.equal(left.value, null);
    }),
  );
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
