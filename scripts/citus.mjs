// `npm run test:citus`: the record store's tests on the cluster of SONGHUA_CITUS_URL; skipped without one.
import { ensureInstalled } from './install.mjs';
import { runNode } from './run-node.mjs';

try {
  ensureInstalled({ dev: true });
  runNode(['scripts/test-citus.ts', ...process.argv.slice(2)], { NODE_ENV: 'test' });
} catch (error) {
  console.error(`cannot test: ${error.message}`);
  process.exitCode = 1;
}
