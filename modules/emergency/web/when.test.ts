import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromField, sayMoment, toField } from './when.ts';

test('moments are said and entered in Beijing time, whatever the reader’s clock says', () => {
  assert.equal(sayMoment('2026-02-28T16:05:00Z', 'zh'), '2026年3月1日 00:05');
  assert.equal(sayMoment('2026-02-28T15:59:59Z', 'en'), '28 Feb 2026 23:59');
  assert.equal(toField('2026-02-28T16:05:00Z'), '2026-03-01T00:05');
  assert.equal(fromField('2026-03-01T00:05'), '2026-02-28T16:05:00.000Z');
  assert.equal(fromField(''), null);
});
