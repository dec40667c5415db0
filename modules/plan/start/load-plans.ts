import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError, findClauses, type PlanFolder, readPlanFolder } from '@songhua/engine-plan';
import { type StartContext, type Tx, withTx } from '@songhua/kernel';
import { documentLocators } from '../domain/find-places.ts';
import { houseVocabulary } from '../domain/rule-facts/house-vocabulary.ts';
import { listWords } from '../domain/rule-facts/list-words.ts';
import { documentTexts } from '../store/documents.ts';
import { saveModules } from '../store/house.ts';
import { keepOnly, lockPlans, planHashes, savePlan } from '../store/plans.ts';
import { saveQuotes } from '../store/quotes.ts';

interface ReadFolder {
  readonly folder: PlanFolder;
  readonly hash: string;
}

/** The YAML and CSV files of a folder by their path inside it. */
async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/')).sort();
  const wanted = names.filter((name) => name.endsWith('.yaml') || name.endsWith('.csv'));
  return new Map(await Promise.all(wanted.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)));
}

/** Raised when what is kept of a plan changes, so that unchanged files are read anew. */
const edition = '2';

/** A folder of `plans/` that has not been read. */
interface FoundFolder {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  /** Of its files and of the words its rules may use: while it stays the same, reading them again says nothing new. */
  readonly hash: string;
}

function hashOf(files: ReadonlyMap<string, string>, words: string): string {
  const hash = createHash('sha256').update(edition).update(words);
  for (const [name, text] of files) hash.update(`${name}\u0000${text}\u0000`);
  return hash.digest('hex');
}

async function findPlans(root: string): Promise<readonly FoundFolder[]> {
  const words = listWords(houseVocabulary({ measures: [] }));
  const entries = await readdir(join(root, 'plans'), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const files = await filesOf(join(root, 'plans', name));
      return { name, files, hash: hashOf(files, words) };
    }),
  );
}

function readFolders(found: readonly FoundFolder[]): readonly ReadFolder[] {
  const folders: ReadFolder[] = [];
  const faults: string[] = [];
  for (const { name, files, hash } of found) {
    const folder = readPlanFolder(`plans/${name}`, files, houseVocabulary);
    if (!folder.ok) faults.push(...folder.errors.map((error) => `${describeError(error, 'zh')} / ${error.message.en}`));
    else if (folder.value.plan.id !== name)
      faults.push(`plans/${name}/plan.yaml:1 plan.id: 编号须与文件夹同名 / must be the folder's name (${folder.value.plan.id})`);
    else folders.push({ folder: folder.value, hash });
  }
  if (faults.length > 0) throw new Error(`规划文件有误，无法启动 / broken plan files:\n${faults.join('\n')}`);
  return folders;
}

/** Reads every folder of `plans/`; throws with file, line and reason of each fault when any is broken. */
export const readPlans = async (root: string): Promise<readonly ReadFolder[]> => readFolders(await findPlans(root));

/** Keeps a changed plan and looks its clauses up again in the documents people have loaded. */
async function keep(tx: Tx, { folder, hash }: ReadFolder, now: Date): Promise<void> {
  await savePlan(tx, folder, hash, now);
  for (const { id, number, text } of await documentTexts(tx, folder.plan.id))
    await saveQuotes(tx, id, findClauses(text, documentLocators(folder, number)));
}

/** Names by which clauses call what this house can do: its modules, the record store under them, and planning, which is this module. */
const functionsOf = (modules: readonly string[]): string[] => [...modules, 'records', 'planning'];

/** Brings the database in line with `plans/`: all of it or nothing; what has not changed is neither read nor written. */
export async function loadPlans({
  pool,
  root,
  now,
  modules,
}: Pick<StartContext, 'pool' | 'root' | 'now' | 'modules'>): Promise<void> {
  const found = await findPlans(root);
  await withTx(pool, 'write', async (tx) => {
    await lockPlans(tx);
    await saveModules(tx, functionsOf(modules));
    const known = await planHashes(tx);
    // Reading takes half a second, and what was kept was read without a fault.
    for (const read of readFolders(found.filter(({ name, hash }) => known.get(name) !== hash))) await keep(tx, read, now);
    await keepOnly(
      tx,
      found.map(({ name }) => name),
    );
  });
}
