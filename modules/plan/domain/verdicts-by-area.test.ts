import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growTree } from '@songhua/engine-plan';
import type { RuleOutcome, RuleStatus } from '@songhua/engine-plan/rules/index.ts';
import { verdictsByArea } from './verdicts-by-area.ts';

const area = (code: string, parent: string | null, level: 'city' | 'county' | 'town') => ({
  code,
  parent,
  level,
  type: level,
  name: { zh: code, en: code },
});
const tree = growTree([area('1', null, 'city'), area('11', '1', 'county'), area('12', '1', 'county'), area('111', '11', 'town')]);

/** A rule with these results, each by the place of its subject. */
const outcome = (severity: 'must' | 'should', results: readonly (readonly [string, RuleStatus])[]): RuleOutcome =>
  ({
    rule: { spec: { severity } },
    results: results.map(([id, status]) => ({ subject: { type: 'institution', id }, status })),
  }) as unknown as RuleOutcome;

const judge = (outcomes: readonly RuleOutcome[]) =>
  verdictsByArea(outcomes, tree, ['11', '12'], ({ id }) => id).map(({ area: { code }, counts, mustFailing }) => [
    code,
    counts.fail,
    counts.unknown,
    counts.pass,
    mustFailing,
  ]);

test('a rule fails in a county when one of its subjects there does, in its towns or by itself', () => {
  const mixed = outcome('must', [
    ['111', 'fail'],
    ['11', 'pass'],
    ['12', 'pass'],
  ]);
  assert.deepEqual(judge([mixed]), [
    ['11', 1, 0, 0, 1],
    ['12', 0, 0, 1, 0],
  ]);
});

test('a rule about nobody in a county says nothing of it, and a should is no must', () => {
  assert.deepEqual(judge([outcome('should', [['11', 'fail']]), outcome('must', [['1', 'fail']])]), [
    ['11', 1, 0, 0, 0],
    ['12', 0, 0, 0, 0],
  ]);
});

test('one unknown subject leaves a rule open where none fails', () => {
  const open = outcome('should', [
    ['12', 'unknown'],
    ['12', 'pass'],
  ]);
  assert.deepEqual(judge([open]), [
    ['11', 0, 0, 0, 0],
    ['12', 0, 1, 0, 0],
  ]);
});
