import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AreaFigure } from '@songhua/module-registry/contract.ts';
import { decideLines, faultsOf, view } from '../fixtures/words.ts';

const heading = '地区|项目|数值|数据日期|来源';
const decided = (lines: readonly string[], areaFigures: readonly AreaFigure[] = [], area = '220281') =>
  decideLines({ kind: 'area-figures', area }, [heading, ...lines], view({ areaFigures }));
const figure = (over: Partial<AreaFigure> = {}): AreaFigure => ({
  area: '220281',
  measure: 'in-county-treatment-rate',
  asOf: '2024-12-31',
  value: 88,
  evidence: 'entered',
  source: null,
  ...over,
});

test('areas are named by code or name, measures by code or title; the day is the return’s unless said', () => {
  const { areaFigures, faults } = decided([
    '蛟河市|县域就诊率|91.5%||',
    '220281001|pneumoconiosis-patients|101|2023-12-31|职防院台账',
    '民主街道|救援队伍到达时间|45||',
  ]);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    areaFigures.map(({ area, measure, value, asOf, evidence }) => [area, measure, value, asOf, evidence]),
    [
      ['220281', 'in-county-treatment-rate', 91.5, '2024-12-31', 'entered'],
      ['220281001', 'pneumoconiosis-patients', 101, '2023-12-31', 'entered'],
      ['220281001', 'rescue-minutes', 45, '2024-12-31', 'entered'],
    ],
  );
  assert.deepEqual(
    areaFigures.map(({ source }) => source),
    ['年报.xlsx 第2行 · 王某', '职防院台账 · 年报.xlsx 第3行 · 王某', '年报.xlsx 第4行 · 王某'],
  );
});

test('every bad row is told by line, field and rule', () => {
  const found = decided([
    '桦甸市|县域就诊率|90||',
    '虚构市|县域就诊率|90||',
    '蛟河市|县域就诊率|0.9||',
    '蛟河市|儿童数|12.5||',
    '蛟河市|救援队伍到达时间|40||',
    '蛟河市|儿童数|许多||',
    '蛟河市|人口|1||',
    '蛟河市|儿童数|1|2025-01-01|',
    '蛟河市|儿童数|1000||',
    '220281|children|1001||',
  ]);
  assert.deepEqual(faultsOf(found), [
    '2 area outside-area',
    '3 area unknown-area',
    '4 value range',
    '5 value count',
    '6 measure level',
    '7 value number',
    '8 measure unknown-code',
    '9 asOf after-as-of',
    '11 measure duplicate',
  ]);
  assert.equal(found.badRows, 9);
  assert.deepEqual(
    found.areaFigures.map(({ value }) => value),
    [1000],
  );
});

test('a name that two towns of the area bear is refused; the code tells them apart', () => {
  const areas = new Map(view().areas);
  areas.set('220281002', { code: '220281002', parent: '220281', level: 'town', name: { zh: '民主街道', en: 'Another' } });
  const lines = [heading, '民主街道|急救站服务半径|4||', '220281002|急救站服务半径|5||'];
  const found = decideLines({ kind: 'area-figures' }, lines, view({ areas }));
  assert.deepEqual(faultsOf(found), ['2 area ambiguous-area']);
  assert.deepEqual(
    found.areaFigures.map(({ area }) => area),
    ['220281002'],
  );
});

test('the preview says what is new, what changes and what stays; an estimate gives way to what is entered', () => {
  const past = [
    figure({ asOf: '2023-12-31', value: 80 }),
    figure(),
    figure({ measure: 'children', value: 40_000, evidence: 'synthetic' }),
  ];
  const actions = (lines: readonly string[]) =>
    decided(lines, past).planned.map(({ action, differences }) => [action, differences.length]);
  assert.deepEqual(actions(['蛟河市|县域就诊率|90||', '蛟河市|县域就诊率|85|2022-12-31|', '蛟河市|儿童数|40000||']), [
    ['changed', 1],
    ['created', 1],
    ['changed', 1],
  ]);
  assert.deepEqual(actions(['蛟河市|县域就诊率|88||']), [['unchanged', 0]]);
  const [first] = decided(['蛟河市|县域就诊率|90||'], past).planned;
  assert.deepEqual([first?.differences[0]?.before, first?.differences[0]?.after], ['88 · 2024-12-31', '90 · 2024-12-31']);
});

test('a row without a value says nothing, and it is told how many there are', () => {
  const { areaFigures, faults, notices } = decided(['蛟河市|县域就诊率|||', '蛟河市|儿童数|1||']);
  assert.deepEqual([areaFigures.length, faults.length, notices.length], [1, 0, 1]);
});

test('tested blood is not more than collected blood, by the file or by what stands in the registry', () => {
  const city = (lines: readonly string[], areaFigures: readonly AreaFigure[] = []) =>
    faultsOf(decided(lines, areaFigures, '220200'));
  const collected = '吉林市|采集血液单位数|100||';
  assert.deepEqual(city([collected, '吉林市|经核酸检测的血液单位数|100||']), []);
  assert.deepEqual(city([collected, '吉林市|经核酸检测的血液单位数|101||']), ['2 value parts', '3 value parts']);
  assert.deepEqual(
    city(['吉林市|经核酸检测的血液单位数|101||'], [figure({ area: '220200', measure: 'blood-units', value: 100 })]),
    ['2 value parts'],
  );
});
