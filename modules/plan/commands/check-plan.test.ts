import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listIndicators } from '../domain/list-indicators.ts';
import { jilinQuestion } from '../fixtures/jilin.ts';
import { checkLines } from './check-plan.ts';
import { decodeText } from './documents.ts';
import { tableLines } from './print-table.ts';

test('people get a line an indicator under a heading, and a count of each status', async () => {
  const list = listIndicators(await jilinQuestion('2025-12-31'), '220200');
  assert.ok(list.ok);
  const lines = checkLines(list.value, 'zh');
  assert.equal(lines.length, 1 + 1 + 22 + 1);
  assert.equal(lines[0], 'jilin-2025 吉林市 2025-12-31（最新数据 2020-12-31）');
  assert.equal(lines.at(-1), '偏离 13 · 未知 6 · 滞后 1 · 已达标 2');
  assert.match(checkLines(list.value, 'en').at(-1) ?? '', /off track 13/);
});

test('columns line up when some cells are Chinese', () => {
  assert.deepEqual(
    tableLines(
      [
        ['床位', '1'],
        ['ab', '22'],
      ],
      new Set([1]),
    ),
    ['床位   1', 'ab    22'],
  );
});

test('a document saved in GB 18030 reads the same as in UTF-8', () => {
  assert.equal(decodeText(new Uint8Array([0xb9, 0xe6, 0xbb, 0xae])), '规划');
  assert.equal(decodeText(new TextEncoder().encode('规划')), '规划');
});
