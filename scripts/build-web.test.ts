import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

const script = './build-web.mjs';
const { hashInputs } = (await import(script)) as { hashInputs: (root: string) => string };

const root = mkdtempSync(join(tmpdir(), 'songhua-build-web-'));
after(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, content: string): string => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  return hashInputs(root);
};

test('the web page is built anew when anything it is made of changes', () => {
  const seen = new Set([hashInputs(root)]);
  const inputs = [
    'web/main.tsx',
    'platform/ui/tokens.css',
    'engines/a/words.ts',
    'modules/a/web/pages.tsx',
    'modules/a/i18n/zh.json',
    'modules/a/contract.ts',
    'modules/a/contract/words.ts',
    'plans/a/areas.csv',
    'package-lock.json',
  ];
  for (const path of inputs) seen.add(write(path, 'one'));
  for (const path of inputs) seen.add(write(path, 'two'));
  assert.equal(seen.size, 1 + 2 * inputs.length);
});

test('what is built, installed or of the server alone does not build the web page anew', () => {
  const before = hashInputs(root);
  for (const path of ['web/dist/index.html', 'web/node_modules/x.js', 'modules/a/domain/decide.ts', 'server/app.ts'])
    write(path, 'x');
  assert.equal(hashInputs(root), before);
});

test('moving a byte from one file to the next is a change', () => {
  write('web/a.ts', 'ab');
  const one = write('web/b.ts', 'c');
  write('web/a.ts', 'a');
  assert.notEqual(write('web/b.ts', 'bc'), one);
});
