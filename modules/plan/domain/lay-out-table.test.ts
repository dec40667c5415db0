import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planTable } from '../contract.ts';
import { jilinFolder, jilinQuestion } from '../fixtures/jilin.ts';
import { layOutTable } from './lay-out-table.ts';

const { plan, misprints } = await jilinFolder();
const { world } = await jilinQuestion('2020-12-31');
const table = (id: string, at = '2020-12-31') => {
  const spec = plan.tables.find((t) => t.id === id);
  assert.ok(spec);
  return layOutTable(world, spec, at, misprints);
};
const beds = table('beds');
const workforce = table('workforce');
const cell = (t: typeof beds, code: string, key: string) => t.rows.find((row) => row.area.code === code)?.cells[key];

test('both tables hold to the contract and keep the plan’s order of rows', () => {
  for (const t of [beds, workforce]) {
    assert.deepEqual(planTable.parse(t), t);
    assert.deepEqual(
      t.rows.map((row) => row.area.name.zh),
      ['吉林市', '市区', '永吉县', '舒兰市', '磐石市', '蛟河市', '桦甸市'],
    );
  }
});

test('the bed table has the plan’s 19 columns and the workforce table its 22', () => {
  const width = (t: typeof beds) => t.groups.flatMap((group) => group.columns).length;
  assert.deepEqual([width(beds), width(workforce)], [19, 22]);
});

test('columns are headed with the year of their figures', () => {
  assert.equal(beds.groups[0]?.columns[0]?.title.zh, '2020年人口总数');
  assert.equal(table('beds', '2023-12-31').groups[0]?.columns[0]?.title.en, 'Residents 2023');
});

test('the targets the plan states outside its indicators stand in the city’s row', () => {
  assert.deepEqual(
    ['beds-public-hospital-target', 'beds-non-public-hospital-target', 'beds-total-target'].map(
      (key) => cell(beds, '220200', key)?.value,
    ),
    [5, 2, 8.2],
  );
});

test('a county’s 2025 cell is blank with the reason', () => {
  assert.deepEqual(cell(beds, '220221', 'beds-total-target'), {
    value: null,
    evidence: null,
    reason: { zh: '规划没有为该地区设定目标', en: 'the plan sets no target for this area' },
  });
});

test('a misprinted cell shows the computed figure and tells what was printed', () => {
  const tcm = cell(beds, '220201', 'beds-public-tcm-hospital-rate');
  assert.equal(tcm?.value?.toFixed(2), '0.44');
  assert.equal(tcm?.misprint?.printed, '0.96');
  assert.equal(cell(workforce, '220201', 'nurse-doctor-ratio')?.misprint?.printed, '1:1.04');
});

test('a swapped heading is told at its column, not in its cells', () => {
  const columns = workforce.groups.flatMap((group) => group.columns).filter((column) => column.misprint);
  assert.deepEqual(
    columns.map((c) => [c.key, c.misprint?.printed]),
    [
      ['general-practitioners-rate', '千人口数'],
      ['tcm-doctors-rate', '万人口数'],
    ],
  );
  assert.equal(cell(workforce, '220200', 'tcm-doctors-rate')?.misprint, undefined);
});
