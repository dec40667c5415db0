import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateIndicator, type Fact, growTree, indexFacts, printValue, type World } from '@songhua/engine-plan';
import { layOutTable } from '@songhua/module-plan/domain/lay-out-table.ts';
import { jilinFolder } from '@songhua/module-plan/fixtures/jilin.ts';

// The figures of 吉市政办发〔2022〕41号 written down a second time, apart from plans/jilin-2025, so that neither a
// mistyped figure nor an indicator that no longer evaluates goes unseen.

const city = '220200';
const day = '2020-12-31';
const { plan, areas, facts, misprints } = await jilinFolder();
const measures = new Map(plan.measures.map((measure) => [measure.id, measure]));
const tree = growTree(areas);
const worldWith = (...more: readonly Fact[]): World => ({
  plan,
  measures,
  tree,
  facts: indexFacts([...facts, ...more]),
  synthetic: 'leave-out',
});
const world = worldWith();

/** Row of the table of indicators: printed for 2020, operator, target, by when. `~` is the plan's 左右 (about). */
const indicators: readonly (readonly [id: string, printed: string, operator: '>=' | '~', target: number, by: string])[] = [
  ['2.3-T01', '0.59', '>=', 0.85, '2025-12-31'],
  ['2.3-T06', '8.49', '~', 8.2, '2025-12-31'],
  ['2.3-T07', '2.98', '~', 2.7, '2025-12-31'],
  ['2.3-T08', '2.4', '~', 3.5, '2025-12-31'],
  ['2.3-T09', '0.46', '~', 0.85, '2025-12-31'],
  ['2.3-T10', '3.88', '>=', 3.9, '2025-12-31'],
  ['2.3-T11', '4.42', '>=', 4.65, '2025-12-31'],
  ['2.3-T12', '0.36', '>=', 0.54, '2025-12-31'],
  ['2.3-T13', '4.3', '>=', 3.93, '2025-12-31'],
  ['2.3-T14', '1:1.14', '>=', 1.2, '2025-12-31'],
  ['2.3-T15', '1:1.45', '>=', 1.62, '2025-12-31'],
  ['2.3-T16', '0.56', '>=', 0.62, '2025-12-31'],
  ['2.3-T17', '100', '>=', 100, '2025-12-31'],
  ['2.3-T18', '91.37', '>=', 100, '2022-12-31'],
  ['2.3-T20', '46', '>=', 60, '2025-12-31'],
];

/** The city's evaluation on `at`, as if the indicator had then had this value. */
function asIf(id: string, at: string, value: number) {
  const indicator = plan.indicators.find((x) => x.id === id);
  assert.ok(indicator, id);
  const { definition } = indicator;
  const before = evaluateIndicator(world, indicator, city, day);
  const measure = definition.publishedRate ?? definition.numerator?.[0] ?? '';
  const count = definition.publishedRate ? value : (value * (before.current.denominator ?? 1)) / definition.factor;
  const fact: Fact = { area: city, measure, asOf: at, value: count, evidence: 'entered' };
  return evaluateIndicator(worldWith(fact), indicator, city, at);
}

test('15 indicators of the city: the figure of 2020 from its counts, the target, its day, and what meets it or falls short', () => {
  for (const [id, printed, operator, target, by] of indicators) {
    const indicator = plan.indicators.find((x) => x.id === id);
    assert.ok(indicator, id);
    const now = evaluateIndicator(world, indicator, city, day);
    assert.equal(now.printed, printed, `${id} in 2020`);
    assert.deepEqual([now.target?.operator, now.target?.value, now.target?.date], [operator, target, by], id);
    const room = operator === '~' ? (now.target?.tolerance ?? 0) : 0;
    assert.ok(operator === '>=' || (room > 0 && room < target / 10), `${id}: about has a tolerance, and a small one`);
    const step = 10 ** -indicator.decimals;
    const good = operator === '~' ? [target - room, target, target + room] : [target, target + step];
    const bad = operator === '~' ? [target - room - step, target + room + step] : [target - step];
    for (const value of good) assert.equal(asIf(id, by, value).status, 'met', `${id} at ${value}`);
    for (const value of bad) assert.match(asIf(id, by, value).status, /^(behind|off-track)$/, `${id} at ${value}`);
  }
});

/** The city's row of a table: of each kind the count of 2020 where there is one, then its rate, then the target of 2025. */
const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  beds: {
    population: '3623713',
    'beds-total': '30758 8.49 8.2',
    'beds-public-hospital': '17156 4.73 5',
    'beds-municipal-public-hospital': '10806 2.98 2.7',
    'beds-county-public-and-primary': '8714 2.4 3.5',
    'beds-public-tcm-hospital': '1649 0.46 0.85',
    'beds-non-public-hospital': '9713 2.68 2',
  },
  workforce: {
    'staff-public-health': '2141 0.59 0.85',
    doctors: '14068 3.88 3.9',
    nurses: '16007 4.42 4.65',
    'nurse-doctor-ratio': '1:1.14 1:1.20',
    'bed-staff-ratio': '1:1.45 1:1.62',
    pharmacists: '1316 0.36 0.54',
    'general-practitioners': '1557 4.3 3.93',
    'tcm-doctors': '2033 0.56 0.62',
  },
};

function cityRow(id: string): Record<string, string> {
  const spec = plan.tables.find((table) => table.id === id);
  assert.ok(spec, id);
  const table = layOutTable(world, spec, day, misprints);
  const cells = table.rows.find(({ area }) => area.code === city)?.cells ?? {};
  const row: Record<string, string[]> = {};
  for (const { key, decimals, format } of table.groups.flatMap(({ columns }) => columns)) {
    const value = cells[key]?.value ?? null;
    const kind = key.replace(/-(rate|target)$/, '');
    row[kind] = [...(row[kind] ?? []), value === null ? '?' : printValue(value, decimals, format)];
  }
  return Object.fromEntries(Object.entries(row).map(([kind, figures]) => [kind, figures.join(' ')]));
}

test('the city’s row of the bed table: residents, five kinds of beds, their rates of 2020 and their targets', () => {
  assert.deepEqual(cityRow('beds'), rows['beds']);
});

test('the city’s row of the workforce table: six kinds of staff, two ratios, their rates of 2020 and their targets', () => {
  assert.deepEqual(cityRow('workforce'), rows['workforce']);
});
