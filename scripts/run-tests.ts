import { spawn } from 'node:child_process';
import { glob, mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { memoryOfMachine } from '@songhua/server/postgres/memory.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { batchTests, shareOut } from './batch-tests.ts';
import long from './long-tests.json' with { type: 'json' };
import { browsersFor, lanesFor, runLanes } from './run-lanes.ts';
import { runTestFile, type TestReport } from './run-test-file.ts';
import { startTestDatabase } from './test-database.ts';
import { startTestServer } from './test-server.ts';

const root = join(import.meta.dirname, '..');

/** A file takes long from this on, s: it belongs into long-tests.json. */
const longFrom = 8;

interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/** What all parts of the run together found. */
interface Findings {
  /** Names of the tests that passed. */
  readonly passed: Set<string>;
  /** `file: name` of those that failed. */
  readonly failures: string[];
  readonly seconds: Map<string, number>;
}

async function timed(name: string, work: () => Promise<{ passed: number; failed: number }>): Promise<Outcome> {
  const from = performance.now();
  const counts = await work().catch((error: unknown) => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  return { name, ...counts, seconds: (performance.now() - from) / 1000 };
}

/** A tool that says by its exit code whether all is well. */
const tool = (name: string, ...args: string[]): Promise<Outcome> =>
  timed(
    `${name} ${args.join(' ')}`,
    () =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, ['scripts/tool.mjs', name, ...args], {
          cwd: root,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let text = '';
        for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => (text += chunk));
        child.on('close', (code) => {
          console.log(`\n── ${name} ${args.join(' ')}\n${text.trim()}`);
          resolve({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 });
        });
      }),
  );

interface Part {
  readonly name: string;
  readonly files: readonly string[];
  /** Processes at once. */
  readonly lanes: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs test files, or batches of them, each in a process of its own, and prints what came of each as it ends. */
async function runFiles({ name, files, lanes, env }: Part, findings: Findings): Promise<{ passed: number; failed: number }> {
  let ended = 0;
  const reports = await runLanes(files, lanes, async (file): Promise<TestReport> => {
    const from = performance.now();
    const report = await runTestFile(root, file, env);
    ended += 1;
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    console.log(`\n── ${name} ${ended} of ${files.length}: ${file}, ${seconds} s\n${report.text}`);
    for (const title of report.passed) findings.passed.add(title);
    for (const [path, took] of report.seconds) findings.seconds.set(path, took);
    findings.failures.push(...report.failures);
    return report;
  });
  const sum = (count: (report: TestReport) => number): number => reports.reduce((all, one) => all + count(one), 0);
  return { passed: sum(({ passed }) => passed.length), failed: sum(({ failed }) => failed) };
}

const testFiles = (part: Part, findings: Findings): Promise<Outcome> =>
  timed(`${part.name}: ${part.files.length} processes, ${part.lanes} at once`, () => runFiles(part, findings));

async function find(patterns: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const path of glob([...patterns], { cwd: root, exclude: (entry) => entry.includes('node_modules') }))
    found.push(path);
  return found.sort();
}

/** The browser's journeys, shared out over some real servers, each with a database of its own. */
async function journeys(files: readonly string[], browsers: number, findings: Findings): Promise<Outcome[]> {
  // Unpacks the browser, which two must not do at once; that it does not start each journey says itself.
  await launchBrowser(root).then(
    (browser) => browser.close(),
    () => {},
  );
  return Promise.all(
    shareOut(files, browsers, long).map((share, at) =>
      timed(`browser ${at + 1}: ${share.length} files`, async () => {
        const server = await startTestServer(root);
        const env = { ...process.env, SONGHUA_E2E_URL: server.url, SONGHUA_E2E_DATABASE_URL: server.databaseUrl };
        return runFiles({ name: `browser ${at + 1}`, files: share, lanes: 1, env }, findings).finally(server.stop);
      }),
    ),
  );
}

async function checkTools(): Promise<Outcome[]> {
  const outcomes = [await tool('tsc', '-p', 'tsconfig.json'), await tool('tsc', '-p', 'tsconfig.web.json')];
  return [...outcomes, await tool('biome', 'check', '--error-on-warnings', '.'), await tool('knip')];
}

/** Everything. Tools run beside the tests, which wait a good deal of their time. */
async function runAll(findings: Findings): Promise<Outcome[]> {
  const machine = [availableParallelism(), memoryOfMachine()] as const;
  const all = await find(['{engines,platform,modules,server,web,scripts,examples,checks,faults}/**/*.test.ts']);
  const afterwards = all.filter((path) => basename(path) === 'plan-coverage.test.ts');
  const batches = await batchTests(
    root,
    all.filter((path) => !afterwards.includes(path)),
    long,
  );
  const [tools, tests] = await Promise.all([
    checkTools(),
    testFiles({ name: 'unit and database', files: batches, lanes: lanesFor(...machine) }, findings),
  ]);
  const browsed = await journeys(await find(['e2e/**/*.test.ts']), browsersFor(...machine), findings);
  // Last: it holds the coverage table to the names of the tests that really passed in this run.
  await mkdir(join(root, '.cache'), { recursive: true });
  await writeFile(join(root, '.cache', 'test-names.txt'), `${[...findings.passed].sort().join('\n')}\n`);
  const taking = [...findings.seconds].filter(([, took]) => took >= longFrom).sort(([a], [b]) => (a < b ? -1 : 1));
  const rounded = Object.fromEntries(taking.map(([path, took]) => [path, Math.round(took)]));
  await writeFile(join(root, '.cache', 'long-tests.json'), `${JSON.stringify(rounded, null, 2)}\n`);
  return [...tools, tests, ...browsed, await testFiles({ name: 'plan coverage', files: afterwards, lanes: 1 }, findings)];
}

async function runChosen(wanted: readonly string[], findings: Findings): Promise<Outcome[]> {
  const { browser = [], other = [] } = Object.groupBy(wanted, (path) => (path.startsWith('e2e/') ? 'browser' : 'other'));
  return [
    ...(other.length > 0 ? [await testFiles({ name: 'chosen', files: other, lanes: 1 }, findings)] : []),
    ...(browser.length > 0 ? await journeys(browser, 1, findings) : []),
  ];
}

async function main(wanted: readonly string[]): Promise<number> {
  const findings: Findings = { passed: new Set(), failures: [], seconds: new Map() };
  const database = await startTestDatabase(root);
  process.env['SONGHUA_TEST_DATABASE_URL'] = database.url;
  // What tests write for a moment, whole databases among it, lies with the database of the run: in memory where that has room.
  process.env['TMPDIR'] = database.files;
  // Each file is a process of its own: what the first ones compile the others only read, some 2 s of CPU for each that starts a server.
  process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules/.cache/compiled');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void database.stop().finally(() => process.exit(1)));
  try {
    const outcomes = wanted.length > 0 ? await runChosen(wanted, findings) : await runAll(findings);
    return summary(outcomes, findings);
  } finally {
    await database.stop();
  }
}

function summary(outcomes: readonly Outcome[], { failures }: Findings): number {
  console.log('');
  for (const failure of failures) console.log(`✖ ${failure}`);
  for (const { name, passed, failed, seconds } of outcomes)
    console.log(`${failed > 0 ? '✗' : '✓'} ${seconds.toFixed(1).padStart(6)} s  ${name}  (${passed} passed, ${failed} failed)`);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  console.log(`\n${outcomes.reduce((sum, { passed }) => sum + passed, 0)} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

process.exit(await main(process.argv.slice(2)));
