import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateIndicator } from './evaluate-indicator.ts';
import { evaluateCell } from './evaluate-table.ts';
import type { Fact } from './fact.ts';
import { fact, tinyWorld } from './fixtures/tiny-plan.ts';

const homes = (area: string, nests: number, trees: number, rest: Partial<Fact> = {}): Fact[] => [
  fact(area, 'nests', nests, rest),
  fact(area, 'boxes', 0, rest),
  fact(area, 'trees', trees, rest),
];
const evaluate = (facts: readonly Fact[], area: string, at: string, indicator = 0) => {
  const world = tinyWorld(facts);
  const found = world.plan.indicators[indicator];
  assert.ok(found);
  return evaluateIndicator(world, found, area, at);
};

test('another city’s plan is evaluated by its own baseline, path, target and denominator', () => {
  const got = evaluate(homes('B', 110, 1000, { asOf: '2030-12-31' }), 'B', '2030-12-31');
  assert.equal(got.printed, '11');
  assert.equal(got.expected, 11);
  assert.equal(got.status, 'on-track');
  assert.deepEqual(got.gap, { value: 90, unit: { zh: '个', en: 'nests' } });
});

test('a part with a target of its own is rated by it, from the baseline its own figures give', () => {
  const facts = [...homes('B-2', 20, 100), ...homes('B-2', 30, 100, { asOf: '2034-12-31' })];
  const got = evaluate(facts, 'B-2', '2034-12-31');
  assert.deepEqual([got.baseline.printed, got.target?.value, got.status, got.reference], ['20', 30, 'met', null]);
  assert.equal(got.gap, null);
});

test('a part without a target is unknown, with the whole area’s target for reference only', () => {
  const got = evaluate(homes('B-1', 1, 100), 'B-1', '2034-12-31');
  assert.deepEqual([got.status, got.target, got.reference, got.gap], ['unknown', null, 20, null]);
  assert.equal(got.why.en, 'the plan sets no target for this area');
  assert.equal(got.current.value, 1);
});

test('a part’s baseline is never taken from synthetic figures', () => {
  const got = evaluate(homes('B-1', 1, 100, { evidence: 'synthetic' }), 'B-1', '2029-12-31');
  assert.deepEqual([got.baseline.value, got.baseline.printed], [null, null]);
  assert.equal(got.current.value, 1);
  assert.ok(got.notes.some((note) => note.en.includes('synthetic')));
});

test('a figure more than a year old is held against today with a note', () => {
  const old = (at: string) =>
    evaluate(homes('B', 110, 1000), 'B', at).notes.some((note) => note.en.startsWith('the newest figure is of 31 Dec 2029'));
  assert.equal(old('2031-01-01'), false);
  assert.equal(old('2031-01-02'), true);
});

test('a fall that is still on target carries a note', () => {
  const world = tinyWorld(homes('B', 250, 1000, { asOf: '2030-12-31' }));
  const [first] = world.plan.indicators;
  assert.ok(first);
  const floor = { ...first, baseline: { ...first.baseline, value: 30 }, trajectory: { kind: 'floor' as const } };
  const got = evaluateIndicator(world, floor, 'B', '2030-12-31');
  assert.equal(got.status, 'met');
  assert.deepEqual(
    got.notes.map((note) => note.en),
    ['still on target, but below the baseline: 30 fell to 25'],
  );
});

test('an indicator that does not roll up is unknown for the city even when every part has it', () => {
  const got = evaluate([fact('B-1', 'song', 50), fact('B-2', 'song', 50)], 'B', '2034-12-31', 1);
  assert.deepEqual([got.current.value, got.status], [null, 'unknown']);
});

test('a table cell holds a measure, a rate, an area’s own target, or nothing with its reason', () => {
  const world = tinyWorld([...homes('B-1', 10, 40), ...homes('B-2', 10, 60)]);
  const [table] = world.plan.tables;
  assert.ok(table);
  const cell = (key: string, area: string) => {
    const column = table.groups[0]?.columns.find((c) => c.key === key);
    assert.ok(column);
    return evaluateCell(world, table, column, area, '2030-01-01', []);
  };
  assert.deepEqual([cell('nests', 'B').value, cell('rate', 'B').value, cell('goal', 'B').value], [20, 20, 20]);
  assert.deepEqual([cell('goal', 'B-2').value, cell('shade', 'B-1').value], [30, 40]);
  assert.equal(cell('goal', 'B-1').value, null);
  assert.equal(cell('goal', 'B-1').reason?.en, 'the plan sets no target for this area');
});

test('a misprint is told of the figure it was printed for and of no later one', () => {
  const world = tinyWorld([...homes('B', 10, 40), ...homes('B', 10, 40, { asOf: '2030-12-31' })]);
  const [table] = world.plan.tables;
  const column = table?.groups[0]?.columns[1];
  assert.ok(table && column);
  const misprints = [
    { id: 'M', table: 'homes', column: 'rate', area: 'B', asOf: '2029-12-31', printed: '52', note: { zh: '误', en: 'wrong' } },
  ];
  assert.equal(evaluateCell(world, table, column, 'B', '2030-06-30', misprints).misprint?.printed, '52');
  assert.equal(evaluateCell(world, table, column, 'B', '2031-06-30', misprints).misprint, undefined);
});

test('the gap is the fewest whole counts that reach a floor: a remainder asks for one more', () => {
  const gap = (nests: number, trees: number) => evaluate(homes('B', nests, trees), 'B', '2034-12-31').gap?.value;
  assert.equal(gap(20, 102), 1);
  assert.equal(gap(20, 101), 1);
  assert.equal(gap(19, 100), 1);
  assert.equal(gap(20, 100), undefined);
  assert.equal(gap(0, 3), 1);
});

test('no gap asks for one more than the rule that decides met, whatever binary rounding makes of the product', () => {
  for (const [goal, trees] of [
    [0.7, 1000],
    [0.29, 10_000],
    [1.1, 3000],
    [8.2, 500],
  ] as const) {
    const world = tinyWorld(homes('B', 0, trees));
    const [first] = world.plan.indicators;
    const [target] = first?.targets ?? [];
    assert.ok(first && target);
    const got = evaluateIndicator(world, { ...first, targets: [{ ...target, value: goal }] }, 'B', '2034-12-31');
    assert.equal(got.gap?.value, Math.round((goal * trees) / 100), `${goal} of ${trees}`);
  }
});

test('above a ceiling the gap is the fewest to shed, a strict target is passed and not only touched, “about” is met at the nearest', () => {
  const gap = (operator: '<=' | '<' | '>' | '~', nests: number, trees: number) => {
    const world = tinyWorld(homes('B', nests, trees));
    const [first] = world.plan.indicators;
    const [target] = first?.targets ?? [];
    assert.ok(first && target);
    const about = operator === '~' ? { tolerance: 0.5 } : {};
    const polarity = operator === '~' ? 'range' : operator === '>' ? 'increase' : 'decrease';
    const targets = [{ ...target, operator, ...about }];
    return evaluateIndicator(world, { ...first, polarity, targets }, 'B', '2034-12-31').gap?.value;
  };
  assert.equal(gap('<=', 21, 102), -1);
  assert.equal(gap('<=', 20, 102), undefined);
  assert.equal(gap('<=', 30, 104), -10);
  assert.equal(gap('<', 20, 100), -1);
  assert.equal(gap('>', 20, 100), 1);
  assert.equal(gap('>', 20, 102), 1);
  assert.equal(gap('~', 30, 102), -10);
  assert.equal(gap('~', 10, 103), 11);
});
