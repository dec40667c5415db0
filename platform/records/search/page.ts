import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { Course } from './candidates.ts';
import type { Choice } from './choose-course.ts';
import { fetchPage, type Row } from './fetch.ts';
import { goWay } from './ways.ts';

/** Decides on a resource what SQL could not; true for all when nothing is left. */
export type Decide = (filters: readonly Filter[], row: Row) => boolean;

export interface Found {
  readonly rows: readonly Row[];
  /** More may follow behind the last one. */
  readonly more: boolean;
}

/** Resources a search may look at for one page when the engine must decide on each: about four seconds of one core. */
export const mostLooked = 100_000;

/** The same where there is another way to the page. */
const mostTried = 10_000;

/** Looked at in one go, at most: about 2 MB of text. */
const mostAtOnce = 1_000;

export interface PageWanted {
  readonly limit: number;
  readonly offset?: number;
  readonly after?: bigint | undefined;
  readonly withLinks: boolean;
  /** Nothing else is asked of the same moment. */
  readonly alone?: boolean;
  /** `mostLooked` unless said. */
  readonly most?: number;
}

/** The page of a choice by the first of its ways that gets there. */
export async function findFirst(
  tx: Tx,
  { course, rest, ways = [], otherwise }: Choice,
  descending: boolean,
  decide: Decide,
  wanted: PageWanted,
): Promise<Result<Found>> {
  const { limit, offset = 0, after, withLinks, alone = false } = wanted;
  for (const way of offset === 0 ? ways : []) {
    const rows = await goWay(tx, way, descending, { limit: limit + 1, after }, { withLinks, alone });
    if (rows) return ok({ rows: rows.slice(0, limit), more: rows.length > limit });
  }
  const whole = { ...course, descending };
  if (!otherwise) return findPage(tx, whole, rest, decide, wanted);
  const last = await otherwise();
  const isSame = last.rest.length <= rest.length;
  const most = Math.min(wanted.most ?? mostLooked, isSame ? mostLooked : mostTried);
  const found = await findPage(tx, { ...last.course, descending }, last.rest, decide, { ...wanted, most });
  // They are many, but not among those that come first: then all of them are put in order.
  return found.ok || isSame ? found : findPage(tx, whole, rest, decide, wanted);
}

/**
 * The next `limit` resources on a course that also pass what is left to the engine. Looks at more and more of them at a time; a
 * search that must look at too many is refused, by what it asked.
 */
export async function findPage(
  tx: Tx,
  course: Course,
  rest: readonly Filter[],
  decide: Decide,
  { limit, offset = 0, after, withLinks, alone = false, most = mostLooked }: PageWanted,
): Promise<Result<Found>> {
  if (rest.length === 0) {
    const rows = await fetchPage(tx, course, { limit: limit + 1, offset, after }, withLinks, alone);
    return ok({ rows: rows.slice(0, limit), more: rows.length > limit });
  }
  const rows: Row[] = [];
  let skip = offset;
  let looked = 0;
  let from = after;
  for (let size = Math.min(limit + 1, mostAtOnce); ; size = Math.min(size * 4, mostAtOnce)) {
    const some = await fetchPage(tx, course, { limit: size, after: from }, withLinks);
    for (const row of some) {
      if (!decide(rest, row)) continue;
      if (skip > 0) skip -= 1;
      else rows.push(row);
      if (rows.length > limit) return ok({ rows: rows.slice(0, limit), more: true });
    }
    looked += some.length;
    from = some.at(-1)?.v;
    if (some.length < size) return ok({ rows, more: false });
    if (looked >= most) return refuse('records.search-too-costly', { looked, limit: most });
  }
}
