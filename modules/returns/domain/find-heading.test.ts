import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registryWords } from '../events/registry-words.ts';
import { sheet } from '../fixtures/words.ts';
import { columnsOf } from './columns.ts';
import { findHeading } from './find-heading.ts';

const columns = columnsOf('staff', registryWords);
const find = (...lines: readonly string[]) => findHeading([sheet(...lines)], columns);

test('the row of headings is found below titles and remarks, in either language, with units, stars and blanks', () => {
  const chinese = find('蛟河市花名册', '填报单位：|某院', '', '机构 *|人员 编号|姓名|人员类别（代码）', 'h-1|A1|王一|doctor');
  assert.deepEqual(chinese.rows, [
    { sheet: '', line: 5, cells: { institution: 'h-1', person: 'A1', name: '王一', profession: 'doctor' } },
  ]);
  const english = find('Institution|PERSON|Name|Profession', 'h-1|A1|Wang|nurse');
  assert.deepEqual(english.faults, []);
  assert.equal(english.rows[0]?.cells['profession'], 'nurse');
});

test('rows of sums, headings repeated on every page and empty rows are left out, and told', () => {
  const head = '机构|人员编号|姓名|人员类别';
  const { rows, notices } = find(head, 'h-1|A1|王|doctor', head, '|', '合计|1', 'h-1|A2|李|nurse');
  assert.deepEqual(
    rows.map(({ line }) => line),
    [2, 6],
  );
  assert.deepEqual(
    notices.map(({ zh }) => zh),
    ['略过合计行 1 行'],
  );
});

test('an institution or a person named like a sum is no sum', () => {
  const lines = ['Summer Clinic|A1|王|doctor', '总数医院|A2|李|doctor', 'Total ：|2', '小计:|2', 'SUM|2'];
  const { rows, notices } = find('机构|人员编号|姓名|人员类别', ...lines);
  assert.deepEqual(
    rows.map(({ cells }) => cells['institution']),
    ['Summer Clinic', '总数医院'],
  );
  assert.deepEqual(
    notices.map(({ zh }) => zh),
    ['略过合计行 3 行'],
  );
});

test('a needed column that is missing, one that stands twice, and a sheet without headings are faults of the file', () => {
  assert.deepEqual(
    find('机构|姓名|人员类别|姓名', 'h-1|王|doctor|王').faults.map(({ field, rule }) => `${field} ${rule}`),
    ['person missing-column', 'name double-column'],
  );
  assert.deepEqual(
    find('甲|乙', '1|2').faults.map(({ rule }) => rule),
    ['no-heading'],
  );
});

test('columns that are nobody’s are told and not taken; sheets are taken one after the other by their names', () => {
  const { rows, notices } = findHeading(
    [
      { ...sheet('机构|人员编号|姓名|人员类别|备注', 'h-1|A1|王|doctor|x'), name: '甲' },
      { ...sheet('说明', '任意文字'), name: '填写说明' },
      { ...sheet('机构|人员编号|姓名|人员类别', 'h-1|A2|李|nurse'), name: '乙' },
    ],
    columns,
  );
  assert.deepEqual(
    rows.map(({ sheet: name, line, cells }) => [name, line, cells['person']]),
    [
      ['甲', 2, 'A1'],
      ['乙', 2, 'A2'],
    ],
  );
  assert.deepEqual(
    notices.map(({ en }) => en),
    ['Columns not taken: 备注'],
  );
});
