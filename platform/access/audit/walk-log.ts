import type { Tx } from '@songhua/kernel';
import { type Hasher, hashBytes } from './hash.ts';
import type { Head } from './heads.ts';
import type { FaultKind, Link } from './judge-break.ts';
import { lineOf } from './line.ts';
import { keptEvery, type Tree } from './merkle.ts';
import { entriesOf, linksBetween, type Run } from './runs.ts';

/** Where one is on the way through the log: all up to here holds. */
export interface Walk {
  readonly hasher: Hasher;
  readonly tree: Tree;
  hash: Buffer;
  /** Up to here everything agrees with a signed head. */
  sure: number;
}

/** The entry after the walk's end does not hold; `kind` is null where what stands behind it must tell what was done. */
export interface Broken {
  readonly kind: FaultKind | null;
  /** Of a range the first. */
  readonly from?: number;
}

interface StoredRun extends Run {
  readonly hashes: Buffer;
}

/** Runs read at once; at most 8 MB of hashes. */
const page = 1_000;
/** Entries from one word about progress to the next. */
const progressEvery = 25_600;
/** Links behind a break that are looked at to tell what was done, and how far they are looked for. */
const [behind, farBehind] = [64, 4_096];
const block = 2 ** keptEvery;

/** The next links after `number` as they are stored, in their order. */
export async function readLinks(tx: Tx, number: number): Promise<Link[]> {
  const rows = await tx.query<{ number: string; entry: string; hash: Buffer; line: string | null }>(
    `select c.number, c.entry, c.hash, case when a.entry is null then null else ${lineOf('a')} end as line
       from ${linksBetween('$1::bigint', '$2::bigint')} c left join access.audit a on a.entry = c.entry order by c.number limit $3`,
    [number, number + farBehind, behind],
    'audit.read-links',
  );
  return rows.map((row) => ({ ...row, number: Number(row.number), entry: Number(row.entry) }));
}

async function readRuns(tx: Tx, number: number): Promise<StoredRun[]> {
  const rows = await tx.query<{ number: string; entry: string; count: number; hashes: Buffer }>(
    'select number, entry, count, hashes from access.audit_run where number > $1 order by number limit $2',
    [number, page],
    'audit.read-runs',
  );
  return rows.map((row) => ({ ...row, number: Number(row.number), entry: Number(row.entry) }));
}

/** Roots of kept subtrees of 256 entries that are complete after these links, by the number of their last entry. */
async function readBlocks(tx: Tx, from: number, to: number): Promise<ReadonlyMap<number, Buffer>> {
  const rows = await tx.query<{ place: string; hash: Buffer }>(
    'select place, hash from access.audit_node where level = $1 and place >= $2 and place <= $3',
    [keptEvery, Math.floor(from / block), Math.floor(to / block)],
    'audit.read-blocks',
  );
  return new Map(rows.map(({ place, hash }) => [(Number(place) + 1) * block, hash]));
}

/** What signed heads and kept subtrees say of places in the log, by number. */
interface Anchors {
  readonly heads: ReadonlyMap<number, Head>;
  readonly blocks: ReadonlyMap<number, Buffer>;
}

/** One entry on, if it holds: its hash must be the one at this place of `hashes`. */
function step(walk: Walk, line: Uint8Array, hashes: Buffer, at: number, { heads, blocks }: Anchors): Broken | null {
  const { hasher, tree } = walk;
  const number = tree.size + 1;
  const leaf = hasher.leaf(number, line);
  const hash = hasher.chain(walk.hash, leaf);
  const [from, to] = [at * hashBytes, (at + 1) * hashBytes];
  if (hashes.length < to || hashes.compare(hash, 0, hashBytes, from, to) !== 0) return { kind: null };
  let root: Buffer | undefined;
  tree.add(leaf, (subtree) => {
    if (subtree.level === keptEvery) root = subtree.hash;
  });
  walk.hash = hash;
  if (root && !(blocks.get(number)?.equals(root) ?? false)) return { kind: 'rewritten', from: number - block + 1 };
  const head = heads.get(number);
  if (!head) return null;
  if (head.root !== tree.root().toString('hex') || head.chain !== hash.toString('hex'))
    return { kind: 'rewritten', from: walk.sure + 1 };
  walk.sure = number;
  return null;
}

const opening = Buffer.from('PGCOPY\n');
/** Bytes of a binary COPY before its first row. */
const openingBytes = 19;

/** A row of a key and a line in the binary form of COPY (https://www.postgresql.org/docs/18/sql-copy.html); null at the end. */
function readRow(chunk: Buffer): { readonly entry: number; readonly line: Buffer } | null {
  const at = chunk.subarray(0, opening.length).equals(opening) ? openingBytes : 0;
  if (at + 2 > chunk.length || chunk.readInt16BE(at) < 2) return null;
  const entry = chunk.readInt32BE(at + 6) * 2 ** 32 + chunk.readUInt32BE(at + 10);
  return { entry, line: chunk.subarray(at + 18) };
}

/** Walks along these runs; the lines are hashed while the database makes the next ones. */
async function walkRuns(
  tx: Tx,
  walk: Walk,
  runs: readonly StoredRun[],
  anchors: Anchors,
  onStep: (done: number) => void,
): Promise<Broken | null> {
  const found: { broken: Broken | null } = { broken: null };
  let place = 0;
  let within = 0;
  const follow = (entry: number, line: Buffer): Broken | null => {
    const run = runs[place];
    const expected = walk.tree.size + 1;
    if (!run || run.number + within > expected || entry !== run.entry + within) return { kind: 'dropped' };
    // A number that stands here twice.
    if (run.number + within < expected) return { kind: null };
    const wrong = step(walk, line, run.hashes, within, anchors);
    if (wrong) return wrong;
    within += 1;
    if (within === run.count) {
      place += 1;
      within = 0;
    }
    if (expected % progressEvery === 0) onStep(expected);
    return null;
  };
  const [first, last] = [runs[0]?.number ?? 0, runs.at(-1)?.number ?? 0];
  await tx.copyOut(
    `copy (select own.entry, own.line from ${entriesOf(`r.number between ${first} and ${last}`, `a.entry, ${lineOf('a')} as line`)})
       to stdout (format binary)`,
    (chunk) => {
      const row = found.broken ? null : readRow(chunk);
      if (row) found.broken = follow(row.entry, row.line);
    },
  );
  return found.broken ?? (place < runs.length ? { kind: 'dropped' } : null);
}

/** Walks to the end of the chain, or to what does not hold. `onStep` hears how far it has come. */
export async function walkOn(
  tx: Tx,
  walk: Walk,
  heads: ReadonlyMap<number, Head>,
  onStep: (done: number) => void,
): Promise<Broken | null> {
  for (;;) {
    const before = walk.tree.size;
    const runs = await readRuns(tx, before);
    const last = runs.at(-1);
    if (!last) return null;
    const blocks = await readBlocks(tx, before, last.number + last.count);
    const broken = await walkRuns(tx, walk, runs, { heads, blocks }, onStep);
    if (broken) return broken;
    if (walk.tree.size % progressEvery !== 0) onStep(walk.tree.size);
  }
}
