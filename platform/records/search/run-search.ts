import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import { type MatchContext, matches } from '@songhua/engine-fhir/search/matches.ts';
import type { Filter, Search } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Resource, type Result, refuse, type Tx } from '@songhua/kernel';
import type { Reader } from '../reach/ways.ts';
import { fullTextState } from '../store/full-text.ts';
import { type Choice, chooseCourse } from './choose-course.ts';
import { compileFilter, isExact } from './compile-filter.ts';
import { asksText } from './compile-text.ts';
import { countAll } from './count.ts';
import type { Cursor } from './cursor.ts';
import { fetchPlaces, type Row } from './fetch.ts';
import { findIncluded } from './include.ts';
import { leadMine, limited } from './limit-course.ts';
import { lookUp } from './look-up.ts';
import { type LookedCodes, lookUpCodes } from './look-up-codes.ts';
import { type Beforehand, findBeforehand, mostWithin } from './materialise.ts';
import { type Decide, type Found, findFirst, findPage } from './page.ts';
import { makeReaching, type Reached, type ReachHouse } from './reaching.ts';
import type { Compiling } from './searching.ts';
import { findSorted } from './sorted-page.ts';
import type { SearchBounds } from './sorting.ts';

/** What searches stand on. */
export interface SearchHouse extends ReachHouse {
  readonly zone: number;
  extract(resource: Resource): readonly Entry[];
  /** Value sets that come with the definitions. */
  readonly valueSets: Definitions['valueSets'];
  readonly bounds: SearchBounds;
}

export interface SearchPage {
  readonly matches: readonly Row[];
  readonly included: readonly Row[];
  /** When asked for, or when the page holds everything. */
  readonly total?: number;
  readonly next?: Cursor;
}

export interface PageAsked {
  readonly limit: number;
  readonly offset?: number;
  readonly cursor?: Cursor | undefined;
}

/** One type's search, made ready: conditions compiled, the course chosen. */
interface Ready {
  readonly compiling: Compiling;
  readonly choice: Choice;
  readonly decide: Decide;
  readonly reached?: Reached | undefined;
}

const unordered = { descending: true };

const chosenForAll = async (choice: Choice): Promise<Choice> => (await choice.forAll?.()) ?? choice;

/** The engine's decision on a row; conditions on other resources were found out beforehand. */
function decider(house: SearchHouse, type: string, { terminology }: LookedCodes, beforehand: Beforehand): Decide {
  const sets = new Map([...beforehand].map(([filter, { vs }]) => [filter, new Set(vs)]));
  const context: MatchContext = {
    ...terminology,
    zone: house.zone,
    find: () => undefined,
    all: () => [],
  };
  return (filters, row) => {
    const resource = JSON.parse(row.body) as Resource & { readonly id: string };
    const subject = { type, id: resource.id, resource, entries: house.extract(resource) };
    const decide = (filter: Filter): boolean => {
      const set = sets.get(filter);
      if (set) return set.has(row.v);
      if (filter.kind === 'and') return filter.filters.every(decide);
      if (filter.kind === 'or') return filter.filters.some(decide);
      if (filter.kind === 'not') return !decide(filter.filter);
      return matches(filter, subject, context);
    };
    return filters.every(decide);
  };
}

async function makeReady(
  house: SearchHouse,
  tx: Tx,
  type: string,
  filters: readonly Filter[],
  reader: Reader | undefined,
): Promise<Result<Ready>> {
  const searching = house.searching(type);
  const reached = reader && (await makeReaching(house, tx, reader, 's'));
  const coded = await lookUpCodes(tx, searching, filters, house, reached);
  if (!coded.ok) return coded;
  const fullText = filters.some(asksText) && (await fullTextState(tx)) === 'ready';
  const looked = { ...(await lookUp(tx, house.directory, searching, filters)), ...coded.value, fullText };
  const compilingWith = (of: string, beforehand: Beforehand): Compiling => ({
    ...house.searching(of),
    type: of,
    ...(reached && { reached: reached.condition }),
    looked: {
      ...looked,
      found: (asked, filter) => {
        const done = beforehand.get(filter);
        return done?.type === asked ? done.vs : undefined;
      },
    },
  });
  const findAll = async (of: string, filter: Filter, beforehand: Beforehand): Promise<Result<readonly bigint[]>> => {
    const compiling = compilingWith(of, beforehand);
    const chosen = await chooseCourse(tx, compiling.index.everyOne, [{ filter, condition: compileFilter(compiling, filter) }]);
    const choice = await chosenForAll(limited(chosen, reached?.condition(of)));
    const course = { ...choice.course, ...unordered };
    if (choice.rest.length === 0) return ok(await fetchPlaces(tx, course, { limit: mostWithin + 1 }));
    const found = await findPage(tx, course, choice.rest, decider(house, of, looked, beforehand), {
      limit: mostWithin + 1,
      withLinks: false,
    });
    return found.ok ? ok(found.value.rows.map(({ v }) => v)) : found;
  };
  const none: Beforehand = new Map();
  const beforehand = await findBeforehand(type, filters, {
    isExact: (of, filter) => isExact(compileFilter(compilingWith(of, none), filter)),
    findAll,
  });
  if (!beforehand.ok) return beforehand;
  const compiling = compilingWith(type, beforehand.value);
  const sought = filters.map((filter) => ({ filter, condition: compileFilter(compiling, filter) }));
  const mine = reader && reached && (await leadMine(tx, house, reader, reached, type, filters));
  const chosen = await chooseCourse(tx, compiling.index.everyOne, mine ? [...sought, mine] : sought);
  const choice = limited(chosen, reached?.condition(type));
  return ok({ compiling, choice, decide: decider(house, type, looked, beforehand.value), reached });
}

/** Which way the lists are walked for a sort that is their own order; undefined for any other sort. */
function ownOrder({ compiling }: Ready, { sort }: Search): boolean | undefined {
  const [first, second] = sort;
  if (!first) return true;
  const { storedAs } = first.parameter;
  const clinical = compiling.index.clinicalDate;
  return !second && clinical !== undefined && storedAs.length === 1 && storedAs[0] === clinical ? first.descending : undefined;
}

async function pageOfType(
  house: SearchHouse,
  tx: Tx,
  ready: Ready,
  search: Search,
  asked: PageAsked,
): Promise<Result<Found & { readonly next?: Cursor }>> {
  const { choice, decide } = ready;
  const withLinks = search.includes.length > 0;
  const descending = ownOrder(ready, search);
  if (descending === undefined)
    return findSorted(
      {
        searching: ready.compiling,
        extract: house.extract,
        bounds: house.bounds,
        reached: ready.reached?.condition(ready.compiling.type),
      },
      tx,
      await chosenForAll(choice),
      decide,
      search.sort,
      { ...asked, withLinks },
    );
  const found = await findFirst(tx, choice, descending, decide, {
    limit: asked.limit,
    offset: asked.offset ?? 0,
    after: asked.cursor?.after,
    withLinks,
    // A page for which nothing more is asked is one statement, and one statement is a snapshot by itself.
    alone: search.total === 'none' && !withLinks && search.revincludes.length === 0,
    most: house.bounds.looked,
  });
  if (!found.ok) return found;
  const last = found.value.rows.at(-1);
  return ok({ ...found.value, ...(found.value.more && last && { next: { after: last.v } }) });
}

/** Total of a search on one type, when it was asked for or costs nothing. */
async function totalOf(
  tx: Tx,
  { choice, decide }: Ready,
  search: Search,
  found: Found,
  { offset = 0, cursor, limit }: PageAsked,
): Promise<Result<number | undefined>> {
  const whole = !cursor && !found.more && limit > 0;
  if (whole && offset === 0) return ok(found.rows.length);
  if (search.total === 'none' && search.summary !== 'count') return ok(undefined);
  const { course, rest, total } = await chosenForAll(choice);
  return total === undefined ? countAll(tx, { ...course, ...unordered }, rest, decide) : ok(total);
}

/** One page of a search on one type: matches, what comes along, total and where the next page begins; of what the reader reaches. */
export async function searchType(
  house: SearchHouse,
  tx: Tx,
  type: string,
  search: Search,
  asked: PageAsked,
  reader?: Reader,
): Promise<Result<SearchPage>> {
  const ready = await makeReady(house, tx, type, search.filters, reader);
  if (!ready.ok) return ready;
  const onlyCount = search.summary === 'count' || asked.limit === 0;
  const found = onlyCount ? ok({ rows: [], more: true }) : await pageOfType(house, tx, ready.value, search, asked);
  if (!found.ok) return found;
  const total = await totalOf(tx, ready.value, onlyCount ? { ...search, total: 'accurate' } : search, found.value, asked);
  if (!total.ok) return total;
  const comesAlong = search.includes.length > 0 || search.revincludes.length > 0;
  // Whatever comes along is read, not searched.
  const seen = reader && comesAlong ? await makeReaching(house, tx, reader, 'r') : undefined;
  const included = await findIncluded(tx, ready.value.compiling, found.value.rows, search.includes, search.revincludes, seen);
  if (!included.ok) return included;
  const next = 'next' in found.value ? found.value.next : undefined;
  return ok({
    matches: found.value.rows,
    included: included.value,
    ...(total.value !== undefined && { total: total.value }),
    ...(next && { next }),
  });
}

/** One page of a search over several types, type by type. */
export async function searchTypes(
  house: SearchHouse,
  tx: Tx,
  types: readonly string[],
  search: Search,
  asked: PageAsked,
  reader?: Reader,
): Promise<Result<SearchPage>> {
  if (search.sort.length > 0) return refuse('records.sort-over-types');
  const start = asked.cursor?.type ?? types[0];
  const rows: Row[] = [];
  const included: Row[] = [];
  let total: number | undefined = search.total === 'none' && search.summary !== 'count' ? undefined : 0;
  let next: Cursor | undefined;
  // What is last for one type is not for all of them.
  const open: Tx = { ...tx, last: tx.query };
  for (const type of types) {
    const late = start !== undefined && type < start;
    if (late && total === undefined) continue;
    const room = late ? 0 : asked.limit - rows.length;
    if (room <= 0 && total === undefined) {
      next ??= { type };
      break;
    }
    const cursor = type === start ? asked.cursor : undefined;
    const page = await searchType(
      house,
      open,
      type,
      search,
      { limit: Math.max(room, 0), ...(cursor?.after !== undefined && { cursor }) },
      reader,
    );
    if (!page.ok) return page;
    rows.push(...page.value.matches);
    included.push(...page.value.included);
    if (total !== undefined) total += page.value.total ?? 0;
    if (!late && room <= 0) next ??= { type };
    if (page.value.next) next ??= { ...page.value.next, type };
  }
  return ok({
    matches: rows,
    included,
    ...(total !== undefined && { total }),
    ...(next && search.summary !== 'count' && { next }),
  });
}
