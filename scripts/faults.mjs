// `npm run test:faults -- --kills 1000`: the long fault runs, which `npm test` does in short.
import { ensureInstalled } from './install.mjs';
import { runNode } from './run-node.mjs';

try {
  ensureInstalled({ dev: true });
  runNode(['faults/kill-loop.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(`cannot test: ${error.message}`);
  process.exitCode = 1;
}
