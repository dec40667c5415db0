import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countedFacts, diseaseGroups, eventKinds, type GradingFacts, ruleSetDraft, statedFacts } from '../contract.ts';
import { type GradedFacts, isWorse, proposeLevel } from './propose-level.ts';
import { rules2006 } from './rules-2006.ts';

const rules = { version: 1, ...rules2006, at: '2026-01-01T00:00:00Z', by: null };
const propose = (known: Partial<GradedFacts>) =>
  proposeLevel({ kind: 'infectious', disease: null, cases: null, deaths: null, facts: {}, ...known }, rules);
const levelOf = (known: Partial<GradedFacts>) => propose(known).level;

test('the edition that comes along keeps the shape of an edition, claims nothing to be verified, and no rule stands twice', () => {
  assert.ok(ruleSetDraft.safeParse(rules2006).success);
  assert.equal(new Set(rules2006.rules.map(({ id }) => id)).size, rules2006.rules.length);
  assert.ok(!rules2006.verified && rules2006.rules.every(({ verified }) => !verified));
});

test('food poisoning: 29, 30, 99 and 100 people, the first death and the tenth', () => {
  const food = (cases: number, deaths: number) => levelOf({ kind: 'food-poisoning', cases, deaths });
  assert.deepEqual([food(29, 0), food(30, 0), food(99, 0), food(100, 0)], [null, 'IV', 'IV', 'III']);
  assert.deepEqual([food(5, 1), food(99, 1), food(100, 1)], ['III', 'III', 'II']);
  assert.deepEqual([food(20, 9), food(20, 10)], ['III', 'II']);
});

test('occupational poisoning: 9 and 10, 49 and 50 people, the first death, the fourth and the fifth', () => {
  const work = (cases: number, deaths: number) => levelOf({ kind: 'occupational-poisoning', cases, deaths });
  assert.deepEqual(
    [work(0, 0), work(1, 0), work(9, 0), work(10, 0), work(49, 0), work(50, 0)],
    [null, 'IV', 'IV', 'III', 'III', 'II'],
  );
  assert.deepEqual([work(4, 1), work(4, 4), work(5, 5)], ['III', 'III', 'II']);
});

test('cholera: 9 and 10 in a county and 29 and 30 in the city in a week, a second county, a second city', () => {
  const cholera = (cases: number, facts: GradingFacts) => levelOf({ disease: 'cholera', cases, facts });
  assert.equal(cholera(9, { countyWeekCases: 9, counties: 1 }), 'IV');
  assert.equal(cholera(10, { countyWeekCases: 10, counties: 1 }), 'III');
  assert.equal(cholera(29, { countyWeekCases: 29, cityWeekCases: 29 }), 'III');
  assert.equal(cholera(30, { countyWeekCases: 29, cityWeekCases: 30 }), 'II');
  assert.deepEqual([cholera(2, { counties: 1 }), cholera(2, { counties: 2 })], ['IV', 'III']);
  assert.equal(cholera(1, { firstInCityCentre: true }), 'III');
  assert.deepEqual(
    [cholera(4, { prefectures: 2, spreading: false }), cholera(4, { prefectures: 2, spreading: true })],
    ['III', 'II'],
  );
});

test('plague: 4 and 5 pneumonic cases in a county and period; 9 and 10, 19 and 20 bubonic ones', () => {
  const lung = (countyPeriodCases: number) =>
    levelOf({ disease: 'pneumonic-plague', cases: countyPeriodCases, facts: { countyPeriodCases } });
  assert.deepEqual([lung(4), lung(5)], ['III', 'II']);
  const bubonic = (cases: number) =>
    levelOf({ disease: 'bubonic-plague', cases, facts: { countyPeriodCases: cases, cityPeriodCases: cases } });
  assert.deepEqual([bubonic(9), bubonic(10), bubonic(19), bubonic(20)], ['IV', 'III', 'III', 'II']);
  assert.equal(levelOf({ disease: 'pneumonic-plague', cases: 2, facts: { bigCity: true, spreading: true } }), 'I');
  assert.equal(levelOf({ disease: 'pulmonary-anthrax', cases: 2, facts: { linkedCounties: 2 } }), 'II');
});

test('class B and C: “1 倍以上” is twice the mean in one county, “2 倍以上” three times in two', () => {
  const common = (facts: GradingFacts) => levelOf({ disease: 'class-b-c', cases: 500, facts });
  assert.deepEqual([common({ ratio: 1.99 }), common({ ratio: 2 })], [null, 'III']);
  assert.deepEqual([common({ ratio: 9, secondRatio: 2.99 }), common({ ratio: 9, secondRatio: 3 })], ['III', 'II']);
});

test('SARS, new diseases, unexplained illness, vaccines, hospitals and lost agents', () => {
  assert.equal(levelOf({ disease: 'sars', cases: 1, facts: { suspected: true } }), 'II');
  assert.equal(levelOf({ disease: 'hpai', cases: 1, facts: { confirmed: true, spreading: false } }), 'II');
  assert.equal(levelOf({ disease: 'hpai', cases: 3, facts: { confirmed: true, spreading: true } }), 'I');
  assert.deepEqual([levelOf({ disease: 'new-disease', cases: 0 }), levelOf({ disease: 'new-disease', cases: 1 })], [null, 'II']);
  const unexplained = (facts: GradingFacts) => levelOf({ kind: 'unexplained', cases: 12, facts });
  assert.deepEqual([unexplained({ counties: 1 }), unexplained({ counties: 2 })], ['III', 'II']);
  assert.equal(unexplained({ provinces: 2, spreading: true }), 'I');
  assert.equal(levelOf({ kind: 'vaccine-reaction', cases: 3, deaths: 0, facts: { groupReaction: true } }), 'III');
  assert.equal(levelOf({ kind: 'vaccine-reaction', cases: 3, deaths: 1 }), 'II');
  assert.equal(levelOf({ kind: 'nosocomial', cases: 20, facts: { severeHarm: true } }), 'II');
  assert.equal(levelOf({ kind: 'agent-loss', cases: 0, facts: { agentVirulent: true } }), 'I');
  assert.equal(levelOf({ kind: 'other', cases: 9999, deaths: 99 }), null);
});

test('a proposal names the rule with its place, and what is missing for a worse level', () => {
  const { level, applies, open } = propose({ disease: 'cholera', cases: 40, facts: { counties: 1 } });
  assert.equal(level, 'IV');
  assert.deepEqual(
    applies.map(({ rule }) => rule),
    ['iv-cholera'],
  );
  assert.match(applies[0]?.locator ?? '', /2006.*IV 级/);
  assert.deepEqual(
    open.map(({ rule, missing }) => [rule, missing]),
    [
      ['ii-cholera', ['cityWeekCases']],
      ['iii-cholera', ['countyWeekCases', 'firstInCityCentre']],
    ],
  );
});

test('while the disease is not known, the rules for some diseases are open and say that it is missing', () => {
  const { level, open } = propose({ cases: 12, facts: { confirmed: true, spreading: true } });
  assert.equal(level, null);
  assert.deepEqual(open.find(({ rule }) => rule === 'i-sars-hpai')?.missing, ['disease']);
  assert.ok(open.length > 5 && open.every(({ missing }) => missing[0] === 'disease'));
  assert.ok(!propose({ cases: 0 }).open.some(({ rule }) => rule === 'i-new-disease'), 'none is ill: whatever it is, not this');
});

test('what is known settles what was not stated: 19 cases in all cannot be 20 in the city, 30 in a county are 30 in the city', () => {
  const enough = propose({ disease: 'bubonic-plague', cases: 20, facts: { prefectures: 1, counties: 1 } });
  assert.deepEqual(
    enough.open.map(({ rule }) => rule),
    ['ii-bubonic', 'iii-bubonic'],
    '20 cases in all may be 20 in the city',
  );
  const bubonic = propose({ disease: 'bubonic-plague', cases: 19, facts: { prefectures: 1, counties: 1 } });
  assert.deepEqual(
    bubonic.open.map(({ rule, missing }) => [rule, missing]),
    [['iii-bubonic', ['countyPeriodCases']]],
  );
  assert.equal(levelOf({ disease: 'cholera', cases: 30, facts: { countyWeekCases: 30 } }), 'II');
});

const some = fc.record({
  kind: fc.constantFrom(...eventKinds),
  disease: fc.constantFrom(null, ...diseaseGroups),
  cases: fc.option(fc.nat(150)),
  deaths: fc.option(fc.nat(15)),
  facts: fc.record(
    Object.fromEntries([
      ...countedFacts.filter((one) => one !== 'cases' && one !== 'deaths').map((one) => [one, fc.nat(40)]),
      ...statedFacts.map((one) => [one, fc.boolean()]),
    ]),
    { requiredKeys: [] },
  ) as fc.Arbitrary<GradingFacts>,
});

test('more cases, more deaths, more of any count or one more thing that holds never lowers the proposed level', () => {
  fc.assert(
    fc.property(some, fc.constantFrom(...countedFacts, ...statedFacts), fc.integer({ min: 1, max: 120 }), (known, fact, more) => {
      const grown = (() => {
        if (fact === 'cases' || fact === 'deaths') return { ...known, [fact]: (known[fact] ?? 0) + more };
        const said = known.facts[fact];
        return {
          ...known,
          facts: {
            ...known.facts,
            [fact]: typeof said === 'number' ? said + more : (statedFacts as readonly string[]).includes(fact) || more,
          },
        };
      })();
      assert.ok(!isWorse(proposeLevel(known, rules).level, proposeLevel(grown, rules).level));
    }),
    { numRuns: 2000 },
  );
});

test('saying that something does not hold, or the value of a count that was open, never proposes less than was proposed without it', () => {
  fc.assert(
    fc.property(some, fc.constantFrom(...statedFacts), (known, fact) => {
      const { [fact]: _, ...facts } = known.facts;
      const without = proposeLevel({ ...known, facts }, rules).level;
      const denied = proposeLevel({ ...known, facts: { ...facts, [fact]: false } }, rules).level;
      assert.equal(denied, without);
    }),
  );
});
