import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { terminalProgress } from './terminal.ts';

test('where there is no terminal, long work writes a line as it begins, at each tenth of it and at its end', () => {
  const out = new PassThrough();
  const progress = terminalProgress(out as unknown as NodeJS.WriteStream);
  for (let done = 0; done <= 200; done += 1) progress({ zh: '装入', en: 'Loading' }, done, 200);
  const lines = String(out.read()).trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => line.replace('装入 / Loading ', '')),
    ['0', '20', '40', '60', '80', '100', '120', '140', '160', '180', '200'].map((done) => `${done}/200`),
  );
});

test('work whose length nobody knows writes a line as it doubles, without a total', () => {
  const out = new PassThrough();
  const progress = terminalProgress(out as unknown as NodeJS.WriteStream);
  for (let done = 0; done <= 40_000; done += 10_000) progress({ zh: '读取', en: 'reading' }, done, 0);
  assert.deepEqual(String(out.read()).trimEnd().split('\n'), [
    '读取 / reading 0',
    '读取 / reading 10,000',
    '读取 / reading 20,000',
    '读取 / reading 40,000',
  ]);
});
