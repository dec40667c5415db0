// `npm run drill:recovery`: recovery to a moment, and reading from a standby, with the system's PostgreSQL.
import { ensureInstalled } from './install.mjs';
import { runNode } from './run-node.mjs';

try {
  ensureInstalled({ dev: true });
  runNode(['scripts/drill-recovery.ts']);
} catch (error) {
  console.error(`cannot drill: ${error.message}`);
  process.exitCode = 1;
}
