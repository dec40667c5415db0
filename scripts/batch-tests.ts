import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What all tests of a process would share: such a file has a process of its own. */
const changesProcess =
  /process\.env\[[^\]]*\]\s*(\?\?)?=[^=]|delete process\.env|process\.(chdir|on|once|exit)\(|mock\.(timers|method|module)|memoryUsage|globalThis\.\w+ = /;

export interface TestFile {
  readonly path: string;
  readonly text: string;
}

/** Seconds by path. */
export type Durations = Readonly<Record<string, number>>;

const isDatabase = (path: string): boolean => /\.db\.test\.ts$/.test(path);

/** What a file takes of which nothing is known, s. */
const usual = (path: string): number => (path.startsWith('e2e/') ? 15 : isDatabase(path) ? 4 : 0.5);

const secondsOf = (path: string, long: Durations): number => long[path] ?? usual(path);

const total = (paths: readonly string[], long: Durations): number => paths.reduce((sum, path) => sum + secondsOf(path, long), 0);

/** What goes into one process at most: files and seconds, few enough that all lanes end at about the same time. */
const most = { database: 8, unit: 25, seconds: 30 } as const;

const kindOf = ({ path, text }: TestFile): string =>
  path.startsWith('faults/') || changesProcess.test(text) ? path : isDatabase(path) ? 'database' : 'unit';

const byLength = (long: Durations) => (a: readonly string[], b: readonly string[]) => total(b, long) - total(a, long);

function fill(paths: readonly string[], files: number, long: Durations): readonly (readonly string[])[] {
  const groups: string[][] = [];
  for (const path of paths.toSorted((a, b) => secondsOf(b, long) - secondsOf(a, long))) {
    const last = groups.at(-1);
    const fits = last && last.length < files && total(last, long) + secondsOf(path, long) <= most.seconds;
    if (fits) last.push(path);
    else groups.push([path]);
  }
  return groups;
}

/** Groups of test files that run in one process each. Those that take longest come first: no lane is left alone with one at the end. */
export function groupTests(files: readonly TestFile[], long: Durations = {}): readonly (readonly string[])[] {
  return [...Map.groupBy(files, kindOf)]
    .flatMap(([kind, group]) =>
      fill(
        group.map(({ path }) => path),
        kind === 'database' ? most.database : most.unit,
        long,
      ),
    )
    .sort(byLength(long));
}

/** Parts that take about as long as each other, the same whenever they are made of the same files; in each their order stays. */
export function shareOut(paths: readonly string[], parts: number, long: Durations): readonly (readonly string[])[] {
  const shares: string[][] = Array.from({ length: parts }, () => []);
  for (const path of paths.toSorted((a, b) => secondsOf(b, long) - secondsOf(a, long)))
    shares.toSorted((a, b) => total(a, long) - total(b, long))[0]?.push(path);
  return shares.filter(({ length }) => length > 0).map((share) => share.sort());
}

/**
 * Files to hand to the test runner: a group of several is a file that imports them. Starting a process and loading the house costs about as
 * much as the tests of a usual file.
 */
export async function batchTests(root: string, paths: readonly string[], long: Durations): Promise<readonly string[]> {
  const folder = join(root, '.cache', 'batches');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = await Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })));
  return Promise.all(
    groupTests(files, long).map(async (group, at) => {
      const [only, ...more] = group;
      if (only !== undefined && more.length === 0) return only;
      const path = join(folder, `${String(at).padStart(3, '0')}.test.ts`);
      await writeFile(path, group.map((one) => `import '${relative(folder, join(root, one))}';\n`).join(''));
      return relative(root, path);
    }),
  );
}
