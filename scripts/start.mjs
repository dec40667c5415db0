// `npm start`: installs what is missing, builds the page when it changed, and runs the server under Node 24.
import { buildWeb } from './build-web.mjs';
import { ensureInstalled, root } from './install.mjs';
import { runNode } from './run-node.mjs';

try {
  ensureInstalled({ dev: false });
  await buildWeb({ root, log: (line) => console.log(line) });
  runNode(['server/cli.ts', 'serve']);
} catch (error) {
  console.error(`无法启动 / cannot start: ${error.message}`);
  process.exitCode = 1;
}
