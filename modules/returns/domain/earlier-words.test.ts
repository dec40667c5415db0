import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registryWords } from '../events/registry-words.ts';
import { decideLines, faultsOf } from '../fixtures/words.ts';
import { columnsOf } from './columns.ts';
import { earlierWords } from './earlier-words.ts';
import { explanations } from './fill-template.ts';
import { plainHeading } from './find-heading.ts';
import type { ListName } from './words.ts';

const notes = ({ notices }: ReturnType<typeof decideLines>) => notices.map(({ zh }) => zh);

test('a list of departments with the headings and names of earlier years is read, and each is told', () => {
  const decided = decideLines({ kind: 'departments' }, [
    '医疗机构名称|诊疗科目|设立日期',
    'h-1|急诊医学科|2019-05-01',
    'h-1|16|',
    'h-3|传染科|',
    'h-3|外科|',
  ]);
  assert.deepEqual(faultsOf(decided), []);
  assert.deepEqual(
    decided.departments.map(({ institution, code, since }) => `${institution} ${code} ${since}`),
    [
      'h-1 emergency 2019-05-01',
      'h-1 infectious-diseases 2024-12-31',
      'h-3 infectious-diseases 2024-12-31',
      'h-3 surgery 2024-12-31',
    ],
  );
  assert.deepEqual(notes(decided), [
    '旧表头“医疗机构名称”按“机构”读取',
    '旧表头“诊疗科目”按“科室”读取',
    '旧表头“设立日期”按“启用日期”读取',
    '旧称“急诊医学科”按“急诊科”读取，共 1 处',
    '旧称“16”按“感染性疾病科”读取，共 1 处',
    '旧称“传染科”按“感染性疾病科”读取，共 1 处',
  ]);
});

test('a list that has only the names of departments is read by them', () => {
  const decided = decideLines({ kind: 'departments' }, ['机构|科室名称', 'h-1|外科', 'h-1|放射科', 'h-1|心血管一区']);
  assert.deepEqual(faultsOf(decided), ['4 department unknown-code']);
  assert.deepEqual(
    decided.departments.map(({ code, name }) => [code, name]),
    [
      ['surgery', '外科'],
      ['imaging', '放射科'],
    ],
  );
  assert.deepEqual(notes(decided).slice(0, 1), ['没有“科室”列，按“科室名称”列读取']);
});

test('a list of equipment with the headings and names of earlier years is read, and each is told', () => {
  const decided = decideLines({ kind: 'equipment' }, [
    '医院名称|固定资产编号|设备名称|规格型号|购置日期',
    'h-1|D1|X线电子计算机断层扫描装置|甲|2018-01-01',
    'h-1|D2|核磁共振||',
    'h-1|D3|核磁共振||',
    'h-1|D4|ct||',
  ]);
  assert.deepEqual(faultsOf(decided), []);
  assert.deepEqual(
    decided.equipment.map(({ type, name }) => [type, name]),
    [
      ['ct', '甲'],
      ['mri', null],
      ['mri', null],
      ['ct', null],
    ],
  );
  assert.ok(notes(decided).includes('旧称“核磁共振”按“磁共振”读取，共 2 处'));
});

test('a heading of today goes before one of earlier years, which is then a column that is not taken', () => {
  const decided = decideLines({ kind: 'equipment' }, ['机构|设备编号|设备名称|设备类型', 'h-1|D1|随便|ct']);
  assert.deepEqual([faultsOf(decided), decided.equipment.map(({ type }) => type)], [[], ['ct']]);
  assert.deepEqual(notes(decided), ['未采用的列：设备名称']);
});

test('no former name or heading has a meaning of its own today, and none has two', () => {
  for (const [list, words] of Object.entries(earlierWords)) {
    const own = registryWords.lists[list as ListName];
    const today = new Set(Object.entries(own).flatMap(([code, { zh, en }]) => [code, zh, en].map(plainHeading)));
    const former = Object.entries(words).flatMap(([code, texts]) => {
      assert.ok(own[code], `${list} ${code}`);
      return texts.map(plainHeading);
    });
    assert.equal(new Set(former).size, former.length, list);
    for (const text of former) assert.ok(!today.has(text), `${list} ${text}`);
  }
  for (const kind of ['departments', 'equipment'] as const) {
    const columns = columnsOf(kind, registryWords);
    const today = new Set(columns.flatMap(({ key, title, also }) => [key, title.zh, title.en, ...also].map(plainHeading)));
    const former = columns.flatMap(({ earlier }) => earlier.map(plainHeading));
    assert.equal(new Set(former).size, former.length, kind);
    for (const text of former) assert.ok(!today.has(text), `${kind} ${text}`);
  }
});

test('the template says by which former names it can be filled in', () => {
  const rows = explanations(columnsOf('equipment', registryWords), registryWords, 'zh').map((row) => row.join('|'));
  assert.ok(rows.some((row) => row.startsWith('设备类型|') && row.includes('也认旧称：设备名称')));
  assert.ok(rows.some((row) => row.includes('|mri|磁共振|也认旧称：核磁共振')));
});
