import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleManifests, platformManifests } from './announced.ts';
import { printPermissions } from './permissions.ts';
import { root } from './source.ts';

/** `node checks/print-permissions.ts --write` renews docs/reference/permissions.md; without it the page is printed. */
const page = printPermissions([...(await platformManifests()), ...(await moduleManifests())]);
if (process.argv.includes('--write')) writeFileSync(join(root, 'docs/reference/permissions.md'), page);
else process.stdout.write(page);
