import { type Joint, ok, type Result, type Share, shareOf } from '@songhua/kernel';
import { decideDelete, decideFresh, decidePut, outcomeOf } from '../interactions/change.ts';
import type { Version } from '../store/read.ts';
import type { Write } from '../write/types.ts';
import type { Unasked } from './ask.ts';
import { checkPlain, content } from './content.ts';
import { checkRead, foundOutcome } from './read-resource.ts';
import { outcomeReply } from './reply.ts';

/*
 * Single reads and writes of many requests, done together: what each costs by itself is mostly the transaction and the statements, not
 * the resource. What needs more than its own resource (conditions by search, patches, search parameters) and what is large goes by
 * itself.
 */

interface OneWrite {
  readonly ask: Unasked;
  readonly write: Write;
}

interface OneRead {
  readonly ask: Unasked;
  readonly type: string;
  readonly id: string;
}

const writes: Joint<OneWrite> = {
  transaction: 'write',
  keyOf: ({ write: { type, id } }) => `${type}/${id}`,
  carryOut: async (tx, items, now) => {
    const refused = new Map<number, { code: string }>();
    const [first] = items;
    if (!first) return ok([]);
    const done = await first.ask.store.write(
      tx,
      items.map(({ write }) => write),
      now,
      (at, refusal) => refused.set(at, refusal),
    );
    if (!done.ok) {
      // Of one alone every refusal is its own.
      if (items.length === 1) refused.set(0, done.error);
      return { ok: false, error: refused };
    }
    return ok(
      items.map(({ ask, write: { type, id } }, at) => {
        const written = done.value[at];
        return ok(outcomeReply(ask, written ? outcomeOf(written) : { status: 204, type, id }, true));
      }),
    );
  },
};

const reads: Joint<OneRead> = {
  transaction: 'one',
  carryOut: async (tx, items) => {
    const found: readonly (Version | null)[] = (await items[0]?.ask.store.readCurrents(tx, items)) ?? [];
    return ok(
      items.map(({ ask, type, id }, at) => {
        const outcome = foundOutcome(ask, type, id, found[at] ?? null);
        return outcome.ok ? ok(outcomeReply(ask, outcome.value, false)) : outcome;
      }),
    );
  },
};

/** Characters of a body that goes together with others; a larger one would hold them up. */
const largest = 64 * 1024;

const goesAlone = (type: string, { body }: Unasked): boolean => type === 'SearchParameter' || body.length > largest;

type Shared = Result<Share | null>;

const shareWrite = (ask: Unasked, decision: Result<{ readonly write: Write }>): Shared =>
  decision.ok ? ok(shareOf(writes, { ask, write: decision.value.write })) : decision;

export function shareCreate(ask: Unasked, { type }: { readonly type: string }): Shared {
  if (ask.conditions.ifNoneExist !== undefined || goesAlone(type, ask)) return ok(null);
  const plain = checkPlain(ask);
  if (!plain.ok) return plain;
  const scan = content(ask);
  return scan.ok ? shareWrite(ask, decideFresh(ask, { type, scan: scan.value })) : scan;
}

export function shareUpdate(ask: Unasked, { type, id }: { readonly type: string; readonly id: string }): Shared {
  if (goesAlone(type, ask)) return ok(null);
  const plain = checkPlain(ask);
  if (!plain.ok) return plain;
  const scan = content(ask);
  if (!scan.ok) return scan;
  return shareWrite(ask, decidePut(ask, { type, id, scan: scan.value, conditions: ask.conditions }));
}

export function shareDelete(ask: Unasked, { type, id }: { readonly type: string; readonly id: string }): Shared {
  if (goesAlone(type, ask)) return ok(null);
  const plain = checkPlain(ask);
  return plain.ok ? shareWrite(ask, decideDelete(ask, { type, id, conditions: ask.conditions })) : plain;
}

export function shareRead(ask: Unasked, { type, id }: { readonly type: string; readonly id: string }): Shared {
  const may = checkRead(ask, type);
  return may.ok ? ok(shareOf(reads, { ask, type, id })) : may;
}
