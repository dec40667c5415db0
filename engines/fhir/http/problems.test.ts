import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { exchangeProblems } from './problems.ts';

const engine = join(import.meta.dirname, '..');

test('every code refused here has its status and texts, and no code stands there unused', () => {
  const used = new Set<string>();
  for (const folder of ['bundle', 'http', 'patch', 'subset']) {
    for (const file of readdirSync(join(engine, folder))) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file === 'problems.ts') continue;
      for (const [, code] of readFileSync(join(engine, folder, file), 'utf8').matchAll(/refuse\(\s*'(records\.[a-z-]+)'/g))
        used.add(String(code));
    }
  }
  assert.deepEqual([...used].sort(), Object.keys(exchangeProblems).sort());
});

test('both texts fill the same places', () => {
  const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const [code, { zh, en }] of Object.entries(exchangeProblems)) assert.deepEqual(places(zh), places(en), code);
});
