import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One file of the repository, or one planted in memory by a test. `path` is relative to the root, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One place where a rule is broken. `line` counts from 1. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}

export const root = resolve(import.meta.dirname, '..');

const ignored = new Set(['node_modules', '.git', '.cache', 'dist', 'out', 'screenshots']);
const read = /\.(ts|tsx|mjs|css|sql|md|json|yaml|yml|csv|html)$|^(LICENSE|NOTICE)$/;

/** Every text file we keep under `folder`; what is installed, built or generated at run time is left out. */
export function readRepository(folder = root): SourceFile[] {
  const files: SourceFile[] = [];
  const walk = (relative: string): void => {
    for (const entry of readdirSync(join(folder, relative), { withFileTypes: true })) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (ignored.has(entry.name) || path === 'data' || path === 'package-lock.json') continue;
      if (entry.isDirectory()) walk(path);
      else if (read.test(entry.name)) files.push({ path, text: readFileSync(join(folder, path), 'utf8') });
    }
  };
  walk('');
  // A check that looks at nothing finds nothing: say so instead of passing.
  if (!files.some(({ path }) => path === 'platform/kernel/index.ts')) throw new Error(`${folder} is not the repository`);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export const isScript = (path: string): boolean => /\.(ts|tsx|mjs)$/.test(path);

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

/** Files that only tests use: the tests themselves, their builders and what stands in `testing`. */
export const isTestSupport = (path: string): boolean =>
  isTest(path) || /(^|\/)fixtures\//.test(path) || /^platform\/testing\//.test(path) || path === 'server/testing.ts';

/** The findings as lines a person can click on. */
export const report = (findings: readonly Finding[]): string =>
  findings.map(({ rule, path, line, message }) => `${path}${line ? `:${line}` : ''}  ${rule}: ${message}`).join('\n');
