import assert from 'node:assert/strict';
import test from 'node:test';
import { readTextFile } from './read-text-file.ts';

test('a UTF-8 file is read without its mark', async () => {
  assert.equal(await readTextFile(new Blob(['\uFEFF松花'])), '松花');
});

test('a GB 18030 file is read as Chinese', async () => {
  assert.equal(await readTextFile(new Blob([Uint8Array.of(0xbc, 0xaa, 0xc1, 0xd6)])), '吉林');
});

test('a file that is no text is refused', async () => {
  assert.equal(await readTextFile(new Blob([Uint8Array.of(0x25, 0x50, 0x44, 0x46, 0x00, 0x01)])), null);
});
