import { test } from 'node:test';
import { assertClean, assertFound, file } from './plant.ts';
import { checkPurity } from './purity.ts';
import { readRepository } from './source.ts';

const engine = (text: string) => checkPurity([file('engines/plan/a.ts', text)]);
const domain = (text: string) => checkPurity([file('modules/plan/domain/a.ts', text)]);
const route = (text: string) => checkPurity([file('modules/plan/http/a.ts', text)]);

test('found: an engine imports the file system, the network or any other part of Node', () => {
  for (const name of ['node:fs', 'node:net', 'node:http', 'node:crypto', 'node:path', 'fs', 'fs/promises', 'worker_threads']) {
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

test('found: the clock or chance under another name', () => {
  for (const text of [
    'const D = Date; export const a = new D();',
    'const { now } = Date;',
    'const { Date: D } = { Date };',
    'export const a = [1].map(Date.now);',
    "export const a = Date['now']();",
    'export const a = Reflect.construct(Date, []);',
    'export const a = new Date(...[]);',
    'class A extends Date {}',
    'const { random } = Math;',
    'const M = Math;',
    'export const a = Math.random;',
    "export const a = Math['random']();",
    'export const a = Temporal.Now.instant();',
    'const T = Temporal;',
    'const p = performance;',
    'const c = crypto;',
    'const { randomUUID } = crypto.subtle;',
    "export const a = (c: { randomUUID(): string }) => c['randomUUID']();",
    "export const a = new Intl.DateTimeFormat('zh').format();",
    "const f = Intl.DateTimeFormat('zh'); export const a = f.formatToParts(undefined);",
  ]) {
    for (const place of [engine, domain, route]) assertFound(place(text), 'purity.clock');
  }
});

test('found: everything that is, reached through globalThis or made from text', () => {
  for (const text of [
    'globalThis.process',
    'globalThis.Date.now()',
    "globalThis['fetch']",
    "eval('1')",
    "new Function('return 1')",
  ]) {
    for (const place of [engine, domain, route]) assertFound(place(`export const a = ${text};`), 'purity.outside');
  }
  for (const text of ['const { env } = process;', 'const get = fetch;', 'const print = console;'])
    assertFound(domain(text), 'purity.outside');
});

test('found: an id or bytes by chance, taken from Node in a decision, a route or a store', () => {
  for (const name of ['randomUUID', 'randomBytes', 'randomInt', 'webcrypto']) {
    for (const from of ['node:crypto', 'crypto']) {
      assertFound(route(`import { ${name} } from '${from}';`), 'purity.clock');
      assertFound(domain(`import { ${name} as make } from '${from}';`), 'purity.clock');
    }
  }
  assertFound(engine("import { randomUUID } from 'node:crypto';"), 'purity.clock', 'purity.engine');
  assertFound(route("import * as c from 'node:crypto'; export const a = () => c.randomUUID();"), 'purity.clock');
  assertFound(route("import { performance } from 'node:perf_hooks';"), 'purity.clock');
});

test('left alone: dates made from arguments, tests, and pages', () => {
  assertClean(engine('export const a = (now: Date) => new Date(now.getTime() + 1);'));
  assertClean(domain('export const a = (at: string): Date => new Date(Date.parse(at) + Date.UTC(2025, 0, 1));'));
  assertClean(
    domain('export const a = (x: unknown): boolean => x instanceof Date; export type B = { Date: Date; Math: number };'),
  );
  assertClean(domain("const f = new Intl.DateTimeFormat('zh'); export const a = (now: Date) => f.format(now) + Math.max(1, 2);"));
  assertClean(domain('export const a = (fetch: () => number, console: string) => fetch() + console.length;'));
  assertClean(route('export const a = () => fetch("/a");'));
  assertClean(route("import { createHash } from 'node:crypto'; export const a = createHash;"));
  assertClean(checkPurity([file('engines/plan/a.test.ts', "import 'node:fs'; new Date();")]));
  assertClean(checkPurity([file('modules/plan/web/a.tsx', 'export const a = Date.now();')]));
});

test('the engines and decisions of the repository are pure', () => assertClean(checkPurity(readRepository())));
