import { setTimeout } from 'node:timers/promises';
import { type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { keyRange } from '../domain/keys.ts';
import { bitSets, readRun } from '../domain/packed-bits.ts';
import {
  becomeFolder,
  buildingAt,
  dropNotes,
  dropRuns,
  leastPacked,
  longLists,
  longListsOf,
  type Note,
  nextParameter,
  packedKeys,
  packList,
  type Run,
  readRuns,
  setBuilding,
  takeNotes,
  waiting,
  writeBits,
} from '../store/packed.ts';

export interface FoldOptions {
  /** Postings from which on a list is packed. */
  readonly least?: number;
  /** Notes folded in one transaction, at most. */
  readonly notes?: number;
  /** Runs folded in one transaction, at most: about a megabyte each. */
  readonly runs?: number;
}

const usual = { least: 1_000, notes: 2_000, runs: 4 };

/** Lists met while folding that may have become long: of a list that has, one in some postings is taken as a sign. */
function createSample(packed: ReadonlySet<bigint>, least: number) {
  const keys = new Set<bigint>();
  // Sixteen signs on the way to the bound: that all are missed happens once in 10^7.
  const oneIn = Math.max(1, Math.floor(least / 16));
  return {
    keys,
    meet: (key: bigint, count: number, seed: number): void => {
      if (packed.has(key)) return;
      const drawn = Math.imul(Number(key & 0xffffffn) ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b) >>> 0;
      if (count >= oneIn || drawn % oneIn < count) keys.add(key);
    },
  };
}

/** The bits that runs and notes set and clear. Runs are the elder: what a note says holds. */
function bitsOf(runs: readonly Run[], notes: readonly Note[], packed: ReadonlySet<bigint>, least: number) {
  const sample = createSample(packed, least);
  const set = bitSets();
  const clear = bitSets();
  for (const { id, data } of runs) {
    for (const list of readRun(data)) {
      if (packed.has(list.key)) list.each((block, bit) => set.add(list.key, block, bit));
      else sample.meet(list.key, list.count, Number(id));
    }
  }
  for (const { rid, keys, gone } of notes) {
    for (const key of keys) {
      if (packed.has(key)) set.addNumber(key, rid);
      else sample.meet(key, 1, Number(rid % 4_294_967_296n));
    }
    const kept = new Set(keys);
    for (const key of gone) if (packed.has(key) && !kept.has(key)) clear.addNumber(key, rid);
  }
  return { set: set.all(), clear: clear.all(), met: [...sample.keys] };
}

/** What one folding came to: lists that may have become long, and whether there was anything to fold. */
interface Folded {
  readonly met: readonly bigint[];
  readonly any: boolean;
  /** The bound was reached. */
  readonly more: boolean;
}

/** Folds in what was written, up to a bound, in the caller's transaction; null when another is at it. */
export async function foldSome(tx: Tx, options: FoldOptions = {}): Promise<Folded | null> {
  const bounds = { ...usual, ...options };
  if (!(await becomeFolder(tx))) return null;
  // Notes first, then runs: see store/packed.ts.
  const taken = await takeNotes(tx, bounds.notes);
  const { runs, more } = await readRuns(tx, bounds.runs);
  const notes = more ? [] : taken;
  if (runs.length + notes.length === 0) return { met: [], any: false, more: false };
  const packed = await packedKeys(tx);
  const { set, clear, met } = bitsOf(runs, notes, packed, await leastPacked(tx, bounds.least));
  // A run may set what a note in the same go clears.
  await writeBits(tx, 'set', set);
  await writeBits(tx, 'clear', clear);
  if (runs.length > 0)
    dropRuns(
      tx,
      runs.map(({ id }) => id),
    );
  if (notes.length > 0)
    dropNotes(
      tx,
      notes.map(({ rid }) => rid),
    );
  return { met, any: true, more: more || notes.length === bounds.notes };
}

/** Packs those of these lists that are long and not packed yet; each in a transaction of its own. */
async function packLong(pool: pg.Pool, met: readonly bigint[], least: number): Promise<void> {
  const long = await withTx(pool, 'write', async (tx) => longLists(tx, met, await leastPacked(tx, least)));
  for (const key of long) {
    await withTx(pool, 'write', async (tx) => {
      if (!(await becomeFolder(tx))) return;
      const [still] = await longLists(tx, [key], 1);
      if (still !== undefined) await packList(tx, key);
    });
  }
}

const isSpread = (pool: pg.Pool): Promise<boolean> => withTx(pool, 'write', async (tx) => tx.spread);

/** Looks through the lists of the next parameter that were there before lists were packed; false when none are left. */
async function buildNext(pool: pg.Pool, least: number): Promise<boolean> {
  return withTx(pool, 'write', async (tx) => {
    const from = await buildingAt(tx);
    if (from === null || !(await becomeFolder(tx)) || (await buildingAt(tx)) !== from) return false;
    const number = await nextParameter(tx, keyRange(from)[0]);
    if (number === undefined) {
      await setBuilding(tx, null);
      return false;
    }
    const long = await longListsOf(tx, keyRange(number), await leastPacked(tx, least));
    for (const key of await longLists(tx, long, 1)) await packList(tx, key);
    await setBuilding(tx, number + 1);
    return true;
  });
}

/** Notes are left alone until there are so many, or until they have waited so long, ms: a page is written for each list they touch. */
const worthwhile = 500;
const longest = 60_000;

/** Until the one at work is asked for again, ms. */
const patience = 20;

export interface Folder {
  /** Folds what is worth it; whether there is more to do at once. */
  work(): Promise<boolean>;
  /** Folds some, whatever there is; whether there was any. */
  fold(): Promise<boolean>;
  /** Folds all there is and packs what has become long; waits for whoever is at it. */
  finish(): Promise<void>;
}

/** Keeps the packed lists up, of all processes one at a time. */
export function createFolder(pool: pg.Pool, now: () => number, options: FoldOptions = {}): Folder {
  const { least } = { ...usual, ...options };
  let last = now();
  const foldOnce = async (): Promise<Folded | null> => {
    const folded = await withTx(pool, 'write', (tx) => foldSome(tx, options));
    last = now();
    if (folded && folded.met.length > 0) await packLong(pool, folded.met, least);
    return folded;
  };
  const fold = async (): Promise<boolean> => (await foldOnce())?.any ?? false;
  return {
    fold,
    work: async () => {
      const state = await withTx(pool, 'write', async (tx) =>
        tx.spread ? null : { ...(await waiting(tx, worthwhile)), building: (await buildingAt(tx)) !== null },
      );
      if (!state) return false;
      const due = state.runs || state.notes >= worthwhile || (state.notes > 0 && now() - last >= longest);
      if (due && (await fold())) return true;
      return state.building && (await buildNext(pool, least));
    },
    finish: async () => {
      if (await isSpread(pool)) return;
      while ((await withTx(pool, 'write', buildingAt)) !== null) if (!(await buildNext(pool, least))) await setTimeout(patience);
      for (;;) {
        const folded = await foldOnce();
        if (folded && !folded.more) return;
        if (!folded) await setTimeout(patience);
      }
    },
  };
}
