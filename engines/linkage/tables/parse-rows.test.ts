import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRows } from './parse-rows.ts';

test('rows are read whatever separates them, quotes and all', () => {
  assert.deepEqual(parseRows('\uFEFFa, b\r\n1,"x, ""y""\nz"\r\n\r\n2\r\n'), {
    header: ['a', 'b'],
    rows: [
      ['1', 'x, "y"\nz'],
      ['2', ''],
    ],
  });
  assert.deepEqual(parseRows('a;b;c\n1;2;3').rows, [['1', '2', '3']]);
  assert.deepEqual(parseRows('a\tb\n1\t').rows, [['1', '']]);
  assert.deepEqual(parseRows(''), { header: [], rows: [] });
});
