import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAttachment } from './check-attachment.ts';

const limits = { attachmentBytes: 100, attachments: 2 };
const check = (name: string, content: string | number[], there = 0) => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content);
  const result = checkAttachment(name, bytes, limits, there);
  return result.ok ? `${result.value.name} ${result.value.type} ${result.value.size}` : result.error.code;
};

test('a file is what its bytes say: an ending alone is not believed', () => {
  assert.equal(check('批复.PDF', '%PDF-1.7'), '批复.PDF application/pdf 8');
  assert.equal(check('批复.pdf', 'MZ\x90'), 'tasks.file-not-what-it-says');
  assert.equal(check('photo.jpg', [0xff, 0xd8, 0xff, 0xe0]), 'photo.jpg image/jpeg 4');
  assert.equal(check('list.csv', '县,数\n'), 'list.csv text/csv 8');
  assert.equal(check('list.csv', [0x4d, 0x5a, 0x00]), 'tasks.file-not-what-it-says');
});

test('what could run is not kept, and the names of objects are no kinds', () => {
  for (const name of ['a.exe', 'a.html', 'a.svg', 'a.js', 'a', 'a.constructor', '.pdf.'])
    assert.equal(check(name, '%PDF-'), 'tasks.file-kind');
});

test('both sides of the limits of size and number', () => {
  assert.equal(check('a.txt', 'x'.repeat(100)), 'a.txt text/plain 100');
  assert.equal(check('a.txt', 'x'.repeat(101)), 'tasks.file-too-large');
  assert.equal(check('a.txt', ''), 'tasks.file-empty');
  assert.equal(check('a.txt', 'x', 1), 'a.txt text/plain 1');
  assert.equal(check('a.txt', 'x', 2), 'tasks.too-many-files');
});

test('a path in a name is dropped', () => {
  assert.equal(check('../../etc/a.txt', 'x'), 'a.txt text/plain 1');
  assert.equal(check('C:\\temp\\a\n.txt', 'x'), 'a.txt text/plain 1');
});
