import assert from 'node:assert/strict';
import { test } from 'node:test';
import { institution, smallRegistry } from '../fixtures/open-returns.ts';
import { decideLines, faultsOf, view } from '../fixtures/words.ts';

const head =
  '机构编号|机构名称|机构类别|等级|举办主体|所在县区|乡镇（街道）|床位（张）|卫生人员（人）|卫生技术人员（人）|执业（助理）医师（人）|注册护士（人）|全科医生（人）|开展的服务';
const annual = (...rows: readonly string[]) => decideLines({ kind: 'annual' }, [head, ...rows]);

test('each rule of an annual return is broken by its line and column alone', () => {
  const fresh = 'n-1|蛟河新医院|综合医院|2A|县（区）办|蛟河市';
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [[fresh], []],
    [['n-1|蛟河新医院'], ['2 area needed-for-new', '2 kind needed-for-new', '2 ownership needed-for-new']],
    [['|蛟河新医院|综合医院|2A|county|220281'], ['2 id id-for-new']],
    [['|蛟河市人民医院'], []],
    [['h-1|蛟河市人民医院'], ['2 name name-taken']],
    [['h-1|蛟河第一医院（合成）'], ['2 name synthetic-name']],
    [['h-9|桦甸医院'], ['2 id outside-area']],
    [['n-1|蛟河新医院|综合医院|2A|县（区）办|桦甸市'], ['2 area outside-area']],
    [['n-1|蛟河新医院|综合医院|2A|县（区）办|火星'], ['2 area unknown-area']],
    [[`${fresh}|民主街道`], []],
    [[`${fresh}|明桦街道`], ['2 town town-not-in-area']],
    [[`${fresh}|无此街道`], ['2 town unknown-town']],
    [[fresh, 'n-1|蛟河另一医院|综合医院|2A|县（区）办|蛟河市'], ['3 id duplicate']],
    [[fresh, 'n-2|蛟河新医院|综合医院|2A|县（区）办|蛟河市'], ['3 name duplicate-name']],
    [['h-3|蛟河市人民医院||||||10|5|5|2|3|2'], []],
    [['h-3|蛟河市人民医院||||||10|5|6'], ['2 staff-technical parts']],
    [['h-3|蛟河市人民医院||||||10|5|5|3|3'], ['2 doctors parts']],
    [['h-3|蛟河市人民医院||||||10|5|5|2|3|3'], ['2 general-practitioners parts']],
    [['h-3|蛟河市人民医院||||||ten'], ['2 beds-total count']],
  ];
  for (const [rows, faults] of cases) assert.deepEqual(faultsOf(annual(...rows)).toSorted(), faults, rows.join(' / '));
});

test('the id of a new institution is short, that of a registered one as long as it is', () => {
  const long = `h-${'x'.repeat(31)}`;
  assert.deepEqual(faultsOf(annual(`${long}|新医院|综合医院|一级|民办|蛟河市|民主街道|1`)), ['2 id id']);
});

test('an annual return retires the invented institutions of its area that it does not name, and only tells of real ones', () => {
  const { retired, planned } = annual('h-1|蛟河医院||||||320');
  assert.deepEqual(retired, ['h-2']);
  const told = planned.map(({ action, id }) => `${action} ${id}`);
  assert.deepEqual(told, ['changed h-1', 'retired h-2', 'warned h-3']);
  // A list of institutions alone replaces none.
  assert.deepEqual(decideLines({ kind: 'institutions' }, [head, 'h-1|蛟河医院']).retired, []);
  // Nor does one in which a row is wrong: the institution may stand in it.
  const wrong = annual('h-1|蛟河医院||||||320', '||||');
  assert.deepEqual(wrong.retired, ['h-2']);
  assert.deepEqual(annual('h-1|蛟河医院||||||320', 'h-2||||||||x').retired, []);
});

test('a file that lacks a needed column, or has no row, retires nobody', () => {
  const lacking = decideLines({ kind: 'annual' }, ['机构编号|床位（张）', 'h-1|320']);
  assert.deepEqual([faultsOf(lacking), lacking.retired], [['1 name missing-column'], []]);
  const empty = decideLines({ kind: 'annual' }, [head]);
  assert.deepEqual([faultsOf(empty), empty.retired], [['0  no-rows'], []]);
});

test('an invented institution that is given its real name becomes real: what was said of it is entered, with file, row and person', () => {
  const { institutions, planned } = annual('h-1|蛟河医院|中医医院||||民主街道|320|');
  const [record] = institutions;
  assert.deepEqual(
    [record?.name, record?.kind, record?.class, record?.level, record?.town],
    ['蛟河医院', 'tcm-hospital', 'hospital', '2A', '220281001'],
  );
  assert.deepEqual(record?.attributes, {
    name: 'entered',
    kind: 'entered',
    level: 'synthetic',
    ownership: 'synthetic',
    place: 'entered',
  });
  assert.deepEqual(
    record?.facts.filter(({ measure }) => measure === 'beds-total'),
    [
      { measure: 'beds-total', value: 300, asOf: '2020-12-31', evidence: 'synthetic' },
      { measure: 'beds-total', value: 320, asOf: '2024-12-31', evidence: 'entered', source: '年报.xlsx 第2行 · 王某' },
    ],
  );
  assert.deepEqual(
    planned[0]?.differences.map(({ field, before, after }) => [field, before, after]),
    [
      ['name', '蛟河第一医院（合成）', '蛟河医院'],
      ['kind', { zh: '综合医院', en: 'General hospital' }, { zh: '中医医院', en: 'TCM hospital' }],
      ['town', null, { zh: '民主街道', en: 'Minzhu Subdistrict' }],
      ['evidence', { zh: '合成', en: 'synthetic' }, { zh: '填报', en: 'entered' }],
      ['beds-total', '300 · 2020-12-31', '320 · 2024-12-31'],
    ],
  );
});

test('the same return again changes nothing, and keeps where the figures came from first', () => {
  const first = annual('h-3|蛟河市人民医院||||||320|400');
  const after = smallRegistry.map((one) => first.institutions.find(({ id }) => id === one.id) ?? one);
  const again = decideLines({ kind: 'annual', file: '另一份.xlsx' }, [head, 'h-3|蛟河市人民医院||||||320|400'], view({}, after));
  assert.deepEqual(
    again.planned.find(({ id }) => id === 'h-3'),
    { ...first.planned[0], action: 'unchanged', differences: [] },
  );
  assert.deepEqual(again.institutions, first.institutions);
  assert.equal(again.institutions[0]?.attributes.name, 'published');
});

test('services once filled in are all: what is not named is known not to be offered', () => {
  const records = [institution({ services: [{ code: 'geriatrics', offered: true, evidence: 'synthetic' }] })];
  const lines = [head, `h-1|蛟河医院${'|'.repeat(12)}中医馆、发热门诊`];
  const [record] = decideLines({ kind: 'annual' }, lines, view({}, records)).institutions;
  assert.deepEqual(record?.services, [
    { code: 'tcm-clinic', offered: true, evidence: 'entered' },
    { code: 'fever-clinic', offered: true, evidence: 'entered' },
    { code: 'geriatrics', offered: false, evidence: 'entered' },
  ]);
  assert.deepEqual(record?.complete, ['services']);
  const [silent] = decideLines({ kind: 'annual' }, [head, 'h-1|蛟河医院'], view({}, records)).institutions;
  assert.deepEqual([silent?.services, silent?.complete], [records[0]?.services, []]);
});
