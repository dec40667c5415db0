import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What all tests of a process would share: such a file has a process of its own. */
const changesProcess =
  /process\.env\[[^\]]*\]\s*(\?\?)?=[^=]|delete process\.env|process\.(chdir|on|once|exit)\(|mock\.(timers|method|module)|memoryUsage|globalThis\.\w+ = /;

export interface TestFile {
  readonly path: string;
  readonly text: string;
}

/** How many files go into one process: those that need no database load little, those that do are few enough that two lanes end together. */
const together = (path: string): number => (/\.db\.test\.ts$/.test(path) ? 5 : 25);

const kindOf = ({ path, text }: TestFile): string =>
  path.startsWith('faults/') || changesProcess.test(text) ? path : /\.db\.test\.ts$/.test(path) ? 'database' : 'unit';

/** Groups of test files that run in one process each, in the order of their paths. */
export function groupTests(files: readonly TestFile[]): readonly (readonly string[])[] {
  return [...Map.groupBy(files, kindOf).values()].flatMap((group) => {
    const size = together(group[0]?.path ?? '');
    return Array.from({ length: Math.ceil(group.length / size) }, (_, at) =>
      group.slice(at * size, (at + 1) * size).map(({ path }) => path),
    );
  });
}

/**
 * Files to hand to the test runner: a group of several is a file that imports them. Starting a process and loading the house costs about as
 * much as the tests of a usual file.
 */
export async function batchTests(root: string, paths: readonly string[]): Promise<readonly string[]> {
  const folder = join(root, '.cache', 'batches');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = await Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })));
  return Promise.all(
    groupTests(files).map(async (group, at) => {
      const [only, ...more] = group;
      if (only !== undefined && more.length === 0) return only;
      const path = join(folder, `${String(at).padStart(3, '0')}.test.ts`);
      await writeFile(path, group.map((one) => `import '${relative(folder, join(root, one))}';\n`).join(''));
      return relative(root, path);
    }),
  );
}
