import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kernelProblems, type ModuleManifest, type ProblemTable } from '@songhua/kernel';
import { root } from './source.ts';

const exportsOf = async (path: string): Promise<Readonly<Record<string, unknown>>> =>
  (await import(pathToFileURL(join(root, path)).href)) as Readonly<Record<string, unknown>>;

const foldersOf = (parent: string, file: string): string[] =>
  readdirSync(join(root, parent)).filter((name) => existsSync(join(root, parent, name, file)));

const isManifest = (value: unknown): value is ModuleManifest =>
  typeof value === 'object' && value !== null && 'id' in value && 'routes' in value && 'problems' in value;

/** What every module of modules/ announces, by folder name. */
export async function moduleManifests(): Promise<ModuleManifest[]> {
  const found = foldersOf('modules', 'module.ts').map(async (name) => {
    const { module } = await exportsOf(`modules/${name}/module.ts`);
    if (!isManifest(module)) throw new Error(`modules/${name}/module.ts must export \`module\``);
    return module;
  });
  return Promise.all(found);
}

/** Parts of the platform, and the server, that announce routes and permissions as modules do. */
export async function platformManifests(): Promise<ModuleManifest[]> {
  const folders = foldersOf('platform', 'manifest.ts').filter((name) => name !== 'kernel');
  const found = [...folders.map((name) => `platform/${name}`), 'server'].map(async (folder) => {
    const manifests = Object.values(await exportsOf(`${folder}/manifest.ts`)).filter(isManifest);
    if (manifests.length === 0) throw new Error(`${folder}/manifest.ts must export a manifest`);
    return manifests;
  });
  return (await Promise.all(found)).flat();
}

/** Problem tables by owner: the kernel's, what parts of the platform announce (or keep in problems.ts), and the modules'. */
export async function problemTables(): Promise<{ readonly owner: string; readonly table: ProblemTable }[]> {
  const announcing = foldersOf('platform', 'manifest.ts').filter((name) => name !== 'kernel');
  const announced = announcing.map(async (name) => {
    const manifests = Object.values(await exportsOf(`platform/${name}/manifest.ts`)).filter(isManifest);
    return manifests.map(({ problems }) => ({ owner: name, table: problems }));
  });
  const kept = foldersOf('platform', 'problems.ts').filter((name) => !announcing.includes(name));
  const platform = kept.map(async (name) => {
    const tables = Object.entries(await exportsOf(`platform/${name}/problems.ts`)).filter(([key]) => key.endsWith('Problems'));
    return tables.map(([, table]) => ({ owner: name, table: table as ProblemTable }));
  });
  const modules = (await moduleManifests()).map(({ id, problems }) => ({ owner: id, table: problems }));
  return [{ owner: 'kernel', table: kernelProblems }, ...(await Promise.all([...announced, ...platform])).flat(), ...modules];
}
