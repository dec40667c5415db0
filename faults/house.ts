import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A house like this one with the counting module in it, so that neither the repository nor its database is touched. */
export async function makeHouse(folder: string): Promise<string> {
  const house = join(folder, 'house');
  await mkdir(house, { recursive: true });
  for (const name of ['engines', 'platform', 'plans', 'server', 'node_modules', 'package.json'])
    await symlink(join(root, name), join(house, name));
  await cp(join(root, 'modules'), join(house, 'modules'), {
    recursive: true,
    filter: (path) => !path.slice(root.length).includes('/node_modules'),
  });
  await cp(join(import.meta.dirname, 'tally'), join(house, 'modules', 'tally'), { recursive: true });
  return house;
}
