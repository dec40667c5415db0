import { type Joint, ok, type Result, type Share, shareOf, type Tx } from '@songhua/kernel';
import { decideDelete, decideFresh, decidePut, outcomeOf } from '../interactions/change.ts';
import { mayBeInPart } from '../interactions/check-unmasked.ts';
import { type Letter, leadsToAll, readsWhatItChanges } from '../reach/ways.ts';
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
      items.map(({ ask, write }) => ({ ...write, by: ask.actor })),
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

/** What each of these asks for, of what its actor reaches: one statement for all who reach everything, and one for each type of each other. */
async function readTogether(tx: Tx, items: readonly OneRead[]): Promise<(Version | null)[]> {
  const found = items.map((): Version | null => null);
  const read = async (places: readonly number[]): Promise<void> => {
    const own = places.flatMap((at) => items[at] ?? []);
    const [first] = own;
    const versions = (await first?.ask.store.readSeen(tx, first.ask.reader, 'r', own)) ?? [];
    for (const [nth, at] of places.entries()) found[at] = versions[nth] ?? null;
  };
  const readers = Map.groupBy(items.keys(), (at) => items[at]?.ask.reader?.reach);
  const groups = readers
    .entries()
    .flatMap(([reach, places]) => (reach ? Map.groupBy(places, (at) => items[at]?.type).values() : [places]));
  // Asked at the same time they go to the database in one message.
  await Promise.all(groups.map(read));
  return found;
}

const readsIn = (transaction: 'one' | 'search'): Joint<OneRead> => ({
  transaction,
  carryOut: async (tx, items) => {
    // No two statements need a moment in common: whether something is reached is found out together with what it says.
    const own: Tx = transaction === 'one' ? tx : { ...tx, query: (text, values, name) => tx.alone(text, values ?? [], name) };
    const found = await readTogether(own, items);
    return ok(
      items.map(({ ask, type, id }, at) => {
        const outcome = foundOutcome(ask, type, id, found[at] ?? null);
        return outcome.ok ? ok(outcomeReply(ask, outcome.value, false)) : outcome;
      }),
    );
  },
});

/** Who reaches everything reads by one statement; whoever does not by one for each type, and more for what was deleted. */
const [reads, boundReads] = [readsIn('one'), readsIn('search')];

/** Characters of a body that goes together with others; a larger one would hold them up. */
const largest = 64 * 1024;

/** Modules say of a type by fields what its writer may not do (checkWriter): that is asked of one write by itself. */
const isAsked = (type: string, letter: Letter, { reader, store }: Unasked): boolean =>
  reader !== undefined &&
  letter !== 'd' &&
  store.writing.projections.some(({ mayWrite, types }) => mayWrite !== undefined && types.includes(type));

/** Of who reaches a part of the store only, each write is judged by what stands there, and keeps the labels of that. */
function isJudged(type: string, letter: Letter, { reader, store }: Unasked): boolean {
  if (!reader) return false;
  const people = store.view.people(type);
  return (
    store.writing.referencesEnforced ||
    !leadsToAll(reader.reach, type, letter, people) ||
    !readsWhatItChanges(reader.reach, type, letter) ||
    (letter === 'u' && people.sensitive)
  );
}

const goesAlone = (type: string, letter: Letter, ask: Unasked): boolean =>
  type === 'SearchParameter' || ask.body.length > largest || isJudged(type, letter, ask) || isAsked(type, letter, ask);

type Shared = Result<Share | null>;

function shareWrite(ask: Unasked, decision: Result<{ readonly write: Write }>): Shared {
  if (!decision.ok) return decision;
  const { write } = decision.value;
  return ok(mayBeInPart(ask.reader, write) ? null : shareOf(writes, { ask, write }));
}

export function shareCreate(ask: Unasked, { type }: { readonly type: string }): Shared {
  if (ask.conditions.ifNoneExist !== undefined || goesAlone(type, 'c', ask)) return ok(null);
  const plain = checkPlain(ask);
  if (!plain.ok) return plain;
  const scan = content(ask);
  return scan.ok ? shareWrite(ask, decideFresh(ask, { type, scan: scan.value })) : scan;
}

export function shareUpdate(ask: Unasked, { type, id }: { readonly type: string; readonly id: string }): Shared {
  if (goesAlone(type, 'u', ask)) return ok(null);
  const plain = checkPlain(ask);
  if (!plain.ok) return plain;
  const scan = content(ask);
  if (!scan.ok) return scan;
  return shareWrite(ask, decidePut(ask, { type, id, scan: scan.value, conditions: ask.conditions }));
}

export function shareDelete(ask: Unasked, { type, id }: { readonly type: string; readonly id: string }): Shared {
  if (goesAlone(type, 'd', ask)) return ok(null);
  const plain = checkPlain(ask);
  return plain.ok ? shareWrite(ask, decideDelete(ask, { type, id, conditions: ask.conditions })) : plain;
}

export function shareRead(ask: Unasked, { type, id }: { readonly type: string; readonly id: string }): Shared {
  const may = checkRead(ask, type);
  return may.ok ? ok(shareOf(ask.reader ? boundReads : reads, { ask, type, id })) : may;
}
