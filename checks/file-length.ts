import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, root, type SourceFile } from './source.ts';

/** Lines at which a file is looked at twice, and at which it is refused. */
export const limits = { look: 300, wall: 500 } as const;

const counted = /\.(ts|tsx|mjs|css|sql)$/;

export const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** Files above the wall that were let through, with the length they may at most have. The list may only shrink. */
export const readExceptions = (): Record<string, number> =>
  JSON.parse(readFileSync(join(root, 'checks/long-files.json'), 'utf8')) as Record<string, number>;

/** Files worth a second look, longest first: no refusal, but printed. */
export const longFiles = (files: readonly SourceFile[]): { readonly path: string; readonly lines: number }[] =>
  files
    .filter(({ path }) => counted.test(path))
    .map(({ path, text }) => ({ path, lines: linesOf(text) }))
    .filter(({ lines }) => lines > limits.look)
    .sort((a, b) => b.lines - a.lines);

/** Files above the wall that no exception covers, and exceptions that have become wider than their file. */
export function checkFileLength(files: readonly SourceFile[], exceptions: Readonly<Record<string, number>>): Finding[] {
  const long = longFiles(files).filter(({ lines }) => lines > limits.wall);
  const grown = long
    .filter(({ path, lines }) => lines > (exceptions[path] ?? limits.wall))
    .map(({ path, lines }) => ({
      rule: 'length.wall',
      path,
      message: `${lines} lines, the wall is ${exceptions[path] ?? limits.wall}`,
    }));
  const stale = Object.entries(exceptions)
    .map(([path, allowed]) => ({ path, allowed, lines: long.find((item) => item.path === path)?.lines }))
    .filter(({ allowed, lines }) => lines === undefined || lines < allowed)
    .map(({ path, allowed, lines }) => ({
      rule: 'length.stale',
      path,
      message: `checks/long-files.json allows ${allowed} lines: ${lines === undefined ? 'remove the entry' : `lower it to ${lines}`}`,
    }));
  return [...grown, ...stale];
}
