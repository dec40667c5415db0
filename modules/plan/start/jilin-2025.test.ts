import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkPrinted, evaluateIndicator, findClauses, holds, indexFacts, planLocators } from '@songhua/engine-plan';
import { jilinFolder, jilinQuestion, root } from '../fixtures/jilin.ts';

const folder = await jilinFolder();
const { plan, areas, facts, printed, misprints } = folder;
const { world } = await jilinQuestion('2020-12-31');
const evaluate = (id: string, at: string) => {
  const indicator = plan.indicators.find((x) => x.id === id);
  assert.ok(indicator, id);
  return evaluateIndicator(world, indicator, '220200', at);
};

test('the plan has 22 indicators, numbered as in its table, all expected and none binding', () => {
  assert.deepEqual(
    plan.indicators.map((x) => x.id),
    Array.from({ length: 22 }, (_, i) => `2.3-T${String(i + 1).padStart(2, '0')}`),
  );
  assert.ok(plan.indicators.every((x) => x.nature === '预期性'));
});

test('what the published counts give for the city equals the printed 2020 column in every row that has one', () => {
  const known = plan.indicators.filter((x) => x.baseline.value !== null);
  assert.equal(known.length, 16);
  for (const { id, baseline } of known) assert.equal(evaluate(id, '2020-12-31').printed, baseline.printed, id);
});

test('the five rows without a 2020 figure are unknown with a reason, and so is the one with only a bound', () => {
  const unknown = plan.indicators.filter((x) => evaluate(x.id, '2020-12-31').status === 'unknown');
  assert.deepEqual(
    unknown.map((x) => x.id.slice(4)),
    ['T02', 'T04', 'T05', 'T19', 'T21', 'T22'],
  );
  for (const { id } of unknown) assert.ok(evaluate(id, '2020-12-31').why.zh.length > 5);
});

test('all 92 printed rates equal what the counts give at their decimals, save the two known misprints', () => {
  const checks = checkPrinted(world, printed, misprints);
  assert.equal(checks.length, 92);
  assert.equal(checks.filter((check) => check.status === 'equal').length, 90);
  assert.deepEqual(
    checks
      .filter((check) => check.status !== 'equal')
      .map(({ cell, computed, status }) => [cell.area, cell.column, cell.printed, computed, status]),
    [
      ['220201', 'beds-public-tcm-hospital-rate', '0.96', '0.44', 'known-misprint'],
      ['220201', 'nurse-doctor-ratio', '1:1.04', '1:1.16', 'known-misprint'],
    ],
  );
});

test('the city’s counts are the sums of its six parts wherever the parts are published', () => {
  const parts = ['220201', '220221', '220281', '220282', '220283', '220284'];
  const index = indexFacts(facts);
  let compared = 0;
  for (const { id } of plan.measures.filter((m) => m.kind !== 'rate')) {
    const of = (area: string) => index.get(`${area}\u0000${id}`)?.[0]?.value;
    const values = parts.map(of);
    if (values.some((value) => value === undefined)) continue;
    compared++;
    assert.equal(
      values.reduce<number>((sum, value) => sum + (value ?? 0), 0),
      of('220200'),
      id,
    );
  }
  assert.equal(compared, 12);
});

test('the four classes of institutions add up to all 3,845', () => {
  const of = (measure: string) => facts.find((fact) => fact.measure === measure)?.value ?? 0;
  assert.equal(of('hospitals') + of('primary-institutions') + of('public-health-institutions') + of('other-institutions'), 3845);
  assert.equal(of('institutions'), 3845);
});

test('staff per bed of the city is computed from its counts, of a county it is the printed ratio', () => {
  const indicator = plan.indicators.find((x) => x.id === '2.3-T15');
  assert.ok(indicator);
  const city = evaluateIndicator(world, indicator, '220200', '2020-12-31').current;
  assert.deepEqual([city.value, city.value !== null && city.evidence], [44683 / 30758, 'computed']);
  const county = evaluateIndicator(world, indicator, '220221', '2020-12-31').current;
  assert.deepEqual([county.value, county.value !== null && county.evidence], [1.61, 'published']);
});

test('940 more public health staff are needed at the residents of 2020: 939 would leave 0.84996 per thousand', () => {
  assert.equal(evaluate('2.3-T01', '2025-12-31').gap?.value, 940);
});

test('the TCM clinics were due at the end of 2022', () => {
  assert.equal(evaluate('2.3-T18', '2022-12-31').expected, 100);
  assert.equal(evaluate('2.3-T18', '2022-12-31').status, 'off-track');
});

test('the area tree has one city, six parts under it, nine county-level areas, three zones and 150 towns by kind', () => {
  const count = (key: 'level' | 'type', value: string) => areas.filter((area) => area[key] === value).length;
  assert.deepEqual(
    ['city', 'urban', 'county', 'zone', 'town'].map((level) => count('level', level)),
    [1, 1, 9, 3, 150],
  );
  assert.deepEqual(
    ['street', 'town', 'township', 'other'].map((type) => count('type', type)),
    [68, 57, 20, 5],
  );
  assert.deepEqual(
    areas.filter((area) => area.parent === '220200').map((area) => area.code),
    ['220201', '220221', '220281', '220282', '220283', '220284'],
  );
  assert.ok(areas.filter((area) => area.level === 'town').every((area) => area.code.startsWith(area.parent ?? '?')));
});

test('no locator or section is long enough to be the plan’s own sentence', () => {
  for (const { locator } of planLocators(plan)) assert.ok(locator.length <= 16, locator);
});

const seed = join(root, '../shared/seeds/001_cf0da0b53a6b049e.txt');
if (existsSync(seed)) {
  const document = await readFile(seed, 'utf8');

  test('every locator finds exactly one sentence or row in the document itself', () => {
    const clauses = findClauses(document, planLocators(plan));
    assert.deepEqual(
      clauses.filter((clause) => clause.status !== 'found'),
      [],
    );
    assert.equal(clauses.length, 42);
  });

  test('each indicator’s row holds its printed baseline', () => {
    const clauses = new Map(findClauses(document, planLocators(plan)).map((clause) => [clause.id, clause]));
    for (const { id, baseline } of plan.indicators) {
      const clause = clauses.get(id);
      assert.ok(clause?.status === 'found' && clause.kind === 'row', id);
      if (baseline.printed) assert.ok(holds(clause.quote, baseline.printed), `${id}: ${clause.quote}`);
    }
  });

  test('no summary, note or reading of ours repeats twelve characters of the document outside its names', () => {
    const names = plan.indicators
      .map((x) => x.name.zh)
      .concat(
        plan.measures.map((m) => m.name.zh),
        plan.document.number,
      )
      .join('|');
    const plain = document.replaceAll(/\s/g, '');
    const ours = plan.indicators
      .flatMap((x) => [x.source.summary.zh, ...x.notes.map((note) => note.zh)])
      .concat(misprints.map((m) => m.note.zh));
    for (const text of ours.map((t) => t.replaceAll(/\s/g, ''))) {
      for (let i = 0; i + 12 <= text.length; i++) {
        const piece = text.slice(i, i + 12);
        assert.ok(!plain.includes(piece) || names.includes(piece) || /\d/.test(piece), `${piece} in ${text}`);
      }
    }
  });
} else {
  test('the plan’s own document is not here, so 3 tests against it were not run', (t) => t.diagnostic(`no ${seed}`));
}
