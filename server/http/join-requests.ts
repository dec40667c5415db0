import { type Access, logChanges } from '@songhua/access';
import { type Clock, createPace, type Joint, ok, type Refusal, type Result, type Share, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { retrying } from './retrying.ts';

/** A request's share, and the note of who had it done; null when nobody needs one. */
export interface Asking extends Share {
  readonly noteOf: (result: unknown, at: Date) => Access | null;
}

/** Has shares done; each resolves when it is committed, by its own result alone. */
export type Join = (asking: Asking) => Promise<Result<unknown>>;

/** Most shares that one transaction takes. */
const mostAtOnce = 64;
/** Transactions of one kind at once. More make smaller ones: what comes meanwhile goes with the next. */
const mostGoing = 1;
/** Shares that are done by themselves at once. Each may wait for a lock and keeps a connection meanwhile, which others need. */
const mostAlone = 4;
/** How long joint work waits for a lock, ms: who stands behind a long transaction waits by itself and holds up nobody. */
const impatience = 50;

interface Waiting {
  readonly asking: Asking;
  readonly key: string | undefined;
  readonly settled: PromiseWithResolvers<Result<unknown>>;
}

/** Carries refusals out of the transaction, which they roll back. */
class Refused extends Error {
  readonly who: ReadonlyMap<number, Refusal>;
  constructor(who: ReadonlyMap<number, Refusal>) {
    super('refused');
    this.who = who;
  }
}

/** The server says that it rolled back; of a connection that was lost nobody knows whether it committed before. */
const isRolledBack = (error: unknown): boolean => (error as { severity?: unknown }).severity === 'ERROR';

/** One kind of joint work on one pool, what waits for it and what is on its way. */
function createLine(pool: pg.Pool, clock: Clock, joint: Joint<unknown>) {
  const writes = joint.transaction === 'write';
  let waiting: Waiting[] = [];
  /** Keys on their way. */
  const busy = new Set<string>();
  let going = 0;
  const loners: (() => Promise<void>)[] = [];
  let apart = 0;

  const work = async (tx: Tx, batch: readonly Waiting[]): Promise<readonly Result<unknown>[]> => {
    const items = batch.map(({ asking }) => asking.item);
    const now = clock();
    const done = await joint.carryOut(tx, items, now);
    if (!done.ok) throw new Refused(done.error);
    if (writes) {
      const notes = batch.map(({ asking }, at) => {
        const result = done.value[at];
        return result?.ok ? asking.noteOf(result.value, now) : null;
      });
      logChanges(
        tx,
        notes.filter((note) => note !== null),
      );
    }
    return done.value;
  };

  /** Who waited for the same key may go on. */
  const end = (one: Waiting, how: () => void): void => {
    if (one.key !== undefined) busy.delete(one.key);
    how();
    look();
  };

  /** By itself, as if nobody else had come. */
  const doAlone = (one: Waiting): Promise<void> =>
    retrying(() => withTx(pool, joint.transaction, (tx) => work(tx, [one]))).then(
      ([result = ok(null)]) => end(one, () => one.settled.resolve(result)),
      (error: unknown) => {
        const refusal = error instanceof Refused ? error.who.get(0) : undefined;
        end(one, () => (refusal ? one.settled.resolve({ ok: false, error: refusal }) : one.settled.reject(error)));
      },
    );

  /** It may take its time, but only so many may. */
  const alone = (one: Waiting): void => {
    loners.push(() => doAlone(one));
    nextAlone();
  };
  const nextAlone = (): void => {
    if (apart >= mostAlone) return;
    const next = loners.shift();
    if (!next) return;
    apart += 1;
    void next().finally(() => {
      apart -= 1;
      nextAlone();
    });
  };

  /**
   *   together --committed--> each answered
   *            --some refused--> those answered, the others together again
   *            --refused, nobody knows who; failed before the commit, or rolled back--> each alone
   *            --failed, perhaps committed--> all failed
   */
  const together = async (batch: readonly Waiting[]): Promise<void> => {
    let committing = false;
    try {
      const results = await withTx(pool, joint.transaction, async (tx) => {
        if (writes) tx.later(`set local lock_timeout = ${impatience}`, [], 'joint.impatient');
        const done = await work(tx, batch);
        committing = true;
        return done;
      });
      for (const [at, one] of batch.entries()) end(one, () => one.settled.resolve(results[at] ?? ok(null)));
    } catch (error) {
      const who = error instanceof Refused ? error.who : undefined;
      if (who && who.size > 0) {
        for (const [at, refusal] of who) {
          const one = batch[at];
          if (one) end(one, () => one.settled.resolve({ ok: false, error: refusal }));
        }
        const rest = batch.filter((_, at) => !who.has(at));
        return rest.length > 0 ? together(rest) : undefined;
      }
      for (const one of batch) {
        if (committing && !isRolledBack(error)) end(one, () => one.settled.reject(error));
        else alone(one);
      }
    }
  };

  /** The next that may go together: of each key the one that came first, when none is on its way. */
  const take = (): Waiting[] => {
    const held = new Set(busy);
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    for (const one of waiting) {
      if (batch.length === mostAtOnce || (one.key !== undefined && held.has(one.key))) left.push(one);
      else batch.push(one);
      if (one.key !== undefined) held.add(one.key);
    }
    waiting = left;
    return batch;
  };

  const pace = createPace(() => {
    const batch = take();
    if (batch.length === 0) return;
    pace.took(batch.length);
    going += 1;
    for (const { key } of batch) if (key !== undefined) busy.add(key);
    void together(batch).finally(() => {
      going -= 1;
      look();
    });
  });
  const look = (): void => {
    if (going < mostGoing) pace.waiting(waiting.length);
  };

  return (asking: Asking): Promise<Result<unknown>> => {
    const settled = Promise.withResolvers<Result<unknown>>();
    waiting.push({ asking, key: joint.keyOf?.(asking.item), settled });
    look();
    return settled.promise;
  };
}

/**
 * Joins what requests ask for at the same moment: shares of one kind that come while others are on their way go together with the
 * next transaction. One by itself goes at once.
 */
export function createJoin(pool: pg.Pool, clock: Clock): Join {
  const lines = new Map<Joint<unknown>, Join>();
  return (asking) => {
    const line = lines.get(asking.joint) ?? createLine(pool, clock, asking.joint);
    lines.set(asking.joint, line);
    return line(asking);
  };
}
