import { type FieldError, ok, type Result, refuse } from '@songhua/kernel';
import type { Timeline, TimelineEntry, TimelineKind, TimelineQuery } from '../contract.ts';
import { sourcesIn } from './draw-timeline.ts';
import { dayOf, momentOf } from './order-dates.ts';

/** Where a page ended: the moment of its last entry, nothing of one without a date, and what it was. */
interface Mark {
  readonly at: number | null;
  readonly resource: string;
}

const markOf = ({ at, source }: TimelineEntry): string =>
  Buffer.from(`${momentOf(at) ?? ''} ${source.resource}`).toString('base64url');

function readMark(text: string): Mark | null {
  const found = /^(-?\d{1,16})? ([A-Za-z]{1,40}\/[A-Za-z0-9.-]{1,64})$/.exec(Buffer.from(text, 'base64url').toString('utf8'));
  if (!found) return null;
  return { at: found[1] === undefined ? null : Number(found[1]), resource: found[2] ?? '' };
}

const wrong = (field: string, rule: string, zh: string, en: string, value: string): FieldError => ({
  field,
  rule,
  value: value.slice(0, 200),
  message: { zh, en },
});

const isAfter = (entry: TimelineEntry, mark: Mark): boolean => {
  const at = momentOf(entry.at);
  if (at !== mark.at) return at === null || (mark.at !== null && at < mark.at);
  return entry.source.resource > mark.resource;
};

const kindsIn = ({ kind, parts }: TimelineEntry): Set<TimelineKind> => new Set([kind, ...parts.map((part) => part.kind)]);

const housesIn = (entry: TimelineEntry) =>
  new Map(sourcesIn(entry).map(({ institution }) => [institution.id ?? institution.name, institution]));

/** Whether an entry lies in a period; a stay does when any day of it does. What bears no date lies in none. */
function isWithin(entry: TimelineEntry, from: string | undefined, until: string | undefined): boolean {
  if (from === undefined && until === undefined) return true;
  const [begin, end] = [momentOf(entry.at), momentOf(entry.until ?? entry.at)];
  if (begin === null || end === null) return false;
  return (from === undefined || dayOf(end) >= from) && (until === undefined || dayOf(begin) <= until);
}

const says = (entry: TimelineEntry, words: string): boolean =>
  [entry, ...entry.parts].some(({ title, detail }) => `${title} ${detail ?? ''}`.toLowerCase().includes(words));

/** Refuses a period that ends before it begins. */
export const checkPeriod = ({ from, until }: Pick<TimelineQuery, 'from' | 'until'>): Result<null> =>
  from !== undefined && until !== undefined && until < from
    ? refuse('resident-record.wrong-period', {}, [
        wrong('until', 'not-before-from', '不能早于开始日期', 'must not lie before the begin', until),
      ])
    : ok(null);

/**
 * A page of a timeline: entries that hold something of the kinds, institution, period and words asked for, the latest first; with what can
 * be filtered by under the other filters. Refused: a mark that is none, a period that ends before it begins.
 */
export function pageTimeline(
  entries: readonly TimelineEntry[],
  { kind, institution, from, until, q, after, limit }: TimelineQuery,
): Result<Omit<Timeline, 'cut'>> {
  const period = checkPeriod({ from, until });
  if (!period.ok) return period;
  const mark = after === undefined ? null : readMark(after);
  if (after !== undefined && mark === null)
    return refuse('resident-record.wrong-mark', {}, [
      wrong('after', 'mark-of-this-list', '不是本列表给出的翻页标记', 'is no mark of a page of this list', after),
    ]);
  const wanted = kind && kind.length > 0 ? new Set(kind) : null;
  const words = q?.toLowerCase();
  const common = entries.filter((one) => isWithin(one, from, until) && (words === undefined || words === '' || says(one, words)));
  const ofKind = (one: TimelineEntry): boolean => wanted === null || [...kindsIn(one)].some((each) => wanted.has(each));
  const ofHouse = (one: TimelineEntry): boolean => institution === undefined || housesIn(one).has(institution);
  const kinds = new Map<TimelineKind, number>();
  for (const one of common.filter(ofHouse)) for (const each of kindsIn(one)) kinds.set(each, (kinds.get(each) ?? 0) + 1);
  const houses = new Map<string, Timeline['institutions'][number]>();
  for (const one of common.filter(ofKind))
    for (const [key, house] of housesIn(one)) houses.set(key, { ...house, count: (houses.get(key)?.count ?? 0) + 1 });
  const found = common.filter((one) => ofKind(one) && ofHouse(one));
  const rest = mark === null ? found : found.filter((one) => isAfter(one, mark));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return ok({
    items,
    next: last && rest.length > items.length ? markOf(last) : null,
    total: found.length,
    undated: found.filter(({ at }) => momentOf(at) === null).length,
    kinds: [...kinds]
      .map(([each, count]) => ({ kind: each, count }))
      .toSorted((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
    institutions: [...houses.values()].toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
  });
}
