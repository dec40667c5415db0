import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atoll, type Island, ruleFor, sourceOf } from '../fixtures/islands.ts';
import { evaluateRule } from './evaluate-rule.ts';

test('readings stand side by side, the first one decides, and a subject of another reading alone is not-applicable', () => {
  const text = { zh: '一种读法', en: 'a reading' };
  const rule = ruleFor('open', {
    require: undefined,
    scope: { subject: 'island', where: 'rock = coral', text },
    readings: [
      { id: 'strict', text, require: 'birds >= 10 and area <= 99' },
      { id: 'loose', text, require: 'birds >= 10 or area <= 99', scope: { subject: 'island', text } },
    ],
  });
  const sandy: Island = { ...atoll, id: 'sandy', rock: 'sand' };
  const outcome = evaluateRule(rule, sourceOf(atoll, sandy), '2025-12-31');
  assert.deepEqual(
    outcome.results.map(({ subject, status, readings = [] }) => [
      subject.id,
      status,
      readings.map((r) => `${r.id} ${r.status} ${r.margin}`),
    ]),
    [
      ['atoll', 'fail', ['strict fail -1', 'loose pass 0']],
      ['sandy', 'not-applicable', ['strict not-applicable null', 'loose pass 0']],
    ],
  );
  assert.deepEqual(
    [outcome.status, outcome.readings.map(({ id, status }) => `${id} ${status}`)],
    ['fail', ['strict fail', 'loose pass']],
  );
});

test('a rule as a whole fails by one fail, else is unknown by one unknown, and concerns nobody when there is nobody', () => {
  const islands = (birds: readonly (number | undefined)[]): Island[] =>
    birds.map((n, i) => ({ ...atoll, id: `i${i}`, birds: n }));
  const status = (birds: readonly (number | undefined)[]) =>
    evaluateRule(ruleFor('birds >= 3'), sourceOf(...islands(birds)), '2025-12-31').status;
  assert.deepEqual(
    [status([3, 2, undefined]), status([3, undefined]), status([3]), status([])],
    ['fail', 'unknown', 'pass', 'not-applicable'],
  );
});

test('who is not known to be concerned is unknown, unless the rule holds anyway', () => {
  const unsure: Island = { ...atoll, rock: undefined };
  const scope = { subject: 'island', where: 'rock = sand', text: { zh: '沙岛', en: 'sandy islands' } };
  const of = (text: string) => evaluateRule(ruleFor(text, { scope }), sourceOf(unsure), '2025-12-31').results[0];
  assert.equal(of('birds >= 13')?.status, 'unknown');
  assert.match(of('birds >= 13')?.reason?.en ?? '', /“rock” of atoll/);
  assert.equal(of('birds >= 3')?.status, 'pass');
});

test('a result is no better known than that it is concerned at all', () => {
  const scope = { subject: 'island', where: 'ships = 2', text: { zh: '两船', en: 'two ships' } };
  const island: Island = { ...atoll, evidence: 'synthetic', birdsEvidence: 'published' };
  const evidence = (text: string, more = {}) =>
    evaluateRule(ruleFor(text, more), sourceOf(island), '2025-12-31').results.map((result) => [result.status, result.evidence]);
  assert.deepEqual(evidence('birds >= 13'), [['fail', 'published']]);
  assert.deepEqual(evidence('birds >= 13', { scope }), [['fail', 'synthetic']]);
  assert.deepEqual(evidence('birds >= 3', { scope }), [['pass', 'synthetic']]);
  // By what it is so weak is told, once.
  const facts = (of: Island) =>
    evaluateRule(ruleFor('birds >= 13', { scope }), sourceOf(of), '2025-12-31').results[0]?.facts.map((fact) => fact.name.en);
  assert.deepEqual(facts(island), ['birds', 'ships']);
  assert.deepEqual(facts(atoll), ['birds']);
});

test('figures of different units in one rule give no margin, those of one unit do; what they decide is the same', () => {
  const of = (text: string) =>
    evaluateRule(ruleFor(text), sourceOf(atoll), '2025-12-31').results.map((r) => [r.status, r.margin]);
  assert.deepEqual(of('birds >= 10 and ships >= 3'), [['fail', null]]);
  assert.deepEqual(of('not (birds between 11 and 12 or ships >= 3)'), [['pass', null]]);
  assert.deepEqual(of('if ships >= 1 then birds >= 8 else birds >= 9'), [['pass', 2]]);
  assert.deepEqual(of('open and birds >= 8'), [['pass', 2]]);
  assert.deepEqual(of('birds >= 8 and count(nests where eggs >= 1) >= 1'), [['pass', 2]]);
});

test('a deadline is due from its day on, and decides nothing by itself', () => {
  const due = (at: string) => {
    const { due: reached, status } = evaluateRule(ruleFor('birds >= 13', { deadline: '2025-12-31' }), sourceOf(atoll), at);
    return [reached, status];
  };
  assert.deepEqual(
    [due('2025-12-30'), due('2025-12-31')],
    [
      [false, 'fail'],
      [true, 'fail'],
    ],
  );
  assert.equal(evaluateRule(ruleFor('open'), sourceOf(atoll), '2025-12-31').due, null);
});

test('details are made for those they are wanted for', () => {
  const outcome = evaluateRule(ruleFor('birds >= 3'), sourceOf(atoll, { ...atoll, id: 'b', birds: 1 }), '2025-12-31', {
    details: (_, status) => status === 'fail',
  });
  assert.deepEqual(
    outcome.results.map(({ status, margin, facts }) => [status, margin, facts.length]),
    [
      ['pass', 7, 0],
      ['fail', -2, 1],
    ],
  );
});
