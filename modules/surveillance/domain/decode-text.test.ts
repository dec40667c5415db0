import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from './decode-text.ts';

test('a file is read whether an office saved it as UTF-8, UTF-16 or GB 18030', () => {
  assert.equal(decodeText(new TextEncoder().encode('\uFEFF县区')), '县区');
  assert.equal(decodeText(Uint8Array.of(0xff, 0xfe, 0xbf, 0x53)), '县');
  assert.equal(decodeText(Uint8Array.of(0xcf, 0xd8)), '县');
});
