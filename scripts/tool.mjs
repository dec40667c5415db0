// Runs a development tool of node_modules under Node 24: `node scripts/tool.mjs tsc -p tsconfig.json`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './install.mjs';
import { runNode } from './run-node.mjs';

const packages = { biome: '@biomejs/biome', tsc: 'typescript', knip: 'knip' };
const [tool = '', ...args] = process.argv.slice(2);
const home = join('node_modules', packages[tool] ?? tool);
ensureInstalled({ dev: true });
const { bin } = JSON.parse(readFileSync(join(root, home, 'package.json'), 'utf8'));
runNode([join(home, typeof bin === 'string' ? bin : bin[tool]), ...args]);
