// `npm run test:citus`: the record store's tests on a Citus cluster, each on a database of its own, spread over the workers.
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startTestCluster } from './test-cluster.ts';

const root = join(import.meta.dirname, '..');

/** The store, the transactions it runs in, and what is built on both. */
const suite = ['{platform,server,modules}/**/*.db.test.ts'];

async function find(patterns: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const path of glob([...patterns], { cwd: root, exclude: (entry) => entry.includes('node_modules') }))
    found.push(path);
  return found.sort();
}

async function main(wanted: readonly string[]): Promise<number> {
  const url = process.env['SONGHUA_CITUS_URL'];
  const files = await find(wanted.length > 0 ? wanted : suite);
  if (!url) {
    console.log(`SONGHUA_CITUS_URL is not set: ${files.length} files with tests on a database were skipped.`);
    return 0;
  }
  const cluster = await startTestCluster(root, url).catch((error: Error) => {
    console.error(`cannot test: ${error.message}`);
    return null;
  });
  if (!cluster) return 1;
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  try {
    console.log(`${cluster.version}, ${cluster.nodes.length - 1} workers: ${cluster.distributed.join(', ')} distributed`);
    process.env['SONGHUA_TEST_DATABASE_URL'] = cluster.nodes[0];
    process.env['SONGHUA_TEST_NODES'] = cluster.nodes.join(' ');
    const stream = run({ files, cwd: root, concurrency: 1, timeout: 600_000 });
    stream.on('test:pass', ({ name, skip, details }) => {
      if (details.type === 'suite' || files.includes(name)) return;
      if (skip === undefined) passed += 1;
      else skipped += 1;
    });
    stream.on('test:fail', () => {
      failed += 1;
    });
    for await (const chunk of stream.compose(spec)) process.stdout.write(chunk);
  } finally {
    await cluster.stop();
  }
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 ? 1 : 0;
}

process.exit(await main(process.argv.slice(2)));
