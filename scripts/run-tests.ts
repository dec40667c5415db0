import { spawn } from 'node:child_process';
import { glob, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { batchTests } from './batch-tests.ts';
import { startTestDatabase, type TestDatabase } from './test-database.ts';
import { startTestServer } from './test-server.ts';

const root = join(import.meta.dirname, '..');

interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

async function timed(name: string, work: () => Promise<{ passed: number; failed: number }>): Promise<Outcome> {
  console.log(`\n── ${name}`);
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
        const child = spawn(process.execPath, ['scripts/tool.mjs', name, ...args], { cwd: root, stdio: 'inherit' });
        child.on('close', (code) => resolve({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }));
      }),
  );

/** Runs test files or batches of them, each in a process of its own, prints them, and notes the names of those that passed. */
function testFiles(name: string, files: readonly string[], passedNames: Set<string>, concurrency: number): Promise<Outcome> {
  return timed(`${name}: ${files.length} processes`, async () => {
    let passed = 0;
    let failed = 0;
    const stream = run({ files: [...files], cwd: root, concurrency, timeout: 900_000 });
    stream.on('test:pass', ({ name: title, skip, todo, details }) => {
      if (details.type === 'suite' || skip !== undefined || todo !== undefined || files.includes(title)) return;
      passed += 1;
      passedNames.add(title);
    });
    stream.on('test:fail', () => {
      failed += 1;
    });
    for await (const chunk of stream.compose(spec)) process.stdout.write(chunk);
    return { passed, failed };
  });
}

async function find(patterns: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const path of glob([...patterns], { cwd: root, exclude: (entry) => entry.includes('node_modules') }))
    found.push(path);
  return found.sort();
}

/** The browser's journeys, on the real server with a database of its own. */
async function journeys(database: TestDatabase, files: readonly string[], passedNames: Set<string>): Promise<Outcome> {
  const server = await startTestServer(root, database);
  process.env['SONGHUA_E2E_URL'] = server.url;
  return testFiles('browser', files, passedNames, 1).finally(server.stop);
}

async function main(wanted: readonly string[]): Promise<number> {
  const passedNames = new Set<string>();
  const outcomes: Outcome[] = [];
  const database = await startTestDatabase(root);
  process.env['SONGHUA_TEST_DATABASE_URL'] = database.url;
  // Each file is a process of its own: what the first ones compile the others only read, some 2 s of CPU for each that starts a server.
  process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules/.cache/compiled');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void database.stop().finally(() => process.exit(1)));
  try {
    if (wanted.length > 0) {
      const chosen = Map.groupBy(wanted, (path) => (path.startsWith('e2e/') ? 'browser' : 'other'));
      if (chosen.has('other')) outcomes.push(await testFiles('chosen', chosen.get('other') ?? [], passedNames, 1));
      if (chosen.has('browser')) outcomes.push(await journeys(database, chosen.get('browser') ?? [], passedNames));
      return summary(outcomes);
    }
    outcomes.push(await tool('tsc', '-p', 'tsconfig.json'), await tool('tsc', '-p', 'tsconfig.web.json'));
    outcomes.push(await tool('biome', 'check', '--error-on-warnings', '.'), await tool('knip'));
    const all = await find(['{engines,platform,modules,server,web,scripts,examples,checks,faults}/**/*.test.ts']);
    const afterwards = all.filter((path) => basename(path) === 'plan-coverage.test.ts');
    outcomes.push(
      await testFiles(
        'unit and database',
        await batchTests(
          root,
          all.filter((path) => !afterwards.includes(path)),
        ),
        passedNames,
        2,
      ),
    );
    outcomes.push(await journeys(database, await find(['e2e/**/*.test.ts']), passedNames));
    // Last: it holds the coverage table to the names of the tests that really passed in this run.
    await mkdir(join(root, '.cache'), { recursive: true });
    await writeFile(join(root, '.cache', 'test-names.txt'), `${[...passedNames].sort().join('\n')}\n`);
    outcomes.push(await testFiles('plan coverage', afterwards, passedNames, 1));
    return summary(outcomes);
  } finally {
    await database.stop();
  }
}

function summary(outcomes: readonly Outcome[]): number {
  console.log('');
  for (const { name, passed, failed, seconds } of outcomes)
    console.log(`${failed > 0 ? '✗' : '✓'} ${seconds.toFixed(1).padStart(6)} s  ${name}  (${passed} passed, ${failed} failed)`);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  console.log(`\n${outcomes.reduce((sum, { passed }) => sum + passed, 0)} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

process.exit(await main(process.argv.slice(2)));
