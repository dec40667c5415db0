import type { StoredResource } from '@songhua/kernel';
import type { Undo } from './plan-undo.ts';

/** A resource that names another as the registry has it: a post its person, a bed its ward … */
export interface Rests {
  readonly on: { readonly type: string; readonly id: string };
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** Something an undo would take away although others came to rest on it. */
export interface Needed {
  readonly type: string;
  readonly id: string;
  /** What rests on it. */
  readonly by: readonly Rests[];
}

type Named = { readonly type: string; readonly id: string };
const keyOf = ({ type, id }: Named): string => `${type}/${id}`;

const referencesIn = (resource: StoredResource | undefined): readonly string[] =>
  [...JSON.stringify(resource ?? {}).matchAll(/"reference":"([A-Za-z]+\/[A-Za-z0-9.-]{1,64})"/g)].map(([, key = '']) => key);

/** What an undo would take away and others rest on who came since; what the acceptance itself wrote or changed does not count. */
export function findNeeded({ remove, restore }: Undo, resting: readonly Rests[]): readonly Needed[] {
  const going = new Set(remove.map(keyOf));
  const own = new Set([...going, ...restore.map(({ resourceType, id }) => `${resourceType}/${id}`)]);
  const by = Map.groupBy(
    resting.filter((one) => going.has(keyOf(one.on)) && !own.has(keyOf(one))),
    ({ on }) => keyOf(on),
  );
  return remove.flatMap((one): Needed[] => {
    const others = by.get(keyOf(one));
    return others ? [{ ...one, by: others }] : [];
  });
}

/**
 * The undo without what must stay: what others rest on, what they have changed, and whatever those name in turn. An institution stays
 * with its site, without which it would not be one.
 */
export function keepNeeded(undo: Undo, needed: readonly Named[], current: ReadonlyMap<string, StoredResource>): Undo {
  const going = new Set(undo.remove.map(keyOf));
  const queue = [...undo.changed, ...needed.map(keyOf)];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    going.delete(key);
    const site = key.startsWith('Organization/') ? [`Location/${key.slice('Organization/'.length)}`] : [];
    queue.push(...[...referencesIn(current.get(key)), ...site].filter((one) => going.has(one)));
  }
  return { ...undo, remove: undo.remove.filter((one) => going.has(keyOf(one))) };
}
