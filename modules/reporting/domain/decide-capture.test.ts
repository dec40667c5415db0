import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cardState, caseKind } from '../contract.ts';
import { conditionOf } from '../fixtures/visits.ts';
import { decideCapture, type Standing } from './decide-capture.ts';
import { type Match, matchRule } from './match-rule.ts';
import { diseaseOf } from './notifiable-list.ts';

const at = new Date('2026-05-01T02:00:00Z');
const oldest = new Date('2026-04-24T02:00:00Z');
const here = { oldest, institution: 'Organization/h' };
const day = 24 * 3_600_000;
const ill = (code: string, over: Partial<Match> = {}): Match => {
  const match = matchRule(conditionOf('c', { patient: 'p', encounter: 'e', code, at }), at);
  assert.ok(match);
  return { ...match, ...over };
};
const measles = diseaseOf('measles');
const tuberculosis = diseaseOf('tuberculosis');
assert.ok(measles && tuberculosis);
const card = (over: Partial<Standing> = {}): Standing => ({
  ...{ id: '1', state: 'draft', version: 1, diagnosed: at, kind: 'suspected', subtype: null, classifiedBy: 'rule' },
  ...{ institution: 'Organization/h', sources: [], touched: false },
  ...over,
});
const days = (count: number) => new Date(at.getTime() - count * day);

test('a first diagnosis prepares a card until it is as old as the settings look back', () => {
  assert.equal(decideCapture(ill('B05.900'), measles, [], here).do, 'prepare');
  assert.equal(decideCapture(ill('B05.900', { found: oldest }), measles, [], here).do, 'prepare');
  assert.equal(decideCapture(ill('B05.900', { found: new Date(oldest.getTime() - 1) }), measles, [], here).do, 'nothing');
});

test('a second diagnosis within the days of an illness is the same one; of one for life every one is', () => {
  const again = (disease: typeof measles, code: string, before: number) =>
    decideCapture(ill(code), disease, [card({ diagnosed: days(before), state: 'approved' })], here).do;
  assert.equal(again(measles, 'B05.900', 30), 'join');
  assert.equal(again(measles, 'B05.900', 30.01), 'prepare');
  assert.equal(again(tuberculosis, 'A16.200', 3_000), 'join');
});

test('what a person dismissed is not prepared again, what was deleted or merged is no card of the illness', () => {
  const decided = (state: Standing['state'], touched = true) =>
    decideCapture(ill('B05.900'), measles, [card({ state, touched })], here).do;
  assert.deepEqual([decided('dismissed'), decided('deleted'), decided('duplicate')], ['join', 'prepare', 'prepare']);
  assert.equal(decided('dismissed', false), 'prepare', 'what a rule withdrew and nobody looked at is no decision');
});

test('no rule changes what a person has classified, whatever it says of whatever card', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...cardState.options),
      fc.constantFrom(...caseKind.options),
      fc.constantFrom(...caseKind.options),
      fc.boolean(),
      (state, kind, said, isVoid) => {
        const mine = card({ state, kind, classifiedBy: 'person', touched: true, sources: ['Condition/c'] });
        const decided = decideCapture(ill('B05.900', { kind: said, isVoid }), measles, [mine], here);
        assert.ok(decided.do !== 'withdraw');
        assert.ok(decided.do !== 'join' || decided.raise === null);
      },
    ),
  );
});

test('a rule raises what a rule has said and never takes it back', () => {
  const raised = (before: Standing['kind'], after: Match['kind']) => {
    const decided = decideCapture(ill('B05.900', { kind: after }), measles, [card({ kind: before })], here);
    return decided.do === 'join' ? (decided.raise?.kind ?? null) : 'no';
  };
  assert.equal(raised('suspected', 'confirmed'), 'confirmed');
  assert.equal(raised('confirmed', 'suspected'), null);
  assert.equal(raised('clinical', 'clinical'), null);
});

test('a draft that rests on one void resource is withdrawn, one that somebody touched or that rests on more is not', () => {
  const gone = (over: Partial<Standing>) =>
    decideCapture(ill('B05.900', { isVoid: true }), measles, [card({ sources: ['Condition/c'], ...over })], here).do;
  assert.equal(gone({}), 'withdraw');
  assert.equal(gone({ touched: true }), 'nothing');
  assert.equal(gone({ sources: ['Condition/c', 'Observation/o'] }), 'nothing');
  assert.equal(gone({ state: 'reported' }), 'nothing');
});

test('another institution’s report relieves this one, its draft and its dismissal do not, and no rule changes its card', () => {
  const other = (state: Standing['state']) =>
    decideCapture(
      ill('B05.900', { kind: 'confirmed' }),
      measles,
      [card({ state, institution: 'Organization/x', touched: true })],
      here,
    );
  assert.deepEqual([other('draft').do, other('dismissed').do], ['prepare', 'prepare']);
  const joined = other('reported');
  assert.ok(joined.do === 'join' && joined.raise === null);
  const both = [card({ id: '2', state: 'approved', institution: 'Organization/x' }), card({ id: '3' })];
  const own = decideCapture(ill('B05.900'), measles, both, here);
  assert.ok(own.do === 'join' && own.card.id === '3', 'its own draft stands before another’s card');
});

test('hepatitis B after hepatitis C is another illness, HIV that becomes AIDS is one', () => {
  const [hepatitis, hiv] = [diseaseOf('viral-hepatitis'), diseaseOf('hiv-aids')];
  assert.ok(hepatitis && hiv);
  const after = (disease: typeof hepatitis, code: string, subtype: string | null) =>
    decideCapture(ill(code), disease, [card({ state: 'approved', subtype })], here).do;
  assert.equal(after(hepatitis, 'B18.100', 'c'), 'prepare');
  assert.equal(after(hepatitis, 'B18.100', 'b'), 'join');
  assert.equal(after(hepatitis, 'B18.100', 'untyped'), 'join');
  assert.equal(after(hiv, 'B20.000', 'hiv'), 'join');
});
