import { checkPreconditions } from '@songhua/engine-fhir/http/check-preconditions.ts';
import { ok, type Refusal, type Resource, type Result, refuse } from '@songhua/kernel';
import { type Letter, leadsToAll, type Reader, readsWhatItChanges } from '../reach/ways.ts';
import type { Version } from '../store/read.ts';
import { checkReferences, type Live } from '../write/check-references.ts';
import { nameEntry } from '../write/name-entry.ts';
import type { Write, Written } from '../write/types.ts';
import { checkUnmasked } from './check-unmasked.ts';
import { checkWriter } from './check-writer.ts';
import { keepLabels } from './keep-labels.ts';
import type { Work } from './types.ts';

type Asking = Pick<Work, 'store' | 'tx' | 'reader' | 'now'>;
type Writing = Asking & Pick<Work, 'actor'>;

const named = ({ type, id }: Pick<Write, 'type' | 'id'>): string => `${type}/${id}`;

const letterOf = ({ method }: Write): Letter => (method === 'POST' ? 'c' : method === 'DELETE' ? 'd' : 'u');

/** The current version of a resource that the actor reaches by a letter, a deletion included; null as for what never was. */
export async function readAs({ store, tx, reader }: Asking, type: string, id: string, letter: Letter): Promise<Version | null> {
  const [found = null] = await store.readSeen(tx, reader, letter, [{ type, id }]);
  return found;
}

const outOfReach = (write: Write): Result<never> => nameEntry(refuse('records.out-of-reach', { type: write.type }), write.at);
const unknown = (write: Write): Result<never> =>
  nameEntry(refuse('records.unknown-resource', { resource: named(write) }), write.at);

/** What is done with one change: it goes on, nothing is there to be done, or it is refused. */
type Judged = 'write' | 'nothing' | Result<never>;

/**
 * Whether each change may be made to what stands there now. Of what is not reached nothing may be told: a change of it is refused, or has
 * nothing to do, in the very way as of what is not there. So a reader of a part creates nothing under an id of its own choice.
 */
async function judgeBefore(work: Writing, reader: Reader, writes: readonly Write[]): Promise<Judged[]> {
  const { store, tx } = work;
  const judged = writes.map((): Judged => 'write');
  const isWhole = ({ type }: Write, letter: Letter): boolean => leadsToAll(reader.reach, type, letter, store.view.people(type));
  for (const letter of ['u', 'd'] as const) {
    const open = [...writes.keys()].filter((at) => {
      const write = writes[at];
      return write && !write.fresh && letterOf(write) === letter && !isWhole(write, letter);
    });
    const asked = open.flatMap((at) => writes[at] ?? []);
    const mine = await store.readSeen(tx, reader, letter, asked);
    const hidden = asked.filter((_, nth) => mine[nth] === null);
    const seen = await store.readSeen(tx, reader, 'r', hidden);
    for (const [nth, at] of open.entries()) {
      const write = asked[nth];
      if (!write || mine[nth]) continue;
      // Who may read it, but not change it, learns no more by being told so.
      const readable = seen[hidden.indexOf(write)];
      if (readable && !readable.deleted) judged[at] = outOfReach(write);
      else if (letter === 'u') judged[at] = unknown(write);
      else {
        const allowed = checkPreconditions(write.conditions ?? {}, null, named(write));
        judged[at] = allowed.ok ? 'nothing' : nameEntry(allowed, write.at);
      }
    }
  }
  return judged;
}

const contentOf = ({ type, id, scan }: Write) => ({ type, id, resource: { ...scan?.value, id } as unknown as Resource });

/** Changes that leave something that the actor does not reach: nobody writes out of his own sight, or into the record of a stranger. */
async function strangeAmong({ store, tx }: Writing, reader: Reader, writes: readonly Write[]): Promise<Write[]> {
  const strange: Write[] = [];
  for (const letter of ['c', 'u'] as const) {
    const own = writes.filter((write) => write.scan && letterOf(write) === letter);
    const reached = await store.reaches(tx, reader, letter, own.map(contentOf));
    strange.push(...own.filter((_, at) => !reached[at]));
  }
  return strange;
}

/** Who reaches whom follows from what is written of this type. */
const decidesReach = ({ store }: Writing, { type, scan }: Write): boolean =>
  scan !== undefined && store.writing.projections.some((one) => one.decidesReach && one.types.includes(type));

/** Of references that must be to something, those to what the actor reads: all others are as if to nothing. */
const liveFor =
  ({ store, tx }: Asking, reader: Reader): Live =>
  async (asked) => {
    const seen = await store.readSeen(tx, reader, 'r', asked);
    return new Set(seen.flatMap((found, at) => (found && !found.deleted && asked[at] ? [named(asked[at])] : [])));
  };

/** A change as its actor may hear of it. */
export interface WrittenAs extends Written {
  /** The actor may not read it, as it stood or as it stands now: no more is told than that it is written. */
  readonly unread?: true;
}

/** Changes of which the actor may not read what they leave, or what stands there before; ask it before they are made, and again after. */
async function unreadOf({ store, tx }: Writing, reader: Reader, writes: readonly Write[]) {
  const open = writes.filter((write) => write.scan && !readsWhatItChanges(reader.reach, write.type, letterOf(write)));
  if (open.length === 0) return async (): Promise<ReadonlySet<Write>> => new Set();
  const standing = open.filter(({ fresh }) => !fresh);
  const there = standing.length > 0 ? await store.readSeen(tx, undefined, 'r', standing) : [];
  const before = standing.length > 0 ? await store.readSeen(tx, reader, 'r', standing) : [];
  const hidden = new Set(standing.filter((_, at) => there[at] && !there[at].deleted && !before[at]));
  return async (): Promise<ReadonlySet<Write>> => {
    const after = await store.reaches(tx, reader, 'r', open.map(contentOf));
    return new Set(open.filter((write, at) => hidden.has(write) || !after[at]));
  };
}

/**
 * Writes changes as the actor: each must be reached by its letter as it stands and as it will stand. Everything that is written over HTTP
 * goes through here. Null for a deletion of what is not there, or is not reached. Where who reaches whom follows from one of them (a visit is
 * opened), the others may be reached through it: they are judged once more after all are written, and the caller rolls back what is refused.
 */
export async function writeAs(work: Writing, asked: readonly Write[]): Promise<Result<readonly (WrittenAs | null)[]>> {
  const { store, tx, reader, now, actor } = work;
  const writes = asked.map((write) => ({ ...write, by: actor }));
  if (!reader) return store.write(tx, writes, now);
  await store.holdAll(
    tx,
    writes.filter(({ fresh }) => !fresh),
  );
  const unmasked = await checkUnmasked(work, writes);
  if (!unmasked.ok) return unmasked;
  const judged = await judgeBefore(work, reader, writes);
  const refused = judged.find((one) => typeof one === 'object');
  if (refused) return refused;
  const allowed = writes.filter((_, at) => judged[at] === 'write');
  const going = await keepLabels(work, allowed);
  const own = await checkWriter(work, going);
  if (!own.ok) return own;
  const relating = going.some((write) => decidesReach(work, write));
  const strange = await strangeAmong(work, reader, going);
  // What relations follow from cannot be reached through itself.
  const refusedNow = strange.find((write) => !relating || decidesReach(work, write));
  if (refusedNow) return outOfReach(refusedNow);
  const { referencesEnforced } = store.writing;
  const references = () =>
    referencesEnforced ? checkReferences(store.writing, tx, going, liveFor(work, reader)) : Promise.resolve(ok(null));
  const referred = relating ? ok(null) : await references();
  if (!referred.ok) return referred;
  const unreadAfter = await unreadOf(work, reader, going);
  const done = await store.write(tx, going, now);
  if (!done.ok) return hideReferrers(work, reader, done.error);
  if (relating) {
    const [still] = await strangeAmong(work, reader, strange);
    if (still) return outOfReach(still);
    const leading = await references();
    if (!leading.ok) return leading;
  }
  const unread = await unreadAfter();
  const written = done.value.map((one, at): WrittenAs | null => {
    const write = going[at];
    return one && write && unread.has(write) ? { ...one, unread: true } : one;
  });
  return ok(writes.map((write) => written[allowed.indexOf(write)] ?? null));
}

/** A deletion that somebody's reference stands against: who is not reached is not named. */
async function hideReferrers({ store, tx }: Writing, reader: Reader, refusal: Refusal): Promise<Result<never>> {
  const { code, errors = [] } = refusal;
  if (code !== 'records.still-referred') return { ok: false, error: refusal };
  const referrers = errors.map(({ value = '' }) => {
    const [type = '', id = ''] = value.split('/');
    return { type, id };
  });
  const seen = await store.readSeen(tx, reader, 'r', referrers);
  const named = errors.filter((_, at) => seen[at]);
  const [first] = named;
  return first
    ? refuse(code, { referrer: first.value ?? '' }, named)
    : refuse('records.out-of-reach', { type: errors[0]?.field.split('/')[0] ?? '' });
}
