import type { Tx } from '@songhua/kernel';
import { parameterOf } from './domain/keys.ts';
import { bitSets, blockSize, readRun } from './domain/packed-bits.ts';
import { readPostings } from './store/packed.ts';
import * as kept from './store/packed-rows.ts';

export interface PackedCheck {
  readonly fault: (text: string) => void;
  /** How people call a parameter; undefined for one whose lists are still being made or taken away. */
  readonly nameOf: (parameter: number) => string | undefined;
}

/** Faults named one by one in a list. */
const mostNamed = 20;

/** What is asked of notes instead of bits: of each noted resource its keys, and resources in runs. */
async function readNotes(tx: Tx) {
  const notes = new Map<bigint, ReadonlySet<bigint>>();
  for (const { rid, keys } of await kept.allNotes(tx)) notes.set(rid, new Set(keys));
  const inRuns = bitSets();
  for (const data of await kept.allRuns(tx)) {
    for (const list of readRun(data)) list.each((block, bit) => inRuns.add(0n, block, bit));
  }
  const runs = new Map(inRuns.all().map(({ block, bits }) => [block, new Set(bits)] as const));
  return {
    /** Whether it stands in a list; undefined when bits are asked, or neither. */
    keysOf: (rid: bigint): ReadonlySet<bigint> | undefined => notes.get(rid),
    isInRun: (block: number, bit: number): boolean => runs.get(block)?.has(bit) ?? false,
    noted: notes,
  };
}

/** Holds packed lists, and the notes of what they do not say yet, to the postings, all of one snapshot. Names each resource that differs. */
export async function checkPacked(tx: Tx, { fault, nameOf }: PackedCheck): Promise<void> {
  const notes = await readNotes(tx);
  for (const { key, n } of await kept.packedLists(tx)) {
    const name = nameOf(parameterOf(key));
    if (name === undefined) continue;
    let found = 0;
    const say = (text: string): void => {
      found += 1;
      if (found <= mostNamed) fault(`records.packed ${name}, list ${key}: ${text}`);
    };
    const postings = new Map((await readPostings(tx, key)).map(({ block, bits }) => [block, new Set(bits)] as const));
    const blocks = new Map((await kept.blocksOf(tx, key)).map((row) => [row.block, row] as const));
    let set = 0;
    for (const block of new Set([...postings.keys(), ...blocks.keys()])) {
      const expected = postings.get(block) ?? new Set<number>();
      const bits = kept.positions(blocks.get(block)?.bits ?? '');
      const counted = blocks.get(block)?.n ?? 0;
      set += bits.size;
      if (counted !== bits.size) say(`block ${block} says it holds ${counted} and holds ${bits.size}`);
      for (const bit of expected.symmetricDifference(bits)) {
        const rid = BigInt(block) * BigInt(blockSize) + BigInt(bit);
        if (notes.keysOf(rid) || notes.isInRun(block, bit)) continue;
        say(bits.has(bit) ? `has resource number ${rid}, which has no posting` : `lacks resource number ${rid}`);
      }
    }
    for (const [rid, keys] of notes.noted) {
      const posted = postings.get(Number(rid / BigInt(blockSize)))?.has(Number(rid % BigInt(blockSize))) ?? false;
      if (posted !== keys.has(key)) say(`the note of resource number ${rid} and its postings disagree`);
    }
    if (n !== set) say(`says it holds ${n} and holds ${set}`);
    if (found > mostNamed) fault(`records.packed ${name}, list ${key}: ${found - mostNamed} more`);
  }
}
