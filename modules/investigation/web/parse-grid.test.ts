import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseGrid } from './parse-grid.ts';

test('heads say which column is which, unknown columns are left out, and lines keep the number they stood on', () => {
  const { fields, lines } = parseGrid('发病日期\t姓名\t备注\r\n2026-01-31\t王一\tx\r\n\t\t\r\n2026-02-01\t李二\t\r\n');
  assert.deepEqual(fields, ['name', 'onset']);
  assert.deepEqual(lines, [
    { line: 2, cells: { onset: '2026-01-31', name: '王一' } },
    { line: 4, cells: { onset: '2026-02-01', name: '李二' } },
  ]);
});

test('without heads columns stand in the usual order', () => {
  assert.deepEqual(parseGrid('王一\t男\t8').lines, [{ line: 1, cells: { name: '王一', sex: '男', age: '8' } }]);
});

test('a cell in quotes may hold tabs, line breaks and quotes', () => {
  assert.deepEqual(parseGrid('姓名\t住址\n王一\t"一楼\n""东""\t门"').lines[0]?.cells, {
    name: '王一',
    address: '一楼\n"东"\t门',
  });
});
