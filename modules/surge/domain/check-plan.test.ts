import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BedKind, FacilityKind } from '../contract.ts';
import { checkPlan, minBeds, type RuledWard } from './check-plan.ts';

const ward = (facility: FacilityKind, now: BedKind, beds: number, more: Partial<RuledWard> = {}): RuledWard => ({
  ...{ facility, area: '220221', now, to: null, beds, quick: false, evidence: 'entered' },
  ...more,
});
const resultOf = (rule: string, wards: readonly RuledWard[]) => checkPlan(wards, []).find((one) => one.rule === rule);

test('the beds a county opens quickly follow its population, an edge belongs to the higher band, and beyond the bands nothing is said', () => {
  assert.deepEqual([99_999, 100_000, 299_999, 300_000, 499_999, 500_000, 1_000_000, 1_000_001].map(minBeds), [
    null,
    20,
    20,
    50,
    50,
    80,
    80,
    null,
  ]);
});

test('designated hospitals: 1,000 beds, a tenth of them intensive care, a fifth with what converts; each fails just beyond it', () => {
  const fine = [
    ward('designated', 'infection', 800),
    ward('designated', 'icu', 100),
    ward('designated', 'infection', 100, { to: 'icu' }),
  ];
  for (const rule of ['designated-beds', 'designated-icu', 'designated-convertible'])
    assert.equal(resultOf(rule, fine)?.state, 'met');
  const few = [...fine.slice(0, 1), ward('designated', 'icu', 99), ward('designated', 'infection', 100, { to: 'icu' })];
  assert.deepEqual([resultOf('designated-beds', few)?.state, resultOf('designated-beds', few)?.missing], ['missed', 1]);
  assert.deepEqual([resultOf('designated-icu', few)?.state, resultOf('designated-icu', few)?.missing], ['missed', 1]);
  assert.deepEqual(
    [resultOf('designated-convertible', few)?.state, resultOf('designated-convertible', few)?.missing],
    ['missed', 1],
  );
  const converted = few.map((one) => (one.to === 'icu' ? { ...one, now: 'icu' as const } : one));
  assert.equal(resultOf('designated-icu', converted)?.state, 'met', 'what was converted counts as what it is');
});

test('sub-designated hospitals: 1,000 beds, a tenth monitored or intensive care; without any hospital nothing is judged', () => {
  const fine = [
    ward('sub-designated', 'general', 900),
    ward('sub-designated', 'monitored', 60),
    ward('sub-designated', 'icu', 40),
  ];
  assert.equal(resultOf('sub-monitored', fine)?.state, 'met');
  assert.equal(resultOf('sub-beds', fine)?.state, 'met');
  const more = [...fine, ward('sub-designated', 'general', 10)];
  assert.deepEqual([resultOf('sub-monitored', more)?.state, resultOf('sub-monitored', more)?.missing], ['missed', 1]);
  assert.deepEqual([resultOf('sub-monitored', [])?.state, resultOf('sub-beds', [])?.missing], ['undefined', 1000]);
});

test('a county counts its own quick beds, says its band and what is missing, and how weak the evidence is', () => {
  const name = { zh: '永吉县', en: 'Yongji County' };
  const wards = [
    ward('county', 'infection', 15, { quick: true, evidence: 'synthetic' }),
    ward('county', 'infection', 30),
    ward('county', 'infection', 40, { quick: true, area: '220281' }),
  ];
  const counties = [
    { area: '220221', name, population: 299_000 },
    { area: '220281', name, population: 80_000 },
    { area: '220282', name, population: null },
  ];
  const found = checkPlan(wards, counties).filter(({ rule }) => rule === 'quick-beds');
  assert.deepEqual(
    found.map(({ state, found: beds, wanted, missing, evidence }) => [state, beds, wanted, missing, evidence]),
    [
      ['missed', 15, 20, 5, 'synthetic'],
      ['undefined', 40, null, 0, 'entered'],
      ['undefined', 0, null, 0, null],
    ],
  );
  assert.ok(found.every(({ note, clause }) => note !== null && clause === '4.4.2-h'));
});
