import assert from 'node:assert/strict';
import { test } from 'node:test';
import { county, day, district, one, ruleOf, sourceOf } from '../fixtures/small-city.ts';
import { judgeRule } from './judge-rule.ts';
import { detailsOfFirst, isOverdue, listRules } from './list-rules.ts';

const hospitals = (n: number, area: string) =>
  Array.from({ length: n }, (_, i) => one('general-hospital', { id: `${area}-${i}`, area, town: null, level: '2' }));

test('the details that can be shown are those of the place asked about, not of whoever comes first in the city', () => {
  const source = sourceOf({ institutions: [...hospitals(3, district), ...hospitals(3, county)] });
  const within = ({ id }: { readonly id: string }): boolean => id.startsWith(county);
  const { results } = judgeRule(ruleOf('4.4.1-g1'), source, day, { details: detailsOfFirst(2, within) }, within);
  assert.deepEqual(
    results.map(({ subject, facts }) => [subject.id, facts.length > 0]),
    [
      [`${county}-0`, true],
      [`${county}-1`, true],
      [`${county}-2`, false],
    ],
  );
});

test('a real place that would fail by invented figures takes no place among the failures that are shown', () => {
  const real = { ...hospitals(1, county)[0], named: true, evidence: 'synthetic' as const };
  const [first, second] = hospitals(2, district);
  assert.ok(first && second);
  const institutions = [{ ...first, ...real }, second];
  const { results } = judgeRule(ruleOf('4.4.1-g1'), sourceOf({ institutions }), day, { details: detailsOfFirst(1, () => true) });
  assert.deepEqual(
    results.map(({ status, facts }) => [status, facts.length > 0]),
    [
      ['unknown', true],
      ['fail', true],
    ],
  );
});

test('a minus before the order is the greatest first: of the rules those that most fail', () => {
  const source = sourceOf({ institutions: hospitals(2, county) });
  const outcomes = ['4.4.1-g1', '5.3.2-d'].map((id) => judgeRule(ruleOf(id), source, day));
  const ids = (sort: 'failing' | '-failing' | '-id') =>
    listRules(outcomes, { sort } as Parameters<typeof listRules>[1]).items.map(({ rule }) => rule.spec.id);
  assert.deepEqual(ids('-failing'), ['4.4.1-g1', '5.3.2-d']);
  assert.deepEqual(ids('failing'), ['5.3.2-d', '4.4.1-g1']);
  assert.deepEqual(ids('-id'), ['5.3.2-d', '4.4.1-g1']);
});

test('on its last day a demand is not overdue yet, on the day after it is; without a deadline it never is', () => {
  assert.deepEqual(
    ['2025-12-30', '2025-12-31', '2026-01-01'].map((at) => isOverdue('2025-12-31', at)),
    [false, false, true],
  );
  assert.equal(isOverdue(null, '2099-01-01'), false);
});
