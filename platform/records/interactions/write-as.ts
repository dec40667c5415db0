import { checkPreconditions } from '@songhua/engine-fhir/http/check-preconditions.ts';
import { ok, type Refusal, type Resource, type Result, refuse } from '@songhua/kernel';
import { type Letter, leadsToAll, type Reader, readsWhatItChanges } from '../reach/ways.ts';
import type { Version } from '../store/read.ts';
import { checkReferences, type Live } from '../write/check-references.ts';
import { nameEntry } from '../write/name-entry.ts';
import type { Write, Written } from '../write/types.ts';
import { keepLabels } from './keep-labels.ts';
import type { Work } from './types.ts';

type Writing = Pick<Work, 'store' | 'tx' | 'reader' | 'now'>;

const named = ({ type, id }: Pick<Write, 'type' | 'id'>): string => `${type}/${id}`;

const letterOf = ({ method }: Write): Letter => (method === 'POST' ? 'c' : method === 'DELETE' ? 'd' : 'u');

/** The current version of a resource that the actor reaches by a letter, a deletion included; null as for what never was. */
export async function readAs({ store, tx, reader }: Writing, type: string, id: string, letter: Letter): Promise<Version | null> {
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

/** Whether each change leaves something that the actor reaches: nobody writes out of his own sight, or into the record of a stranger. */
async function judgeAfter({ store, tx }: Writing, reader: Reader, writes: readonly Write[]): Promise<Result<null>> {
  for (const letter of ['c', 'u'] as const) {
    const own = writes.filter((write) => write.scan && letterOf(write) === letter);
    const contents = own.map(({ type, id, scan }) => ({ type, id, resource: { ...scan?.value, id } as unknown as Resource }));
    const reached = await store.reaches(tx, reader, letter, contents);
    const strange = own.find((_, at) => !reached[at]);
    if (strange) return outOfReach(strange);
  }
  return ok(null);
}

/** Of references that must be to something, those to what the actor reads: all others are as if to nothing. */
const liveFor =
  ({ store, tx }: Writing, reader: Reader): Live =>
  async (asked) => {
    const seen = await store.readSeen(tx, reader, 'r', asked);
    return new Set(seen.flatMap((found, at) => (found && !found.deleted && asked[at] ? [named(asked[at])] : [])));
  };

/** A change as its actor may hear of it. */
export interface WrittenAs extends Written {
  /** The actor may not read it, as it stood or as it stands now: no more is told than that it is written. */
  readonly unread?: true;
}

/** Of these changes those whose resources the actor does not read, as they stand before. */
async function unreadOf({ store, tx }: Writing, reader: Reader, writes: readonly Write[]): Promise<ReadonlySet<Write>> {
  const open = writes.filter((write) => write.scan && !readsWhatItChanges(reader.reach, write.type, letterOf(write)));
  if (open.length === 0) return new Set();
  const contents = open.map(({ type, id, scan }) => ({ type, id, resource: { ...scan?.value, id } as unknown as Resource }));
  const after = await store.reaches(tx, reader, 'r', contents);
  const there = await store.readSeen(tx, undefined, 'r', open);
  const before = await store.readSeen(tx, reader, 'r', open);
  return new Set(open.filter((_, at) => !after[at] || (there[at] && !there[at].deleted && !before[at])));
}

/**
 * Writes changes as the actor: each must be reached by its letter as it stands and as it will stand. Everything that is written over HTTP
 * goes through here. Null for a deletion of what is not there, or is not reached.
 */
export async function writeAs(work: Writing, writes: readonly Write[]): Promise<Result<readonly (WrittenAs | null)[]>> {
  const { store, tx, reader, now } = work;
  if (!reader) return store.write(tx, writes, now);
  await store.holdAll(
    tx,
    writes.filter(({ fresh }) => !fresh),
  );
  const judged = await judgeBefore(work, reader, writes);
  const refused = judged.find((one) => typeof one === 'object');
  if (refused) return refused;
  const allowed = writes.filter((_, at) => judged[at] === 'write');
  const going = await keepLabels(work, allowed);
  const after = await judgeAfter(work, reader, going);
  if (!after.ok) return after;
  const { referencesEnforced } = store.writing;
  const referred = referencesEnforced ? await checkReferences(store.writing, tx, going, liveFor(work, reader)) : ok(null);
  if (!referred.ok) return referred;
  const unread = await unreadOf(work, reader, going);
  const done = await store.write(tx, going, now);
  if (!done.ok) return hideReferrers(work, reader, done.error);
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
