import { findVetoes } from '@songhua/engine-linkage/person/find-vetoes.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import type { Compared } from './compare-source.ts';
import { mostRegistrations } from './decide-people.ts';
import { crossPairs, pairOf } from './partition.ts';

/** A registration as it stands when somebody decides about it. */
export interface Standing extends PersonRecord {
  readonly patient: string;
  readonly person: string;
  /** An account changed what a system had written: nothing follows from it by itself. */
  readonly byAccount: boolean;
}

export interface LinkFacts {
  readonly source: Standing;
  /** The likeliest first. */
  readonly compared: readonly Compared<Standing>[];
  /** All registrations of each person that is concerned, the source's own among them. */
  readonly people: ReadonlyMap<string, readonly Standing[]>;
  /** Whether people have decided that these are two. */
  readonly isApart: (one: string, other: string) => boolean;
}

/** A pair that the machine leaves to people, and what of the whole of both speaks against linking it. */
export interface ToReview {
  readonly compared: Compared<Standing>;
  readonly vetoes: readonly string[];
}

export interface LinkDecision {
  /** The people that become one with the source's, one after the other, each with the pair that decided it. */
  readonly joins: readonly { readonly person: string; readonly by: Compared<Standing> }[];
  readonly reviews: readonly ToReview[];
}

/** So many reviews one registration opens at most: the likeliest. */
const mostReviews = 5;

/**
 * Which people a registration is one with, and which somebody must look at. A link by itself needs a pair that is certain, and nothing against
 * any pair of all that would then be one person: no veto and no decision of people that they are two. What only that holds back is
 * reviewed. Where people have decided already, nobody is asked again.
 */
export function decideLinks({ source, compared, people, isApart }: LinkFacts): LinkDecision {
  let own = people.get(source.person) ?? [source];
  const seen = new Set([source.person]);
  const joins: { person: string; by: Compared<Standing> }[] = [];
  const reviews: ToReview[] = [];
  for (const one of compared) {
    const { person } = one.other;
    if (seen.has(person)) continue;
    seen.add(person);
    const theirs = people.get(person) ?? [one.other];
    const ids = (of: readonly Standing[]): readonly string[] => of.map(({ patient }) => patient);
    if ([...crossPairs(ids(own), ids(theirs))].some(([a, b]) => isApart(a, b))) continue;
    const against = new Set<string>(one.judgement.reasons);
    if (own.length + theirs.length > mostRegistrations) against.add('too-large');
    for (const a of own)
      for (const b of theirs) for (const veto of findVetoes(a, b)) if (veto !== 'too-little') against.add(veto);
    if ([...own, ...theirs].some(({ byAccount }) => byAccount)) against.add('by-account');
    if (one.judgement.outcome === 'link' && against.size === 0) {
      own = [...own, ...theirs];
      joins.push({ person, by: one });
    } else reviews.push({ compared: one, vetoes: [...against].toSorted() });
  }
  return { joins, reviews: reviews.slice(0, mostReviews) };
}

/** The pair of a comparison in its one spelling. */
export const pairIn = (source: Standing, { other }: Compared<Standing>): readonly [string, string] =>
  pairOf(source.patient, other.patient);
