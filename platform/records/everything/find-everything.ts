import type { CompartmentFilter } from '@songhua/engine-fhir/search/types.ts';
import type { Tx } from '@songhua/kernel';
import { numberKey, ridOf, valueMask } from '../domain/keys.ts';
import { type Reader, waysTo } from '../reach/ways.ts';
import type { Cursor } from '../search/cursor.ts';
import { fetchByNumber, type Raw, type Row, rowOf } from '../search/fetch.ts';
import { fetchReached } from '../search/fetch-reached.ts';
import { makeReaching, type ReachHouse } from '../search/reaching.ts';
import type { SearchPage } from '../search/run-search.ts';
import { createBinder, run } from '../search/statement.ts';
import { nameKey } from '../store/directory.ts';
import { instantText } from '../store/instants.ts';
import { numbersLiteral } from '../store/literals.ts';

/** A page of everything about one resource: what lies in its compartment, and what that refers to. */
export interface EverythingAsked {
  /** The patient or the encounter; it is there, and reached for reading. */
  readonly focus: { readonly type: string; readonly id: string };
  /** Ids of others of the focus's type that are the same person: they are there, and reached for reading. What lies with them lies with the focus. */
  readonly same?: readonly string[];
  /** Only these types; empty: all. */
  readonly types: readonly string[];
  /** Only what was written or changed at this moment or later. */
  readonly since?: Date;
  /** Only what was done between these, ms since 1970, the second exclusive; what bears no date is of all times. */
  readonly from?: number;
  readonly until?: number;
  readonly limit: number;
  readonly cursor?: Cursor;
}

/** Types that come along when they are referred to: by whom, where and with what. Of an encounter also its patient. */
const alongside = ['Location', 'Medication', 'Organization', 'Practitioner', 'PractitionerRole'] as const;

/** Members of the compartment that are looked at together, at most. */
const mostAtOnce = 1_000;

const [first, last] = [-(2n ** 63n), 2n ** 63n - 1n];
/** Before every type there is, whichever of them the reader may ask for: behind the focus, and behind whoever is the same person by their numbers. */
const beginning: Cursor = { type: 'A' };

/** A list of the compartment: whoever refers to the focus by one parameter of one type, in the order of its dates. */
interface List {
  readonly key: bigint;
  /** Place of its type among those asked for. */
  readonly at: number;
  /** The first place in the list that is still to come, latest first. */
  readonly upTo: bigint;
}

interface Member {
  readonly at: number;
  readonly v: bigint;
}

/** The next members, type after type, of each the latest first; each as often as it stands in lists of one type: once. */
async function membersOf(tx: Tx, lists: readonly List[], limit: number): Promise<Member[]> {
  if (lists.length === 0) return [];
  const rows = await tx.query<{ at: number; v: string }>(
    `select k.at, p.v from unnest($1::bigint[], $2::int[], $3::bigint[]) k(key, at, up_to) ${
      tx.spread
        ? 'join records.posting p on p.key = k.key and p.v <= k.up_to'
        : `cross join lateral (
             select p.v from records.posting p where p.key = k.key and p.v <= k.up_to order by p.v desc limit $4) p`
    } group by k.at, p.v order by k.at, p.v desc limit $4`,
    [
      numbersLiteral(lists.map(({ key }) => key)),
      numbersLiteral(lists.map(({ at }) => at)),
      numbersLiteral(lists.map(({ upTo }) => upTo)),
      limit,
    ],
    'records.everything-members',
  );
  return rows.map(({ at, v }) => ({ at, v: BigInt(v) }));
}

/** What of the lists comes after a member. */
const behind = (lists: readonly List[], { at, v }: Member): List[] =>
  lists.flatMap((list) => {
    if (list.at !== at) return list.at > at ? [list] : [];
    return v > first ? [{ ...list, upTo: v - 1n < list.upTo ? v - 1n : list.upTo }] : [];
  });

/** Of these members those that are to be shown, in their order. */
async function rowsOf(
  tx: Tx,
  house: ReachHouse,
  types: readonly string[],
  members: readonly Member[],
  { since, from, until }: EverythingAsked,
  reached: Awaited<ReturnType<typeof makeReaching>> | undefined,
): Promise<Map<bigint, Row>> {
  const binder = createBinder(tx);
  const numbers = binder.bind(numbersLiteral(members.map(({ v }) => ridOf(v))), 'bigint[]');
  const where = [
    'not r.deleted',
    ...(since ? [`r.updated_at >= ${binder.bind(instantText(since.getTime()), 'timestamptz')}`] : []),
    ...(until === undefined ? [] : [`(r.lo is null or r.lo < ${binder.bind(until, 'bigint')})`]),
    ...(from === undefined ? [] : [`(r.hi is null or r.hi > ${binder.bind(from, 'bigint')})`]),
  ];
  if (reached) {
    const met = [...new Set(members.map(({ at }) => types[at] ?? ''))].sort();
    const cases = met.map((type) => {
      const row = reached.row(type);
      return `when ${house.searching(type).index.code} then ${row ? row(binder, 'r') : 'true'}`;
    });
    where.push(`case r.type ${cases.join(' ')} else false end`);
  }
  const rows = await run<Raw>(
    tx,
    `select r.rid, r.v, r.links, r.body from unnest(${numbers}) a(rid) ${
      tx.spread
        ? 'join records.resource r on r.rid = a.rid'
        : 'cross join lateral (select * from records.resource r where r.rid = a.rid limit 1) r'
    } where ${where.join(' and ')}`,
    binder,
  );
  return new Map(rows.map((row) => [BigInt(row.rid), rowOf(row)] as const));
}

/** The lists of a compartment, as far as they are asked for, reached at all and behind the last page. */
function listsOf(
  house: ReachHouse,
  rids: readonly bigint[],
  compartment: CompartmentFilter,
  { types, cursor }: EverythingAsked,
  reader: Reader | undefined,
): { readonly types: readonly string[]; readonly lists: readonly List[] } {
  const by = compartment.by
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .filter(({ type }) => !reader || waysTo(reader.reach, type, 's').length > 0)
    .toSorted((a, b) => (a.type < b.type ? -1 : 1));
  const begin = cursor?.type ?? '';
  const lists = by.flatMap(({ type, parameters }, at) => {
    if (type < begin) return [];
    const upTo = type === begin && cursor?.after !== undefined ? cursor.after - 1n : last;
    if (upTo < first) return [];
    const numbers = new Set(parameters.flatMap((parameter) => house.searching(type).numbersOf(parameter)));
    return [...numbers].flatMap((number) => rids.map((rid) => ({ key: numberKey(number, rid), at, upTo })));
  });
  return { types: by.map(({ type }) => type), lists };
}

/** Numbers of the focus and of whoever is the same, in the order in which they are shown; empty where the focus is unknown. */
async function selvesOf(house: ReachHouse, tx: Tx, { focus, same = [] }: EverythingAsked): Promise<readonly bigint[]> {
  const type = house.searching(focus.type).index.code;
  const found = await house.directory.find(
    tx,
    [focus.id, ...same].map((id) => ({ type, id })),
  );
  const rid = found.get(nameKey(type, focus.id))?.rid;
  if (rid === undefined) return [];
  const others = same.flatMap((id) => found.get(nameKey(type, id))?.rid ?? []).filter((other) => other !== rid);
  return [rid, ...[...new Set(others)].sort((a, b) => (a < b ? -1 : 1))];
}

/** Of these those that are still to come behind a page's end. */
function selvesLeft(selves: readonly bigint[], cursor: Cursor | undefined): readonly bigint[] {
  if (!cursor) return selves;
  const { type, after } = cursor;
  return type === beginning.type ? selves.slice(1).filter((rid) => after === undefined || rid > after) : [];
}

/**
 * One page of what is known about a patient or an encounter, of what the reader reaches: first the focus itself and who is the same, then type after type what
 * lies in their compartments, the latest first, and beside them what they name of staff, institutions, places and medications (which may come
 * again on another page). A handful of statements a page, and two more for each thousand members that are passed over, for they are not
 * reached or not of the time asked for.
 */
export async function findEverything(
  house: ReachHouse,
  tx: Tx,
  compartment: CompartmentFilter,
  asked: EverythingAsked,
  reader?: Reader,
): Promise<SearchPage> {
  const { focus, limit, cursor } = asked;
  const selves = await selvesOf(house, tx, asked);
  const [rid] = selves;
  if (rid === undefined) return { matches: [], included: [] };
  const reached = reader && (await makeReaching(house, tx, reader, 's'));
  const { types, lists } = listsOf(house, selves, compartment, asked, reader);
  const isAsked = (type: string): boolean => asked.types.length === 0 || asked.types.includes(type);
  const own = isAsked(focus.type) ? await ownRows(tx, selvesLeft(selves, cursor), asked) : [];
  const matches = own.slice(0, limit);
  // Where a page ends is told: it is the place of what was shown, never of what was passed over.
  const shownLast = matches.at(-1)?.rid;
  let end: Cursor = shownLast === undefined || shownLast === rid ? beginning : { ...beginning, after: shownLast };
  let full = own.length > limit ? end : undefined;
  let left = full ? [] : lists;
  for (let size = Math.min(limit + 1, mostAtOnce); left.length > 0; size = Math.min(size * 4, mostAtOnce)) {
    const members = await membersOf(tx, left, size);
    const rows = members.length > 0 ? await rowsOf(tx, house, types, members, asked, reached) : new Map<bigint, Row>();
    for (const { at, v } of members) {
      const row = rows.get(ridOf(v));
      if (!row || selves.includes(row.rid)) continue;
      if (matches.length === limit) {
        full = end;
        break;
      }
      matches.push(row);
      end = { type: types[at] ?? '', after: v };
    }
    if (full || members.length < size) break;
    const stopped = members.at(-1);
    left = stopped ? behind(left, stopped) : [];
  }
  const included = await cameAlong(tx, house, matches, focus.type, isAsked, reader);
  const whole = !cursor && !full;
  return { matches, included, ...(whole && { total: matches.length }), ...(full && { next: full }) };
}

/** These themselves, in their order, but for those that are older than what is asked for. */
async function ownRows(tx: Tx, rids: readonly bigint[], { since }: EverythingAsked): Promise<Row[]> {
  const rows = (await fetchByNumber(tx, rids, [], true)).toSorted((a, b) => rids.indexOf(a.rid) - rids.indexOf(b.rid));
  if (!since || rows.length === 0) return rows;
  const late = await tx.query<{ rid: string }>(
    'select rid from records.resource where rid = any($1::bigint[]) and updated_at >= $2',
    [numbersLiteral(rids), instantText(since.getTime())],
  );
  const kept = new Set(late.map(({ rid }) => BigInt(rid)));
  return rows.filter(({ rid }) => kept.has(rid));
}

/** What the page's resources name and the reader may read, each once and none of the page itself. */
async function cameAlong(
  tx: Tx,
  house: ReachHouse,
  matches: readonly Row[],
  focus: string,
  isAsked: (type: string) => boolean,
  reader: Reader | undefined,
): Promise<Row[]> {
  const wanted = [...alongside, ...(focus === 'Patient' ? [] : ['Patient'])].filter(isAsked);
  const shown = new Set(matches.map(({ rid }) => rid));
  const named = new Set(matches.flatMap(({ links }) => links.map((link) => link & valueMask)));
  const rids = [...named].filter((rid) => !shown.has(rid));
  const codes = wanted.map((type) => house.searching(type).index.code);
  if (codes.length === 0) return [];
  if (!reader) return fetchByNumber(tx, rids, codes, false);
  const reached = await makeReaching(house, tx, reader, 'r');
  return fetchReached(tx, house.searching(focus), reached, { rids, codes, withLinks: false });
}
