import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, one, ruleOf, sourceOf } from '../fixtures/small-city.ts';
import { judgeRule } from './judge-rule.ts';

type Some = NonNullable<Parameters<typeof one>[1]>;

test('no institution that exists fails by invented figures: named by the plan, imported or entered; an invented one does', () => {
  const judged = (some: Some) => {
    const hospital = one('general-hospital', { level: '2', evidence: 'synthetic', ...some });
    const { results, counts } = judgeRule(ruleOf('4.4.1-g1'), sourceOf({ institutions: [hospital] }), day);
    return [results[0]?.status, results[0]?.margin, counts.fail];
  };
  assert.deepEqual(judged({ nameEvidence: 'synthetic' }), ['fail', null, 1]);
  assert.deepEqual(judged({ nameEvidence: 'synthetic', named: true }), ['unknown', null, 0]);
  assert.deepEqual(judged({ nameEvidence: 'entered' }), ['unknown', null, 0]);
  assert.deepEqual(judged({ nameEvidence: 'published' }), ['unknown', null, 0]);
});
