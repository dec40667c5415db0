import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { islands } from '../fixtures/consistent-plan.ts';
import { noClaims } from './claims.ts';
import { findInconsistencies } from './find-inconsistencies.ts';
import { findingKinds } from './finding.ts';

test('a consistent plan gives no finding', () => {
  assert.deepEqual(findInconsistencies(islands()), []);
});

test('a plan that claims nothing is judged by its figures alone', () => {
  assert.deepEqual(findInconsistencies({ ...islands(), claims: noClaims }), []);
});

const facts = 'baseline/facts.csv';
const printed = 'baseline/printed.csv';
const claims = 'consistency.yaml';
/** The target of the whole area of one indicator, without its number. */
const goal = (id: string) => new RegExp(`(- id: ${id}\\n(?:.*\\n)*?.*area: I, .*value: )[0-9.]+`);

/** One error each: file, what is replaced, by what; then the finding it gives and its arithmetic. */
const planted: readonly (readonly [string, string | RegExp, string, string, string])[] = [
  [
    printed,
    'fleet,I-2,rate,2029-12-31,100',
    'fleet,I-2,rate,2029-12-31,101',
    'printed-rate:fleet.rate.I-2',
    '100 ÷ 1,000 × 1,000 = 100 ≠ 101',
  ],
  ['indicators.yaml', "value: 60, printed: '60'", "value: 61, printed: '61'", 'printed-rate:S', '300 ÷ 5,000 × 1,000 = 60 ≠ 61'],
  [
    claims,
    'column: rate, factor: 1000',
    'column: rate, factor: 10000',
    'unit-heading:fleet.rate',
    '500 ÷ 5,000 × 10,000 = 1000 ≠ 100; 500 ÷ 5,000 × 1,000 = 100',
  ],
  [facts, 'I-3,motor,2029-12-31,40', 'I-3,motor,2029-12-31,41', 'area-sum:motor.I', '40 + 40 + 41 + 40 + 40 = 201 ≠ 200'],
  [claims, 'measure: motor, target: M', 'measure: sail, target: M', 'part-sum:by-drive', '300 + 300 = 600 > 500'],
  [
    claims,
    'measure: sail, target: S',
    'measure: motor, target: S',
    'unassigned-remainder:by-drive',
    '500 − (200 + 200) = 500 − 400 = 100; 100 ÷ 5,000 × 1,000 = 20',
  ],
  ['indicators.yaml', goal('B'), '$1112', 'target-sum:by-drive', '66 + 44 = 110 ≠ 112'],
  [
    claims,
    'part: sail, whole: boats',
    'part: boats, whole: sail',
    'part-above-whole:sails',
    '500 > 300; 100 > 60; 100 > 60; 100 > 60; 100 > 60; 100 > 60',
  ],
  ['indicators.yaml', goal('C'), '$11.9', 'target-below-baseline:C', '1.9 < 2 (−0.1)'],
  ['indicators.yaml', goal('R'), '$11.6', 'ratio-target:R', '66 ÷ 44 = 1.5 ≠ 1.6; 1.472 … 1.529'],
  [
    claims,
    'from: 40, to: 45',
    'from: 30, to: 35',
    'standards-short:by-drive',
    '(60…70/1,000 + 30…35/1,000) × 1,000 = 90…105 < 110; × 5,000: 450…525 < 550 (500)',
  ],
  [
    claims,
    /bands: \[\{ from: null, to: 500, toIncluded: false \}(.*)(?=\n {2}- id: lights)/,
    'bands: [{ from: null, to: 600, toIncluded: false }$1',
    'band-overlap:piers',
    '(−∞, 600) ∩ [500, ∞) ∋ 500; (−∞, 600) ∩ [500, ∞) ∋ (500, 600)',
  ],
  [
    claims,
    /bands: \[\{ from: null, to: 500, toIncluded: false \}(.*)(?=\n {2}- id: lights)/,
    'bands: [{ from: null, to: 400, toIncluded: false }$1',
    'band-gap:piers',
    '400, (400, 500) ∉ (−∞, 400) ∪ [500, ∞)',
  ],
  [
    claims,
    /bands: \[\{ from: null, to: 500, toIncluded: false \}, \{ from: 500, to: null \}\](?=\n {2}- id: lights)/,
    'bands: [{ from: null, to: 500 }, { from: 500, fromIncluded: false, to: null }]',
    'band-edges-differ:500',
    '{> 500, ≤ 500} ≠ {< 500, ≥ 500}',
  ],
  [claims, 'date: 2031-06-30', 'date: 2030-01-31', 'due-before-issue:2030-01-31', '2030-01-31 − 2030-02-01 = −1 d'],
  [claims, 'date: 2031-06-30', 'date: 2030-03-03', 'due-near-issue:2030-03-03', '2030-03-03 − 2030-02-01 = 30 d'],
  [
    facts,
    'I-4,crew-rate,2029-12-31,2.1',
    'I-4,crew-rate,2029-12-31,1.1',
    'outlier:C.I-4',
    '0.6745 × (1.1 − 2) ÷ 0.05 = −12.1; |−12.1| > 3.5',
  ],
  ['indicators.yaml', / {6}- \{ area: I-5, .*\n/, '', 'area-target-blank:fleet', '5 × 1 − 4 = 1'],
  [facts, /I-5,people,.*\n/, '', 'missing-basis:people', '5 − 4 = 1'],
  ['indicators.yaml', '约束性', '预期性', 'nothing-binding:islands', '0 ÷ 5 = 0'],
];

for (const [file, from, to, id, arithmetic] of planted) {
  test(`one planted error is found, and nothing else: ${id}`, () => {
    // A taken fact leaves a printed rate without its counts: that is not an error, only one check fewer.
    const findings = findInconsistencies(islands(file, from, to));
    assert.deepEqual(
      findings.map((finding) => [finding.id, finding.arithmetic, finding.basis]),
      [[id, arithmetic, 'computed']],
    );
    assert.ok(findings[0] && findings[0].summary.zh.length > 5 && findings[0].summary.en.length > 10);
  });
}

test('parts that together are to rise while the whole is to fall are found', () => {
  const one = islands(claims, 'measure: sail, target: S', 'measure: motor, target: S');
  const target = (id: string, value: number) =>
    one.plan.indicators.map((x) => (x.id === id ? { ...x, targets: x.targets.map((t) => ({ ...t, value })) } : x));
  const plan = { ...one.plan, indicators: target('B', 90) };
  const falling = {
    ...plan,
    indicators: plan.indicators.map((x) => {
      const value = { S: 48, M: 42 }[x.id];
      const polarity = 'range' as const;
      return value === undefined ? { ...x, polarity } : { ...x, polarity, targets: x.targets.map((t) => ({ ...t, value })) };
    }),
  };
  const found = findInconsistencies({ ...one, plan: falling }).find((finding) => finding.kind === 'target-direction');
  assert.equal(found?.arithmetic, '90 × 5,000 ÷ 1,000 − 500 = −50; (+40) + (+10) = +50');
  assert.match(found?.summary.en ?? '', /sail \+40, motor \+10/);
});

test('deadlines of rules and tasks are held against the day of issue like any other', () => {
  const deadlines = [{ id: 'rule-1', date: '2029-12-31', clauses: ['c-8', 'c-9'] }];
  const findings = findInconsistencies({ ...islands(), deadlines });
  assert.deepEqual(
    findings.map(({ id, clauses }) => [id, clauses]),
    [['due-before-issue:2029-12-31', ['c-8', 'c-9']]],
  );
});

test('notes are told as stated, without arithmetic', () => {
  const notes = 'notes: [{ id: slip, kind: text, severity: low, summary: { zh: 错字, en: a slip } }]\n';
  const [finding, ...rest] = findInconsistencies(islands(claims, 'tables: { fleet', `${notes}tables: { fleet`));
  assert.deepEqual(rest, []);
  assert.deepEqual([finding?.id, finding?.basis, finding?.arithmetic], ['text:slip', 'stated', '']);
});

test('every computed kind has a planted error here', () => {
  const planned = new Set(planted.map(([, , , id]) => id.split(':')[0]));
  const missing = findingKinds.filter((kind) => !planned.has(kind));
  assert.deepEqual(missing, ['target-direction', 'text', 'wording', 'ambiguity']);
});

test('the order of facts, printed cells and areas makes no difference to what is found', () => {
  const one = islands(facts, 'I-3,motor,2029-12-31,40', 'I-3,motor,2029-12-31,41');
  const told = (input: Parameters<typeof findInconsistencies>[0]) =>
    findInconsistencies(input).map(({ id, summary }) => [id, summary.en]);
  const expected = told(one);
  assert.equal(expected.length, 1);
  const shuffled = fc.record({
    facts: fc.shuffledSubarray([...one.facts], { minLength: one.facts.length }),
    printed: fc.shuffledSubarray([...one.printed], { minLength: one.printed.length }),
  });
  fc.assert(
    fc.property(shuffled, (order) => {
      assert.deepEqual(told({ ...one, ...order }), expected);
    }),
    { numRuns: 50 },
  );
});

test('bands that follow each other half-open are never a finding, whatever their edges; closed on both sides they overlap at each', () => {
  const one = islands();
  const [first] = one.claims.bands;
  assert.ok(first);
  const set = (edges: readonly number[], toIncluded: boolean) => ({
    ...first,
    bands: [null, ...edges].map((from, i) => ({ from, fromIncluded: true, to: edges[i] ?? null, toIncluded })),
  });
  const kinds = (edges: readonly number[], toIncluded: boolean) =>
    findInconsistencies({ ...one, claims: { ...one.claims, bands: [set(edges, toIncluded)] } }).map(({ kind, arithmetic }) => ({
      kind,
      times: arithmetic.split('∋').length - 1,
    }));
  const edges = fc
    .uniqueArray(fc.integer({ min: 1, max: 2_000_000 }), { minLength: 1, maxLength: 6 })
    .map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(edges, (all) => {
      assert.deepEqual(kinds(all, false), []);
      assert.deepEqual(kinds(all, true), [{ kind: 'band-overlap', times: all.length }]);
    }),
    { numRuns: 100 },
  );
});
