import { test } from 'node:test';
import { assertClean, assertFound, file } from './plant.ts';
import { checkPurity } from './purity.ts';
import { readRepository } from './source.ts';

const engine = (text: string) => checkPurity([file('engines/plan/a.ts', text)]);
const domain = (text: string) => checkPurity([file('modules/plan/domain/a.ts', text)]);
const route = (text: string) => checkPurity([file('modules/plan/http/a.ts', text)]);

test('found: an engine imports the file system, the network or any other part of Node', () => {
  for (const name of ['node:fs', 'node:net', 'node:http', 'node:crypto', 'node:path']) {
    assertFound(engine(`import * as x from '${name}';`), 'purity.engine');
  }
});

test('found: an engine or a decision asks the clock or chance', () => {
  for (const text of ['Date.now()', 'new Date()', 'Date()', 'Math.random()', 'performance.now()', 'crypto.randomUUID()']) {
    assertFound(engine(`export const a = ${text};`), 'purity.clock');
    assertFound(domain(`export const a = ${text};`), 'purity.clock');
  }
});

test('found: an engine or a decision reaches outside', () => {
  for (const text of [
    'fetch("/a")',
    'setTimeout(f, 1)',
    'process.env',
    'process.exit()',
    'console.log(1)',
    'new WebSocket("a")',
  ]) {
    assertFound(engine(`export const a = ${text};`), 'purity.outside');
    assertFound(domain(`export const a = ${text};`), 'purity.outside');
  }
});

test('found: a route of a module asks the clock instead of taking now', () => {
  assertFound(route('export const a = new Date();'), 'purity.clock');
});

test('left alone: dates made from arguments, tests, and pages', () => {
  assertClean(engine('export const a = (now: Date) => new Date(now.getTime() + 1);'));
  assertClean(route('export const a = () => fetch("/a");'));
  assertClean(checkPurity([file('engines/plan/a.test.ts', "import 'node:fs'; new Date();")]));
  assertClean(checkPurity([file('modules/plan/web/a.tsx', 'export const a = Date.now();')]));
});

test('the engines and decisions of the repository are pure', () => assertClean(checkPurity(readRepository())));
