import type { Resource, Tx } from '@songhua/kernel';
import { diffRows, noRows, type PlacedRows } from '../domain/diff-rows.ts';
import { type IndexRows, indexRows, type Numbers } from '../domain/index-rows.ts';
import { placeInLists } from '../domain/keys.ts';
import { placeOf } from '../domain/place.ts';
import { type Asked, type Directory, nameKey } from '../store/directory.ts';
import { type Held, replaceIndexed } from '../store/held.ts';
import { type createDictionary, removeRows } from '../store/index-rows.ts';
import { addMissingRows } from '../store/missing-rows.ts';
import { noteUnpacked } from '../store/unpacked.ts';
import type { View } from '../view.ts';

export interface Indexing {
  readonly directory: Directory;
  readonly dictionary: ReturnType<typeof createDictionary>;
}

/** What a resource that is held should be found by, and where it stands now. */
export interface Wanted {
  readonly held: Held;
  readonly rows: IndexRows;
  /** Its place in the lists; another than now when its clinical date is read differently. */
  readonly v: bigint;
}

/** The rows of held resources by a view. Ids that are referred to and have no number yet get one. */
export async function wantedRows(
  { directory }: Indexing,
  view: View,
  tx: Tx,
  type: string,
  held: readonly Held[],
): Promise<Wanted[]> {
  const index = view.index(type);
  const read = held.map((one) => ({ one, entries: view.extract(JSON.parse(one.body) as Resource) }));
  const asked = read.flatMap(({ one, entries }) =>
    entries.flatMap((entry): Asked[] => {
      if (entry.kind !== 'reference' || entry.type === undefined || entry.id === undefined) return [];
      const place = entry.type === 'Patient' ? placeOf('Patient', entry.id, []) : one.place;
      return [{ type: view.index(entry.type).code, id: entry.id, place }];
    }),
  );
  const names = await directory.enter(tx, asked);
  const numbers: Numbers = (of, id) => names.get(nameKey(view.index(of).code, id))?.rid;
  return read.map(({ one, entries }) => {
    const rows = indexRows(index, entries, numbers);
    return { held: one, rows, v: rows.date ? placeInLists(rows.date.lo, one.rid) : one.v };
  });
}

const parameterOf = (key: bigint): number => Number(key >> 48n);

/** Only what belongs to some parameters. */
function only(rows: IndexRows, numbers: ReadonlySet<number>): IndexRows {
  return {
    ...rows,
    keys: new Set([...rows.keys].filter((key) => numbers.has(parameterOf(key)))),
    words: rows.words.filter(({ parameter }) => numbers.has(parameter)),
    amounts: rows.amounts.filter(({ key }) => numbers.has(parameterOf(key))),
    moments: rows.moments.filter(({ parameter }) => numbers.has(parameter)),
    terms: rows.terms.filter(({ parameter }) => numbers.has(parameter)),
  };
}

const placed = (rows: IndexRows, v: bigint, place: number): PlacedRows => {
  const changes = { add: noRows(), remove: noRows() };
  diffRows(changes, null, { rows, v, place });
  return changes.add;
};

/**
 * Adds what held resources should be found by and are not: of some parameters, or of all. With all, a resource whose clinical date is
 * read differently now moves to its new place in the lists. Rows that are too many stay; see `sweep`.
 */
export async function indexMissing(
  indexing: Indexing,
  view: View,
  tx: Tx,
  type: string,
  held: readonly Held[],
  numbers?: ReadonlySet<number>,
): Promise<void> {
  const wanted = await wantedRows(indexing, view, tx, type, held);
  const add = noRows();
  const remove = noRows();
  const changed: Parameters<typeof replaceIndexed>[1][number][] = [];
  for (const { held: one, rows: all, v } of wanted) {
    const rows = numbers ? only(all, numbers) : all;
    const moved = !numbers && v !== one.v;
    const more = placed(rows, moved ? v : one.v, one.place);
    for (const kind of ['keys', 'words', 'amounts', 'moments'] as const) (add[kind] as unknown[]).push(...more[kind]);
    if (moved) {
      const old = placed(rows, one.v, one.place);
      for (const kind of ['keys', 'words', 'amounts', 'moments'] as const) (remove[kind] as unknown[]).push(...old[kind]);
    }
    // Chains are walked by the links of the resource's own row.
    const links = [...new Set([...one.links, ...all.links])];
    if (moved || links.length > one.links.length) {
      const date = moved || !numbers ? all.date : one.date;
      changed.push({ rid: one.rid, place: one.place, v: moved ? v : one.v, date, links });
    }
  }
  indexing.dictionary.add(
    tx,
    wanted.flatMap(({ rows }) => (numbers ? only(rows, numbers) : rows).terms),
  );
  removeRows(tx, remove);
  const posted = await addMissingRows(tx, add);
  noteUnpacked(
    tx,
    wanted.flatMap(({ held: { rid, place }, rows: { keys } }) => (posted.has(rid) ? [{ rid, place, keys, gone: [] }] : [])),
  );
  await replaceIndexed(tx, changed);
}
