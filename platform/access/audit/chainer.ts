import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Clock, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { type Algorithm, createHasher, type Hasher, hashBytes } from './hash.ts';
import { appendSigned, type Signed, signHead } from './heads.ts';
import { type Hole, holesAfter } from './holes.ts';
import { fixLine, lineOf } from './line.ts';
import { createTree, type Subtree } from './merkle.ts';
import { numberOf, writeRuns } from './runs.ts';
import type { Signer } from './sign.ts';

/** What entries are chained with. */
export interface ChainMeans {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** Of a log that is begun; one that was begun goes on as it was. */
  readonly algorithm: Algorithm;
  readonly signerOf: (algorithm: Algorithm) => Promise<Signer>;
  /** Where heads are written outside the database. */
  readonly folder: string;
  /** A head is signed after so many entries, or so long after the one before, ms. */
  readonly headEntries?: number;
  readonly headMs?: number;
}

/** Entries of one round: some milliseconds of work, then others may. */
const mostAtOnce = 2_000;
const usualHeadEntries = 10_000;
const usualHeadMs = 60_000;
/** How often entries are looked for that neither the order nor the holes led to, ms, and how far back. */
const sweepMs = 600_000;
const sweepBack = 50_000;

interface State {
  readonly log: string;
  readonly algorithm: Algorithm;
  readonly number: string;
  readonly hash: Buffer;
  readonly frontier: readonly Buffer[];
  readonly seen: string;
  readonly holes: readonly Hole[];
  readonly swept: string;
  readonly swept_at: Date | null;
  readonly headed: string;
  readonly headed_at: Date | null;
}

interface Found {
  readonly entry: string;
  readonly line: string;
}

async function holdState(tx: Tx): Promise<State | null> {
  const [state] = await tx.query<State>(
    `select log, algorithm, number, hash, frontier, seen, holes, swept, swept_at, headed, headed_at
       from access.audit_state where id = 1 for update skip locked`,
    [],
    'audit.hold-state',
  );
  return state ?? null;
}

/** Begins the log where there is none yet. */
export async function beginLog(pool: pg.Pool, algorithm: Algorithm): Promise<void> {
  const { empty } = createHasher(algorithm);
  await pool.query(
    `insert into access.audit_state (id, log, algorithm, number, hash, frontier, seen, holes, swept, headed)
     values (1, $1, $2, 0, $3, '{}', 0, '[]', 0, 0) on conflict (id) do nothing`,
    [randomUUID(), algorithm, empty],
  );
}

const found = `select a.entry, ${lineOf('a')} as line from access.audit a`;

/** Entries to be chained now, in their order: those of holes that were filled, then new ones. */
async function findNew(tx: Tx, state: State, holes: readonly number[], sweep: boolean): Promise<readonly Found[]> {
  const late = holes.length === 0 ? [] : await tx.query<Found>(`${found} where a.entry = any($1) order by a.entry`, [holes]);
  const lost = sweep
    ? await tx.query<Found>(
        `${found} where a.entry > $1 and a.entry <= $2 and a.entry <> all($3)
           and ${numberOf('a')} is null order by a.entry limit $4`,
        [Math.max(Number(state.swept) - sweepBack, 0), state.seen, holes, mostAtOnce],
      )
    : [];
  const fresh = await tx.query<Found>(
    `${found} where a.entry > $1 order by a.entry limit $2`,
    [state.seen, mostAtOnce],
    'audit.find-new',
  );
  return [...lost, ...late, ...fresh];
}

interface Linked {
  readonly number: number;
  readonly hash: Buffer;
  readonly frontier: readonly Buffer[];
  readonly root: Buffer;
  readonly hashes: Buffer;
  readonly kept: readonly Subtree[];
}

/** The entries with their numbers, after what is chained already. */
function link(hasher: Hasher, state: State, entries: readonly Found[]): Linked {
  const tree = createTree(hasher, Number(state.number), state.frontier);
  const hashes = Buffer.alloc(entries.length * hashBytes);
  const kept: Subtree[] = [];
  let { hash } = state;
  for (const [at, { line }] of entries.entries()) {
    const leaf = hasher.leaf(tree.size + 1, line);
    hash = hasher.chain(hash, leaf);
    hashes.set(hash, at * hashBytes);
    tree.add(leaf, (subtree) => kept.push(subtree));
  }
  return { number: tree.size, hash, frontier: tree.roots, root: tree.root(), hashes, kept };
}

function writeChain(tx: Tx, state: State, entries: readonly Found[], { hashes, kept }: Linked): void {
  writeRuns(
    tx,
    Number(state.number) + 1,
    entries.map(({ entry }) => Number(entry)),
    hashes,
  );
  for (const { level, place, hash } of kept)
    tx.later('insert into access.audit_node (level, place, hash) values ($1, $2, $3)', [level, place, hash], 'audit.node');
}

/** The head that is due now, if one is. */
function headOf(means: ChainMeans, signer: Signer, state: State, linked: Linked, now: Date): Signed | null {
  const { headEntries = usualHeadEntries, headMs = usualHeadMs } = means;
  const since = linked.number - Number(state.headed);
  const waited = state.headed_at ? now.getTime() - state.headed_at.getTime() : Number.POSITIVE_INFINITY;
  if (since <= 0 || (since < headEntries && waited < headMs)) return null;
  const [root, chain] = [linked.root.toString('hex'), linked.hash.toString('hex')];
  const { log, algorithm } = state;
  return signHead(signer, { log, algorithm, size: linked.number, root, chain, time: now.toISOString() });
}

const xid = async (tx: Tx, end: 'xmin' | 'xmax'): Promise<bigint> => {
  const [row] = await tx.query<{ xid: string }>(
    `select pg_snapshot_${end}(pg_current_snapshot())::text as xid`,
    [],
    `audit.${end}`,
  );
  return BigInt(row?.xid ?? 0);
};

/**
 * Chains what was committed since, in one transaction; how many entries. Null when another process is at it, or no log was begun. The
 * order is that of the entries' numbers as they were drawn; one that commits after a later one was chained comes after it. Killed at
 * any moment nothing of the round remains, and the entries are chained by whoever comes next.
 */
export async function chainOnce(means: ChainMeans): Promise<number | null> {
  let head: Signed | null = null;
  const done = await withTx(means.pool, 'write', async (tx) => {
    fixLine(tx);
    const state = await holdState(tx);
    if (!state) return null;
    const now = means.clock();
    const hasher = createHasher(state.algorithm);
    const finished = state.holes.length > 0 ? await xid(tx, 'xmin') : 0n;
    const sweep = now.getTime() - (state.swept_at?.getTime() ?? 0) >= sweepMs;
    const wanted = state.holes.map(({ entry }) => entry);
    const entries = await findNew(tx, state, wanted, sweep);
    const after = holesAfter(
      { seen: Number(state.seen), holes: state.holes },
      entries.map(({ entry }) => Number(entry)),
      finished,
    );
    const holes = after.fresh.length > 0 ? [...after.kept, ...mark(after.fresh, await xid(tx, 'xmax'))] : after.kept;
    const linked = link(hasher, state, entries);
    if (entries.length > 0) writeChain(tx, state, entries, linked);
    head = headOf(means, await means.signerOf(state.algorithm), state, linked, now);
    if (head)
      tx.later(
        'insert into access.audit_head (size, at, text, signature, key) values ($1, $2, $3, $4, $5) on conflict do nothing',
        [linked.number, now, head.text, head.signature, head.key],
        'audit.head',
      );
    if (entries.length > 0 || head || sweep || holes.length !== state.holes.length)
      await tx.query(
        `update access.audit_state set number = $1, hash = $2, frontier = $3, seen = $4, holes = $5, swept = case when $6 then seen else swept end,
                swept_at = case when $6 then $7 else swept_at end, headed = case when $8 then $1 else headed end,
                headed_at = case when $8 then $7 else headed_at end where id = 1`,
        [linked.number, linked.hash, linked.frontier, after.seen, JSON.stringify(holes), sweep, now, head !== null],
        'audit.keep-state',
      );
    return entries.length;
  });
  if (head) await appendSigned(means.folder, head);
  return done;
}

const mark = (entries: readonly number[], until: bigint): Hole[] => entries.map((entry) => ({ entry, until: until.toString() }));

/** From one look for new entries to the next, ms. */
const lookMs = 500;

/**
 * Chains what this and other processes write, until it is stopped:
 *
 *   resting --half a second--> chaining --a full round--> chaining        chaining --less--> resting
 *   any --stop--> chaining what is there --> stopped
 */
export function startChainer(means: ChainMeans, onError: (error: unknown) => void): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const round = async (): Promise<void> => {
    while (((await chainOnce(means)) ?? 0) >= mostAtOnce);
  };
  const run = async (): Promise<void> => {
    let begun = false;
    while (!signal.aborted) {
      try {
        if (!begun) await beginLog(means.pool, means.algorithm);
        begun = true;
        await round();
      } catch (error) {
        if (!signal.aborted) onError(error);
      }
      await wait(lookMs, undefined, { signal }).catch(() => {});
    }
    await round().catch(onError);
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** The hash that the log was begun with; null before it is. */
export async function readAlgorithm(tx: Tx): Promise<Algorithm | null> {
  const [state] = await tx.query<{ algorithm: Algorithm }>('select algorithm from access.audit_state where id = 1');
  return state?.algorithm ?? null;
}
