// `npm run songhua -- COMMAND`. `bench NAME` runs bench/NAME.ts; everything else is the server's own command line.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';
import { runNode } from './run-node.mjs';

const [command, name = '', ...rest] = process.argv.slice(2);
ensureInstalled({ dev: false });
if (command !== 'bench') {
  runNode(['server/cli.ts', ...process.argv.slice(2)]);
} else if (/^[a-z-]+$/.test(name) && existsSync(join(root, 'bench', `${name}.ts`))) {
  runNode([`bench/${name}.ts`, ...rest]);
} else {
  console.error(`没有此基准 / no such bench: ${name}`);
  process.exitCode = 2;
}
