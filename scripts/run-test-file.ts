import { relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** What came of a test file or a batch of them. */
export interface TestReport {
  readonly passed: readonly string[];
  /** How many events of failure there were: a test, and those it is part of. */
  readonly failed: number;
  /** `file: name` of each test that failed. */
  readonly failures: readonly string[];
  /** Seconds that the tests of each file took. */
  readonly seconds: ReadonlyMap<string, number>;
  /** What to print. */
  readonly text: string;
}

/** Lines that only count what the summary of all counts. */
const isTotal = (message: string): boolean =>
  /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/.test(message);

/** Runs a test file, or one that imports others, in a process of its own. */
export async function runTestFile(root: string, file: string, env = process.env): Promise<TestReport> {
  const passed: string[] = [];
  const failures: string[] = [];
  const seconds = new Map<string, number>();
  let failed = 0;
  let text = '';
  const stream = run({ files: [file], cwd: root, concurrency: 1, timeout: 900_000, env });
  const sourceOf = (path: string | undefined): string => (path === undefined ? file : relative(root, path));
  stream.on('test:pass', ({ name, skip, todo, details, file: path, nesting }) => {
    if (nesting === 0) seconds.set(sourceOf(path), (seconds.get(sourceOf(path)) ?? 0) + details.duration_ms / 1000);
    if (details.type === 'suite' || skip !== undefined || todo !== undefined || name === file) return;
    passed.push(name);
  });
  stream.on('test:fail', ({ name, file: path }) => {
    failed += 1;
    failures.push(`${sourceOf(path)}: ${name}`);
  });
  const told = stream.filter((event: { type: string; data: { message?: string } }) => !isTotal(event.data?.message ?? ''));
  for await (const chunk of told.compose(spec)) text += chunk;
  return { passed, failed, failures, seconds, text: text.trim() };
}
