import type { Resource, Tx } from '@songhua/kernel';
import { headOf } from '../http/stored-text.ts';
import { makeReaching, type ReachHouse } from '../search/reaching.ts';
import { createBinder, run } from '../search/statement.ts';
import { textsLiteral } from '../store/literals.ts';
import { type Reading, type Version, type VersionRow, versionColumns, versionIn } from '../store/read.ts';
import { type Content, type JudgeHouse, judge } from './judge.ts';
import { isLooking, type Letter, leadsToAll, type Reader } from './ways.ts';

export interface SeeingHouse {
  readonly reach: ReachHouse;
  readonly judging: JudgeHouse;
  readonly read: Reading;
}

interface Asked {
  readonly type: string;
  readonly id: string;
}

const contentOf = ({ type, body }: Version): Content => ({ type, id: headOf(body).id, resource: JSON.parse(body) as Resource });

/** Whether a version is reached by what it says; a deletion by the version before it. */
async function areSeen(
  { judging, read }: SeeingHouse,
  tx: Tx,
  reader: Reader,
  letter: Letter,
  versions: readonly Version[],
): Promise<boolean[]> {
  const said: (Version | null)[] = [];
  for (const one of versions)
    said.push(one.deleted ? await read.readVersion(tx, one.type, headOf(one.body).id, one.version - 1) : one);
  const told = said.filter((one): one is Version => one !== null && !one.deleted);
  const judged = await judge(judging, tx, reader, letter, told.map(contentOf));
  return said.map((one) => one !== null && judged[told.indexOf(one)] === true);
}

/** Current versions of one type, each with whether it is reached; of a deletion that is not known yet. */
async function readOfType(
  { reach }: SeeingHouse,
  tx: Tx,
  type: string,
  ids: readonly string[],
  row: NonNullable<ReturnType<Awaited<ReturnType<typeof makeReaching>>['row']>>,
): Promise<Map<string, { readonly version: Version; readonly seen: boolean }>> {
  const binder = createBinder(tx);
  const { code } = reach.searching(type).index;
  const [of, names] = [binder.bind(code, 'smallint'), binder.bind(textsLiteral(ids), 'text[]')];
  const rows = await run<VersionRow & { readonly id: string; readonly seen: boolean }>(
    tx,
    `select a.id, ${versionColumns}, not r.deleted and ${row(binder, 'r')} as seen from unnest(${names}) a(id)
       cross join lateral (select r.* from records.name n join records.resource r on r.rid = n.rid
         where n.type = ${of} and n.id = a.id offset 0) r`,
    binder,
  );
  return new Map(rows.map(({ id, seen, ...own }) => [id, { version: versionIn(type, own), seen }]));
}

/** The same for a change: all people that a resource tells of must be reached, which only its content says. */
async function readToChange(
  house: SeeingHouse,
  tx: Tx,
  reader: Reader,
  letter: Letter,
  asked: readonly Asked[],
): Promise<(Version | null)[]> {
  const currents = await house.read.readCurrents(tx, asked);
  const isWhole = ({ type }: Version): boolean => leadsToAll(reader.reach, type, letter, house.reach.people(type));
  const open = currents.filter((one): one is Version => one !== null && !isWhole(one));
  const seen = await areSeen(house, tx, reader, letter, open);
  const hidden = new Set(open.filter((_, at) => !seen[at]));
  return currents.map((one) => (one && hidden.has(one) ? null : one));
}

/**
 * Current versions, deletions included, of those resources that are reached; null for what is not, as for what never was. In the order
 * asked.
 */
export async function readSeen(
  house: SeeingHouse,
  tx: Tx,
  reader: Reader | undefined,
  letter: Letter,
  asked: readonly Asked[],
): Promise<(Version | null)[]> {
  if (!reader) return house.read.readCurrents(tx, asked);
  if (!isLooking(letter)) return readToChange(house, tx, reader, letter, asked);
  const reached = await makeReaching(house.reach, tx, reader, letter);
  const found = asked.map((): Version | null => null);
  const open: { readonly at: number; readonly version: Version }[] = [];
  const places = Map.groupBy(asked.keys(), (at) => asked[at]?.type ?? '');
  for (const [type, own] of places) {
    const row = reached.row(type);
    const ids = own.map((at) => asked[at]?.id ?? '');
    if (!row || tx.spread) {
      const versions = await house.read.readCurrents(
        tx,
        ids.map((id) => ({ type, id })),
      );
      for (const [nth, at] of own.entries()) {
        const version = versions[nth] ?? null;
        if (!row) found[at] = version;
        else if (version) open.push({ at, version });
      }
      continue;
    }
    const read = await readOfType(house, tx, type, [...new Set(ids)], row);
    for (const [nth, at] of own.entries()) {
      const one = read.get(ids[nth] ?? '');
      if (one?.seen) found[at] = one.version;
      else if (one?.version.deleted) open.push({ at, version: one.version });
    }
  }
  if (open.length === 0) return found;
  const seen = await areSeen(
    house,
    tx,
    reader,
    letter,
    open.map(({ version }) => version),
  );
  for (const [nth, { at, version }] of open.entries()) if (seen[nth]) found[at] = version;
  return found;
}

/** Of these versions those that are reached, and whose resource is as it stands now; in their order. */
export async function onlySeen(
  house: SeeingHouse,
  tx: Tx,
  reader: Reader | undefined,
  letter: Letter,
  versions: readonly Version[],
): Promise<Version[]> {
  if (!reader) return [...versions];
  const named = new Map(versions.map((one) => [one.rid, { type: one.type, id: headOf(one.body).id }] as const));
  const standing = await readSeen(house, tx, reader, letter, [...named.values()]);
  const rids = [...named.keys()];
  const now = new Set(rids.filter((_, at) => standing[at] !== null));
  const some = versions.filter(({ rid }) => now.has(rid));
  const seen = await areSeen(house, tx, reader, letter, some);
  return some.filter((_, at) => seen[at]);
}
