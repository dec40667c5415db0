import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Algorithm, algorithms } from './hash.ts';
import { isSigned, keyName, type Signer } from './sign.ts';

/** A text that somebody signed, as it is written outside the database: one JSON object a line. */
export interface Signed {
  readonly text: string;
  readonly signature: string;
  /** The public key. */
  readonly key: string;
}

/** What a signed head says: so many entries, with this root and this end of the chain. */
export interface Head {
  readonly log: string;
  readonly algorithm: Algorithm;
  readonly size: number;
  readonly root: string;
  readonly chain: string;
  readonly time: string;
}

/** What a signed checkpoint says: entries up to `number` were dropped after their time, and from here the log goes on. */
export interface Checkpoint {
  readonly log: string;
  readonly algorithm: Algorithm;
  readonly number: number;
  readonly chain: string;
  /** Roots of the complete subtrees of what was dropped, largest first. */
  readonly frontier: readonly string[];
  readonly time: string;
}

const write = (title: string, fields: object): string =>
  `${[title, ...Object.entries(fields).map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(',') : value}`)].join('\n')}\n`;

const headTitle = 'songhua audit head 1';
const checkpointTitle = 'songhua audit checkpoint 1';

const signed = (signer: Signer, text: string): Signed => ({ text, signature: signer.sign(text), key: signer.key });

export const signHead = (signer: Signer, { log, algorithm, size, root, chain, time }: Head): Signed =>
  signed(signer, write(headTitle, { log, algorithm, size, root, chain, time }));

export const signCheckpoint = (signer: Signer, { log, algorithm, number, chain, frontier, time }: Checkpoint): Signed =>
  signed(signer, write(checkpointTitle, { log, algorithm, number, chain, frontier, time }));

function fieldsOf(text: string, title: string): Record<string, string> | null {
  const [first, ...lines] = text.trimEnd().split('\n');
  if (first !== title) return null;
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
}

const isAlgorithm = (name: string | undefined): name is Algorithm => algorithms.some((one) => one === name);

/** What a text that was signed as a head says; null where it is none or its signature is wrong. */
export function readHead({ text, signature, key }: Signed): Head | null {
  const fields = fieldsOf(text, headTitle);
  const { log, algorithm, size, root, chain, time } = fields ?? {};
  if (!log || !isAlgorithm(algorithm) || !/^\d+$/.test(size ?? '') || !root || !chain || !time) return null;
  return isSigned(text, signature, key) ? { log, algorithm, size: Number(size), root, chain, time } : null;
}

/** As `readHead`, of a checkpoint. */
export function readCheckpoint({ text, signature, key }: Signed): Checkpoint | null {
  const { log, algorithm, number, chain, frontier, time } = fieldsOf(text, checkpointTitle) ?? {};
  if (!log || !isAlgorithm(algorithm) || !/^\d+$/.test(number ?? '') || !chain || frontier === undefined || !time) return null;
  const roots = frontier === '' ? [] : frontier.split(',');
  return isSigned(text, signature, key) ? { log, algorithm, number: Number(number), chain, frontier: roots, time } : null;
}

/** Appends what was signed to the file of its key in the folder, and returns when it lies on the disk. */
export async function appendSigned(folder: string, one: Signed): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = await open(join(folder, `${keyName(one.key)}.jsonl`), 'a', 0o644);
  try {
    await file.write(`${JSON.stringify(one)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Everything signed that lies in a folder, or in one file. A last line that a crash cut off is passed over. */
export async function readSigned(path: string): Promise<readonly Signed[]> {
  const files = await readdir(path).then(
    (names) => names.filter((name) => name.endsWith('.jsonl')).map((name) => join(path, name)),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return [path];
      throw error;
    },
  );
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return texts.flatMap((text) => text.split('\n').flatMap(parseSigned));
}

/** A line of such a file; nothing of one that a crash cut off. */
export function parseSigned(line: string): Signed[] {
  try {
    const { text, signature, key } = JSON.parse(line) as Partial<Signed>;
    return text && signature && key ? [{ text, signature, key }] : [];
  } catch {
    return [];
  }
}
