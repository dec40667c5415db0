import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printDate } from './print-date.ts';

test('dates read as people write them, without leading zeros', () => {
  assert.deepEqual(printDate('2025-12-31'), { zh: '2025年12月31日', en: '31 Dec 2025' });
  assert.deepEqual(printDate('2024-02-09'), { zh: '2024年2月9日', en: '9 Feb 2024' });
});
