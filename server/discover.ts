import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { accessManifest } from '@songhua/access/manifest.ts';
import { healthManifest } from '@songhua/health';
import { type Distribution, kernelProblems, type ModuleManifest, type ProblemTable } from '@songhua/kernel';
import { recordsManifest } from '@songhua/records';
import { serverManifest } from './manifest.ts';

/** One migration file of a unit (a platform part or a module). */
export interface Migration {
  readonly unit: string;
  readonly name: string;
  readonly sql: string;
}

/** Everything found in the house: what the folders announced. */
export interface House {
  readonly root: string;
  readonly manifests: readonly ModuleManifest[];
  readonly migrations: readonly Migration[];
  readonly problems: ProblemTable;
  /** How tables lie when the database is spread over several machines. */
  readonly distribution: readonly Distribution[];
}

const folders = async (path: string): Promise<string[]> =>
  (await readdir(path, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

async function readMigrations(unit: string, folder: string): Promise<Migration[]> {
  const files = (await readdir(join(folder, 'migrations')).catch(() => [])).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(files.map(async (name) => ({ unit, name, sql: await readFile(join(folder, 'migrations', name), 'utf8') })));
}

/** The manifest that `modules/<id>/module.ts` exports as `module`; its id must be the folder's name. */
async function readManifest(folder: string, id: string): Promise<ModuleManifest> {
  const { module } = (await import(pathToFileURL(join(folder, 'module.ts')).href)) as { module?: ModuleManifest };
  if (module?.id !== id) throw new Error(`modules/${id}/module.ts must export \`module\` with id '${id}', not '${module?.id}'`);
  return module;
}

/** Two modules may not say the same thing twice: a route, a permission or a refusal code. */
function refuseRepeats(what: string, names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Error(`${what} ${twice} is declared twice`);
}

/** Finds the modules by looking: a folder with a `module.ts` is one. Platform parts come first. */
export async function discover(root: string): Promise<House> {
  const modules = (await folders(join(root, 'modules'))).filter((id) => existsSync(join(root, 'modules', id, 'module.ts')));
  const manifests = [
    serverManifest,
    accessManifest,
    recordsManifest,
    healthManifest,
    ...(await Promise.all(modules.map((id) => readManifest(join(root, 'modules', id), id)))),
  ];
  const parts = await folders(join(root, 'platform'));
  const migrations = [
    ...(await Promise.all(parts.map((part) => readMigrations(part, join(root, 'platform', part))))).flat(),
    ...(await Promise.all(modules.map((id) => readMigrations(id, join(root, 'modules', id))))).flat(),
  ];
  refuseRepeats(
    'module',
    manifests.map(({ id }) => id),
  );
  refuseRepeats(
    'route',
    manifests.flatMap(({ routes }) => routes.map(({ method, path }) => `${method} ${path}`)),
  );
  refuseRepeats(
    'permission',
    manifests.flatMap(({ permissions }) => permissions.map(({ code }) => code)),
  );
  refuseRepeats(
    'served type',
    manifests.flatMap(({ serves }) => (serves ?? []).map(({ type }) => type)),
  );
  refuseRepeats(
    'start task',
    manifests.flatMap(({ start }) => (start ?? []).map(({ name }) => name)),
  );
  refuseRepeats(
    'job',
    manifests.flatMap(({ jobs }) => (jobs ?? []).map(({ name }) => name)),
  );
  refuseRepeats(
    'problem',
    manifests.flatMap(({ problems }) => Object.keys(problems)),
  );
  const problems = Object.assign({}, kernelProblems, ...manifests.map(({ problems: own }) => own)) as ProblemTable;
  const distribution = manifests.flatMap(({ distribution: own }) => (own ? [own] : []));
  return { root, manifests, migrations, problems, distribution };
}
