import type { Text } from '../evidence.ts';
import { type Context, identityOf, type Run } from './compiled.ts';
import { type CodePick, mayHold } from './shelves.ts';
import { type MissingFact, noMissing, rankOf, type Truth } from './values.ts';
import type { CollectionSpec, Listing, SubjectName, TypeSpec } from './vocabulary.ts';

/** A collection of an item, and which of its members are meant. */
export interface Members {
  readonly owner: TypeSpec;
  readonly collection: CollectionSpec;
  readonly type: TypeSpec;
  /** Null: all of them. */
  readonly where: Run<Truth> | null;
  readonly pick: CodePick | null;
  readonly say: Text;
}

/** Asks a condition of members without detail: once of each sort in an evaluation, or of each member where they have none. */
export function askerOf({ sort }: TypeSpec, condition: Run<Truth>, { quiet }: Context): (member: unknown) => Truth {
  if (!sort) return (member) => condition(member, quiet);
  const before = quiet.asked.get(condition);
  const asked = before ?? new Map<object, Truth>();
  if (!before) quiet.asked.set(condition, asked);
  return (member) => {
    const of = sort(member);
    const known = asked.get(of);
    if (known) return known;
    const truth = condition(member, quiet);
    asked.set(of, truth);
    return truth;
  };
}

/** How a member was found: it belongs here or may do so, and what is to be asked of it holds, does not, or is not known. */
export type Visit = (member: unknown, belongs: boolean | null, weight: number) => void;

const allowed = 5;

/** Shows `visit` every member that is or may be meant; gives the weakest evidence met and the listing itself. */
export function goThrough(
  members: Members,
  item: unknown,
  context: Context,
  visit: Visit,
): { readonly listing: Listing; readonly rank: number } {
  const listing = members.collection.list(item);
  const { type } = members;
  const where = members.where && askerOf(type, members.where, context);
  let rank = rankOf(listing.evidence);
  const picked = members.pick && !type.sort && context.overrides === null ? mayHold(listing.items, members.pick) : null;
  if (picked) rank = Math.max(rank, picked.rank);
  for (const member of picked?.items ?? listing.items) {
    const weight = type.weight ? type.weight(member) : 1;
    if (!where) {
      rank = Math.max(rank, rankOf(type.evidence(member)));
      visit(member, true, weight);
      continue;
    }
    const truth = where(member);
    if (truth.rank > rank) rank = truth.rank;
    if (truth.value !== false) visit(member, truth.value, weight);
  }
  for (const member of listing.maybe ?? []) {
    const truth = where ? where(member) : null;
    if (truth?.value !== false) visit(member, null, type.weight ? type.weight(member) : 1);
  }
  return { listing, rank };
}

/** What keeps a count of members from being known: an incomplete list, and facts of members, at most five of each. */
export function missingOf(
  members: Members,
  item: unknown,
  context: Context,
  listing: Listing,
  having: Run<Truth> | null,
): readonly MissingFact[] {
  if (!context.detail) return noMissing;
  const subject = identityOf(members.owner, item, context);
  const inner: Context = { ...context, owner: subject };
  const missing: MissingFact[] = [];
  if (!listing.complete) missing.push({ subject, name: members.collection.title, why: listing.lacking ?? null });
  for (const member of listing.items) {
    if (missing.length >= allowed) break;
    const truth = members.where?.(member, inner);
    if (truth?.value === null) missing.push(...truth.missing);
    else if (truth?.value !== false && having) {
      const asked = having(member, inner);
      if (asked.value === null) missing.push(...asked.missing);
    }
  }
  for (const member of listing.maybe ?? []) {
    if (missing.length >= allowed) break;
    if (members.where?.(member, inner).value === false) continue;
    const why = { zh: '不清楚是否在此地', en: 'whether it is here is not known' };
    missing.push({ subject: members.type.identify?.(member) ?? subject, name: members.collection.title, why });
  }
  return missing.slice(0, allowed);
}

/** Names of the members of which something does not hold, at most twenty. */
export function namesOf(type: TypeSpec, members: readonly unknown[]): readonly SubjectName[] {
  const { identify } = type;
  return identify ? members.slice(0, 20).map((member) => identify(member)) : [];
}
