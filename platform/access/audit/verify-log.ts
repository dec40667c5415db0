import { type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { type Algorithm, createHasher } from './hash.ts';
import { type Checkpoint, type Head, readCheckpoint, readHead, type Signed } from './heads.ts';
import { type FaultKind, judgeBreak } from './judge-break.ts';
import { fixLine } from './line.ts';
import { createTree, keptEvery } from './merkle.ts';
import { frontierOf, rootsOf } from './roots.ts';
import { readLinkHash } from './runs.ts';
import { type Broken, readLinks, type Walk, walkOn } from './walk-log.ts';

/** The first thing that is wrong. */
export interface Fault {
  readonly kind: FaultKind;
  /** The entry; of a range the first. */
  readonly number: number;
  /** Of a range the last: somewhere from `number` to here. */
  readonly to?: number;
  readonly says: string;
}

export interface Verification {
  readonly ok: boolean;
  readonly fault: Fault | null;
  readonly algorithm: Algorithm | null;
  /** First and last entry that were looked at. */
  readonly from: number;
  readonly to: number;
  /** Entries that are written and not chained yet. */
  readonly unchained: number;
  /** Signed heads that were held against the log, and the size of the largest. */
  readonly heads: number;
  readonly headed: number;
  /** Entries before which nothing is kept: dropped after their time. */
  readonly keptFrom: number;
  /** Public keys by which the heads were signed. */
  readonly keys: readonly string[];
}

export interface VerifyOptions {
  /** Heads and checkpoints from outside the database; without any only those in it are looked at. */
  readonly signed?: readonly Signed[];
  /** The first entry to look at. */
  readonly from?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Beyond every key. */
const endOfKeys = '9223372036854775807';
/** Seconds after which an entry that the chainer has passed by is not late any more. */
const lateSeconds = 1_800;

interface State {
  readonly log: string;
  readonly algorithm: Algorithm;
  readonly number: string;
}

const fault = (kind: FaultKind, number: number, says: string, to?: number): Fault => ({
  kind,
  number,
  says,
  ...(to !== undefined && to !== number && { to }),
});

const texts: Readonly<Record<FaultKind, (number: number) => string>> = {
  altered: (n) => `entry ${n} (or the hash of the entry before it) is not what was chained`,
  dropped: (n) => `entry ${n} is missing`,
  inserted: (n) => `entry ${n} was put in: it was not here when those behind it were chained`,
  reordered: (n) => `entry ${n} stands in the place of another`,
  truncated: (n) => `the log ends before entry ${n}, which a signed head or the chainer's own note knows`,
  rewritten: (n) => `from entry ${n} on the log agrees with itself and not with what was signed`,
  forged: (n) => `a head of ${n} entries is not signed by its key, or is of another log`,
};

/** Heads and checkpoints that are what they say, or the first that is not. */
function readAll(signed: readonly Signed[], log: string | undefined) {
  const heads: Head[] = [];
  const checkpoints: Checkpoint[] = [];
  const keys = new Set<string>();
  // The same head mostly lies in the database and outside.
  for (const one of new Map(signed.map((each) => [each.signature, each])).values()) {
    const said = one.text.startsWith('songhua audit checkpoint') ? readCheckpoint(one) : readHead(one);
    if (!said || (log !== undefined && said.log !== log)) {
      const size = Number(/^(?:size|number) (\d+)$/m.exec(one.text)?.[1] ?? 0);
      return { heads, checkpoints, keys, forged: fault('forged', size, texts.forged(size)) };
    }
    keys.add(one.key);
    if ('size' in said) heads.push(said);
    else checkpoints.push(said);
  }
  return { heads, checkpoints, keys, forged: null };
}

/**
 * Of what the database holds, what may be believed: with heads from outside, only what their keys signed. A checkpoint stays in any case, and
 * one of another key is a forgery: it would let the beginning of the log disappear.
 */
function ofKnownKeys(outside: readonly Signed[], within: readonly Signed[]): readonly Signed[] {
  if (outside.length === 0) return within;
  const keys = new Set(outside.map(({ key }) => key));
  return within.flatMap((one) => {
    if (keys.has(one.key)) return [one];
    return one.text.startsWith('songhua audit checkpoint') ? [{ ...one, signature: '' }] : [];
  });
}

/** How many entries are not in the chain, and the first of those that the chainer should have seen long ago. */
async function findUnchained(tx: Tx): Promise<{ count: number; stray: number | null }> {
  const [row] = await tx.query<{ count: string; stray: string | null }>(
    `select count(*) as count,
            min(a.entry) filter (where a.at < s.at - interval '${lateSeconds} seconds' and a.entry < s.seen) as stray
       from (select entry + count as since, lead(entry) over (order by entry) as until from access.audit_run
             union all select 0, (select min(entry) from access.audit_run)) as gap
       join access.audit a on a.entry >= gap.since and a.entry < coalesce(gap.until, ${endOfKeys})
       cross join (select (select max(at) from access.audit where entry = (select max(entry) from access.audit)) as at,
                          coalesce((select seen from access.audit_state where id = 1), 0) as seen) s
      where gap.until is null or gap.since < gap.until`,
  );
  return { count: Number(row?.count ?? 0), stray: row?.stray ? Number(row.stray) : null };
}

/**
 * Walks through the log from its first kept entry (or `from`) to its end, computes every hash anew and holds it against the stored chain, the
 * kept subtrees and every signed head; names the first thing that is wrong. Reads in one transaction, so that what is written meanwhile is
 * not seen, and hashes the lines as they come, as bytes.
 */
export async function verifyLog(pool: pg.Pool, { signed = [], from = 1, onProgress }: VerifyOptions = {}): Promise<Verification> {
  return withTx(pool, 'read', async (tx) => {
    fixLine(tx);
    tx.later('set local statement_timeout = 0', [], 'audit.verify-time');
    // The lines come in the order of the chain.
    tx.later('set local max_parallel_workers_per_gather = 0', [], 'audit.verify-alone');
    const [state] = await tx.query<State>('select log, algorithm, number from access.audit_state where id = 1');
    const within = await tx.query<Signed>(
      'select text, signature, key from access.audit_head union all select text, signature, key from access.audit_checkpoint',
    );
    const { heads, checkpoints, keys, forged } = readAll([...signed, ...ofKnownKeys(signed, within)], state?.log);
    const { count, stray } = await findUnchained(tx);
    const answer = (found: Fault | null, keptFrom: number, begin: number, end: number): Verification => ({
      ok: found === null,
      fault: found,
      algorithm: state?.algorithm ?? null,
      from: begin,
      to: end,
      unchained: count,
      heads: heads.length,
      headed: heads.reduce((most, { size }) => Math.max(most, size), 0),
      keptFrom,
      keys: [...keys],
    });
    if (forged) return answer(forged, 1, 1, 0);
    const start = await begin(tx, state, checkpoints, from);
    const total = Math.max(Number(state?.number ?? 0), ...heads.map(({ size }) => size));
    const first = start.walk.tree.size + 1;
    const bySize = new Map(heads.map((head) => [head.size, head]));
    const walk = async (): Promise<Fault | null> => {
      const broken = await walkOn(tx, start.walk, bySize, (done) => onProgress?.(done, total));
      return broken && explain(tx, start.walk, broken);
    };
    const found = start.fault ?? contradiction(heads) ?? (await walk());
    const end = start.walk.tree.size;
    if (found) return answer(found, start.keptFrom, first, end);
    if (end < total) return answer(fault('truncated', end + 1, texts.truncated(end + 1), total), start.keptFrom, first, end);
    const late = stray === null ? null : fault('inserted', end + 1, `the entry with key ${stray} stands outside the chain`);
    return answer(late, start.keptFrom, first, end);
  });
}

/** Two heads of one size that say different things: two logs were shown. */
function contradiction(heads: readonly Head[]): Fault | null {
  const known = new Map<number, Head>();
  for (const head of heads) {
    const other = known.get(head.size);
    if (other && (other.root !== head.root || other.chain !== head.chain))
      return fault('rewritten', 1, `two signed heads of ${head.size} entries contradict each other`, head.size);
    known.set(head.size, head);
  }
  return null;
}

/** Where the walk begins: at the checkpoint before the first kept entry, or at the block of `from`. */
async function begin(tx: Tx, state: State | undefined, checkpoints: readonly Checkpoint[], from: number) {
  const hasher = createHasher(state?.algorithm ?? 'sha256');
  const newest = checkpoints.reduce<Checkpoint | null>((best, one) => (best && best.number >= one.number ? best : one), null);
  const kept = newest?.number ?? 0;
  const keptFrom = kept + 1;
  const block = 2 ** keptEvery;
  const asked = Math.floor((from - 1) / block) * block;
  if (asked > kept) {
    const before = await readLinkHash(tx, asked);
    const tree = createTree(hasher, asked, await frontierOf(asked, rootsOf(tx, hasher)));
    const walk: Walk = { hasher, tree, hash: before ?? hasher.empty, sure: asked };
    return { walk, keptFrom, fault: before ? null : fault('truncated', asked, texts.truncated(asked)) };
  }
  const frontier = newest?.frontier.map((hex) => Buffer.from(hex, 'hex')) ?? [];
  const hash = newest ? Buffer.from(newest.chain, 'hex') : hasher.empty;
  return { walk: { hasher, tree: createTree(hasher, kept, frontier), hash, sure: kept } as Walk, keptFrom, fault: null };
}

async function explain(tx: Tx, { hasher, hash, tree }: Walk, broken: Broken): Promise<Fault> {
  if (broken.kind === 'rewritten') {
    const first = broken.from ?? tree.size;
    return fault('rewritten', first, texts.rewritten(first), tree.size);
  }
  const number = tree.size + 1;
  const kind = broken.kind ?? judgeBreak(hasher, hash, await readLinks(tx, tree.size));
  return fault(kind, number, texts[kind](number));
}
