import { readHead, readSigned, type Signed } from './heads.ts';
import { settleRestores } from './restores.ts';

/** Heads of each key that are looked at to know that it signs here, beside those that say more than is there. */
const ofEachKey = 8;

/** What a text that looks like a head of this log claims, before its signature is looked at; -1 of anything else. */
const claimed = ({ text }: Signed, log: string): number =>
  text.split('\n').includes(`log ${log}`) ? Number(/^size (\d+)$/m.exec(text)?.[1] ?? -1) : -1;

/**
 * How many entries the heads outside know at most of this log, where that is more than `here`, restores settled; null where it is not. All
 * files are read to their beginning: the mark of a restore may lie far before the last head, and in the file of another key. Signatures
 * are looked at only of what could say more.
 */
export async function newestOutside(folder: string, { log, here }: { log: string; here: number }): Promise<number | null> {
  const all = await readSigned(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const seen = new Map<string, number>();
  const matters = all.filter((one) => {
    const known = seen.get(one.key) ?? 0;
    seen.set(one.key, known + 1);
    return known < ofEachKey || !one.text.startsWith('songhua audit head') || claimed(one, log) > here;
  });
  const heads = settleRestores(matters)
    .signed.map((one) => ({ one, size: claimed(one, log) }))
    .filter(({ size }) => size > here)
    .sort((a, b) => b.size - a.size);
  return heads.find(({ one }) => readHead(one)?.log === log)?.size ?? null;
}
