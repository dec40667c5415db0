import {
  type FieldError,
  maskName,
  ok,
  type RecordStore,
  type Result,
  refuse,
  type StoredResource,
  type Tx,
} from '@songhua/kernel';
import { restingOn } from '@songhua/module-registry/api.ts';
import { findNeeded, keepNeeded, type Needed } from '../domain/keep-needed.ts';
import { isOfPerson, nameOfResource } from '../domain/name-resource.ts';
import { type Before, planUndo, type Undo, writtenSince } from '../domain/plan-undo.ts';
import { readWritten } from '../store/findings.ts';
import type { Progress } from '../store/work.ts';
import { readMany } from './read-view.ts';

/** Resources written in one go. */
const atOnce = 2_000;

/** Resources whose versions are asked for in one go, and versions in one answer. */
const historiesAtOnce = 200;
const versionsAtOnce = 1_000;

/** Names that a refusal lists; the others are counted. */
const mostNamed = 20;

/** What undoing a return comes to, and what stands now of all it wrote. */
export interface FoundUndo {
  readonly undo: Undo;
  readonly needed: readonly Needed[];
  readonly current: ReadonlyMap<string, StoredResource>;
}

/** What an acceptance made of these resources, by their history. */
async function readLeft(tx: Tx, records: RecordStore, written: readonly Before[]): Promise<ReadonlyMap<string, StoredResource>> {
  const left = new Map<string, StoredResource>();
  for (let at = 0; at < written.length; at += historiesAtOnce) {
    const some = written.slice(at, at + historiesAtOnce);
    const wanted = new Map(some.map((one) => [`${one.type}/${one.id}`, one]));
    for (let offset = 0, total = 1; offset < total; offset += versionsAtOnce) {
      const page = await records.versions(tx, some, { limit: versionsAtOnce, offset });
      total = page.total;
      for (const { type, id, version, at: when, resource, before } of page.items) {
        const one = wanted.get(`${type}/${id}`);
        if (!one || !resource) continue;
        const isOurs =
          one.versionBefore === null
            ? before === null && Date.parse(when) === one.at.getTime()
            : version === String(Number(one.versionBefore) + 1);
        if (isOurs) left.set(`${type}/${id}`, resource);
      }
    }
  }
  return left;
}

/** What undoing an accepted return would write now, and what of it others have come to rest on. */
export async function readUndo(tx: Tx, records: RecordStore, submission: string): Promise<FoundUndo> {
  const written = await readWritten(tx, submission);
  const current = await readMany(tx, records, written);
  const undo = planUndo(written, current, await readLeft(tx, records, writtenSince(written, current)));
  const idsOf = (type: string): string[] => undo.remove.filter((one) => one.type === type).map(({ id }) => id);
  const resting = await restingOn(tx, {
    organizations: idsOf('Organization'),
    people: idsOf('Practitioner'),
    places: idsOf('Location'),
  });
  return { undo, needed: findNeeded(undo, resting), current };
}

/** What is called what in a refusal; names of people are cut short where everybody reads it. */
const namerOf =
  (current: FoundUndo['current'], names: 'whole' | 'masked') =>
  (type: string, id: string): string => {
    const name = nameOfResource(current.get(`${type}/${id}`), id);
    return names === 'masked' && isOfPerson(type) ? maskName(name) : name;
  };

/**
 * Refused when others have changed resources since, or have come to rest on what would be taken away: the first by name, all counted;
 * unless the rest is to be undone without them.
 */
export function refuseUndo({ undo, needed, current }: FoundUndo, force: boolean, names: 'whole' | 'masked'): Result<null> {
  if (force) return ok(null);
  const nameOf = namerOf(current, names);
  if (undo.changed.length > 0) {
    const message = { zh: '入库后已被更改', en: 'changed since it was accepted' };
    const errors = undo.changed.slice(0, mostNamed).map((field): FieldError => {
      const [type = '', id = ''] = field.split('/');
      return { field, rule: 'changed-since', value: nameOf(type, id), message };
    });
    return refuse('returns.changed-since', { count: undo.changed.length, names: listed(errors) }, errors);
  }
  if (needed.length === 0) return ok(null);
  const errors = needed.slice(0, mostNamed).map(({ type, id, by }): FieldError => {
    const cut = (one: Needed['by'][number]): string =>
      names === 'masked' && isOfPerson(one.type) ? maskName(one.name) : one.name;
    const who = by.slice(0, 3).map((one) => `${one.type} ${cut(one)}`);
    const more = by.length > who.length ? ` … ${by.length}` : '';
    return {
      field: `${type}/${id}`,
      rule: 'still-needed',
      value: nameOf(type, id),
      message: { zh: `入库后已有依托它的：${who.join('、')}${more}`, en: `others rest on it by now: ${who.join(', ')}${more}` },
    };
  });
  return refuse('returns.still-needed', { count: needed.length, names: listed(errors) }, errors);
}

const listed = (errors: readonly FieldError[]): string => errors.map(({ field, value }) => value ?? field).join('、');

/**
 * Gives every resource that stands as the return left it what it was before, in this transaction; what was created is removed. Forced,
 * what others have changed or need stays.
 */
export async function undoReturn(
  tx: Tx,
  records: RecordStore,
  submission: string,
  force: boolean,
  now: Date,
  progress: Progress,
): Promise<Result<{ readonly undone: number }>> {
  const found = await readUndo(tx, records, submission);
  const allowed = refuseUndo(found, force, 'masked');
  if (!allowed.ok) return allowed;
  const { restore, remove } = keepNeeded(found.undo, found.needed, found.current);
  const total = restore.length + remove.length;
  progress('writing', 0, total);
  for (let at = 0; at < restore.length; at += atOnce) {
    const loaded = await records.load(tx, restore.slice(at, at + atOnce), now);
    if (!loaded.ok) return loaded;
    progress('writing', Math.min(restore.length, at + atOnce), total);
  }
  // What refers to others goes before what it refers to.
  const order = ['HealthcareService', 'PractitionerRole', 'Device', 'Location', 'Practitioner', 'Organization'];
  const sorted = remove.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  for (let at = 0; at < sorted.length; at += atOnce) {
    const removed = await records.removeAll(tx, sorted.slice(at, at + atOnce), now);
    if (!removed.ok) return removed;
    progress('writing', restore.length + Math.min(sorted.length, at + atOnce), total);
  }
  return ok({ undone: total });
}
