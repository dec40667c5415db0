import type { Tx } from '@songhua/kernel';
import type { Behind } from './check-log.ts';
import { type Algorithm, createHasher } from './hash.ts';
import { type Head, readHead, type Signed } from './heads.ts';
import type { FaultKind } from './judge-break.ts';
import { fixLine, lineOf, readLine } from './line.ts';
import { consistencyPath, inclusionPath, isConsistent, rootByInclusion } from './merkle.ts';
import { rootsOf } from './roots.ts';
import { entryAt } from './runs.ts';

/** That an entry is in the log: whoever has this and a signed head needs neither us nor the database. */
export interface InclusionProof {
  readonly proof: 'songhua audit inclusion 1';
  readonly number: number;
  /** What is hashed (UTF-8), and the same taken apart for people: only `line` is proven. */
  readonly line: string;
  readonly fields: Readonly<Record<string, string | null>>;
  readonly size: number;
  /** Hashes from the leaf to the root, hexadecimal. */
  readonly path: readonly string[];
  readonly head: Signed;
}

/** That the log of a later head begins with all of the log of an earlier one. */
export interface ConsistencyProof {
  readonly proof: 'songhua audit consistency 1';
  readonly path: readonly string[];
  readonly before: Signed;
  readonly head: Signed;
}

interface Headed extends Head {
  readonly signed: Signed;
}

/** The newest head of at least so many entries, or the one of exactly `size`. */
async function findHead(tx: Tx, number: number, size: number | undefined): Promise<Headed | null> {
  const [signed] = await tx.query<Signed>(
    `select text, signature, key from access.audit_head where size >= $1 and ($2::bigint is null or size = $2)
      order by size desc, key limit 1`,
    [number, size ?? null],
  );
  const head = signed && readHead(signed);
  return head ? { ...head, signed } : null;
}

const hex = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'));

/** Why there is no proof: no such entry is kept, or no head covers it yet. */
export type Unproven = 'unknown' | 'unheaded';

/** The proof that entry `number` is in the log, under the newest head or the one of `size` entries. */
export async function proveInclusion(tx: Tx, number: number, size?: number): Promise<InclusionProof | Unproven> {
  fixLine(tx);
  const [row] = await tx.query<{ line: string }>(
    `select ${lineOf('a')} as line from access.audit a where a.entry = ${entryAt('$1::bigint')}`,
    [number],
  );
  if (!row) return 'unknown';
  const head = await findHead(tx, number, size);
  if (!head) return 'unheaded';
  const path = await inclusionPath(number - 1, head.size, rootsOf(tx, createHasher(head.algorithm)));
  return {
    proof: 'songhua audit inclusion 1',
    number,
    line: row.line,
    fields: readLine(row.line),
    size: head.size,
    path: hex(path),
    head: head.signed,
  };
}

/** The proof that the log of `to` entries (the newest head's unless said) begins with that of `from`; both must be sizes of heads. */
export async function proveConsistency(tx: Tx, from: number, to?: number): Promise<ConsistencyProof | 'unheaded'> {
  const before = await findHead(tx, from, from);
  const head = await findHead(tx, from, to);
  if (!before || !head) return 'unheaded';
  const path = await consistencyPath(before.size, head.size, rootsOf(tx, createHasher(head.algorithm)));
  return { proof: 'songhua audit consistency 1', path: hex(path), before: before.signed, head: head.signed };
}

/** What a proof shows when it is held against heads that were kept elsewhere. */
export type Checked = { readonly ok: true; readonly head: Head } | { readonly ok: false; readonly says: string };

const wrong = (says: string): Checked => ({ ok: false, says });

/** Only what somebody kept outside counts: the head that comes along with a proof is there for comparison. */
function trusted(given: Signed, kept: readonly Signed[]): Head | null {
  const head = readHead(given);
  const own = kept.flatMap((one) => readHead(one) ?? []).find(({ size }) => size === head?.size);
  return own && head && own.root === head.root && own.log === head.log ? own : null;
}

const bytes = (hashes: readonly string[]): Buffer[] => hashes.map((hash) => Buffer.from(hash, 'hex'));

const noHead = (given: Signed): string =>
  `among the heads given there is none of ${/^size (\d+)$/m.exec(given.text)?.[1]} entries that says the same as the proof’s`;

/** Holds a proof against signed heads, offline. */
export function checkProof(proof: InclusionProof | ConsistencyProof, kept: readonly Signed[]): Checked {
  const head = trusted(proof.head, kept);
  if (!head) return wrong(noHead(proof.head));
  const hasher = createHasher(head.algorithm);
  const root = Buffer.from(head.root, 'hex');
  if (proof.proof === 'songhua audit consistency 1') {
    const before = trusted(proof.before, kept);
    if (!before) return wrong(noHead(proof.before));
    const first = { size: before.size, root: Buffer.from(before.root, 'hex') };
    return isConsistent(hasher, first, { size: head.size, root }, bytes(proof.path))
      ? { ok: true, head }
      : wrong('the path does not lead from the earlier root to the later');
  }
  const leaf = hasher.leaf(proof.number, proof.line);
  const found = rootByInclusion(hasher, leaf, proof.number - 1, head.size, bytes(proof.path));
  return found?.equals(root) ? { ok: true, head } : wrong('the path does not lead from the entry to the signed root');
}

/** Where the log stands, for people. */
export interface LogState {
  readonly begun: boolean;
  /** Its name, in every head. */
  readonly log: string | null;
  readonly algorithm: Algorithm | null;
  /** Entries in the chain, and those that wait for it. */
  readonly chained: number;
  readonly waiting: number;
  readonly head: { readonly size: number; readonly at: Date; readonly key: string } | null;
  readonly keptFrom: number;
  /** The newest verification, by a server or from the console. */
  readonly verified: LastVerified | null;
  /** When the log was last found whole, from its first kept entry to its last. */
  readonly wholeAt: Date | null;
  /** When the servers verify it next; null when that is not planned. */
  readonly dueAt: Date | null;
  readonly behind: Behind | null;
  readonly restores: readonly { readonly number: number; readonly to: number; readonly at: string; readonly backup: string }[];
}

export interface LastVerified {
  readonly at: string;
  readonly ok: boolean;
  /** First and last entry that were looked at. */
  readonly from: number;
  readonly to: number;
  /** The first bad entry. */
  readonly bad: number | null;
  readonly kind: FaultKind | null;
  readonly says: string | null;
  readonly by: string;
}

export async function readLogState(tx: Tx): Promise<LogState> {
  const [state] = await tx.query<{ log: string; algorithm: Algorithm; number: string; seen: string }>(
    'select log, algorithm, number, seen from access.audit_state where id = 1',
  );
  const [waiting] = await tx.query<{ count: string }>('select count(*) from access.audit where entry > $1', [state?.seen ?? 0]);
  const [head] = await tx.query<{ size: string; at: Date; key: string }>(
    'select size, at, key from access.audit_head order by size desc limit 1',
  );
  const [kept] = await tx.query<{ number: string | null }>('select max(number) as number from access.audit_checkpoint');
  return {
    begun: state !== undefined,
    log: state?.log ?? null,
    algorithm: state?.algorithm ?? null,
    chained: Number(state?.number ?? 0),
    waiting: Number(waiting?.count ?? 0),
    head: head ? { size: Number(head.size), at: head.at, key: head.key } : null,
    keptFrom: Number(kept?.number ?? 0) + 1,
    ...(await readChecks(tx)),
  };
}

interface VerifiedRow extends Omit<LastVerified, 'at' | 'from' | 'to' | 'bad'> {
  readonly at: Date;
  readonly first: string;
  readonly last: string;
  readonly number: string | null;
}

/** What verifications found, and what the heads outside say of this database. */
async function readChecks(tx: Tx): Promise<Pick<LogState, 'verified' | 'wholeAt' | 'dueAt' | 'behind' | 'restores'>> {
  const [last] = await tx.query<VerifiedRow>(
    `select at, ok, first, last, number, kind, says, by_whom as "by" from access.audit_verification order by id desc limit 1`,
  );
  const [whole] = await tx.query<{ at: Date }>(
    'select at from access.audit_verification where whole and ok order by id desc limit 1',
  );
  const [check] = await tx.query<{ due: Date | null; behind: Behind | null; restores: LogState['restores'] }>(
    'select due_at as due, behind, restores from access.audit_check where id = 1',
  );
  const verified = last && {
    at: last.at.toISOString(),
    ok: last.ok,
    from: Number(last.first),
    to: Number(last.last),
    bad: last.number === null ? null : Number(last.number),
    kind: last.kind,
    says: last.says,
    by: last.by,
  };
  return {
    verified: verified ?? null,
    wholeAt: whole?.at ?? null,
    dueAt: check?.due ?? null,
    behind: check?.behind ?? null,
    restores: check?.restores ?? [],
  };
}
