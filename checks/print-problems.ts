import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemTables } from './announced.ts';
import { printProblems } from './problems.ts';
import { root } from './source.ts';

/** `node checks/print-problems.ts --write` renews docs/reference/problems.md; without it the page is printed. */
const page = printProblems(await problemTables());
if (process.argv.includes('--write')) writeFileSync(join(root, 'docs/reference/problems.md'), page);
else process.stdout.write(page);
