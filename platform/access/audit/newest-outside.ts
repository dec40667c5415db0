import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSigned, readHead, type Signed } from './heads.ts';
import { settleRestores } from './restores.ts';

/** Bytes at the end of each file that are looked at: some hundred heads. */
const lastBytes = 128 * 1024;

async function tailOf(file: string): Promise<readonly Signed[]> {
  const { size } = await stat(file);
  const handle = await open(file, 'r');
  try {
    const length = Math.min(size, lastBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead).split('\n').flatMap(parseSigned);
  } finally {
    await handle.close();
  }
}

/** How many entries the newest head outside knows, restores settled; null where there is none. The ends of the files are looked at alone. */
export async function newestOutside(folder: string): Promise<{ readonly size: number; readonly log: string } | null> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const tails = await Promise.all(names.filter((name) => name.endsWith('.jsonl')).map((name) => tailOf(join(folder, name))));
  const heads = settleRestores(tails.flat()).signed.flatMap((one) => readHead(one) ?? []);
  return heads.reduce<{ size: number; log: string } | null>(
    (most, { size, log }) => (most && most.size >= size ? most : { size, log }),
    null,
  );
}
