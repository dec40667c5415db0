// `npm test [-- FILE …]`: every check, on a machine that has only Node >= 20 and npm.
import { buildWeb } from './build-web.mjs';
import { ensureInstalled, root } from './install.mjs';
import { runNode } from './run-node.mjs';

try {
  ensureInstalled({ dev: true });
  await buildWeb({ root, log: (line) => console.log(line) });
  runNode(['scripts/run-tests.ts', ...process.argv.slice(2)], { NODE_ENV: 'test' });
} catch (error) {
  console.error(`cannot test: ${error.message}`);
  process.exitCode = 1;
}
