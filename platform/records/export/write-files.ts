import { type FileHandle, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Refusal, withTx } from '@songhua/kernel';
import { type Exporting, settled } from './carry-out.ts';
import { findFound } from './find-found.ts';
import type { PartKind, Wanted } from './job.ts';
import { type Found, packFound } from './pack.ts';
import { readLines } from './read-lines.ts';

export interface WrittenFile {
  readonly type: string;
  readonly file: string;
  readonly count: number;
}

/** What was written, as it stands in `manifest.json` beside the files. */
export interface WrittenExport {
  readonly transactionTime: string;
  readonly output: readonly WrittenFile[];
  readonly deleted: readonly WrittenFile[];
}

export interface WritingFiles extends Exporting {
  /** Absolute; new, or empty. */
  readonly folder: string;
  readonly wanted: Wanted;
  readonly signal: AbortSignal;
  readonly onProgress?: (type: string, resources: number) => void;
}

/** Whether a folder may be written into: it is not there yet, or empty. */
export async function isFree(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') return [folder];
    throw error;
  });
  return names.length === 0;
}

interface Open extends WrittenFile {
  readonly kind: PartKind;
  readonly handle: FileHandle;
}

/** Until everything is written and on the disk. */
const unfinished = '.part';

/**
 * Writes everything that is wanted into a folder: a file a type, the deletions of a type beside it, all of one snapshot, and a manifest last. Files
 * have their names when all of them are whole; what breaks off leaves none.
 */
export async function writeFiles({
  folder,
  wanted,
  signal,
  onProgress,
  ...exporting
}: WritingFiles): Promise<WrittenExport | { readonly refused: Refusal }> {
  const { pool, store, clock, pack } = exporting;
  const moment = clock();
  await settled(exporting, signal);
  await mkdir(folder, { recursive: true });
  const files = new Map<string, Open>();
  let refused: Refusal | undefined;
  try {
    await withTx(pool, 'read', async (tx) => {
      const found = async function* (): AsyncGenerator<Found> {
        for await (const some of findFound(tx, { store, reader: undefined, wanted, moment })) {
          signal.throwIfAborted();
          if (some.ok) yield some.value;
          else refused = some.error;
        }
      };
      for await (const { kind, type, rids, versions } of packFound(found(), pack)) {
        const file = `${type}${kind === 'deleted' ? '.deleted' : ''}.ndjson`;
        const known = files.get(file);
        const handle = known?.handle ?? (await open(join(folder, `${file}${unfinished}`), 'wx'));
        const count = (known?.count ?? 0) + rids.length;
        files.set(file, { type, file, kind, handle, count });
        const chunk = { rids: `{${rids.join(',')}}`, versions: `{${versions.join(',')}}` };
        await handle.write(await readLines(tx, { store, reader: undefined, kind, type, show: null }, chunk));
        onProgress?.(type, count);
      }
    });
    for (const { handle } of files.values()) await handle.sync();
  } catch (error) {
    refused = undefined;
    await closeAll(files, folder);
    throw error;
  }
  if (refused) {
    await closeAll(files, folder);
    return { refused };
  }
  for (const { handle, file } of files.values()) {
    await handle.close();
    await rename(join(folder, `${file}${unfinished}`), join(folder, file));
  }
  const of = (kind: PartKind): WrittenFile[] =>
    [...files.values()].filter((one) => one.kind === kind).map(({ type, file, count }) => ({ type, file, count }));
  const manifest = { transactionTime: moment.toISOString(), output: of('output'), deleted: of('deleted') };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx' });
  return manifest;
}

async function closeAll(files: ReadonlyMap<string, Open>, folder: string): Promise<void> {
  for (const { handle, file } of files.values()) {
    await handle.close().catch(() => {});
    await rm(join(folder, `${file}${unfinished}`), { force: true });
  }
}
