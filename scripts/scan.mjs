// `npm run scan`: sqlmap and wapiti against a server of this run alone, on this machine.
import { ensureInstalled } from './install.mjs';
import { runNode } from './run-node.mjs';

try {
  ensureInstalled({ dev: true });
  runNode(['scripts/scan.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(`cannot scan: ${error.message}`);
  process.exitCode = 1;
}
