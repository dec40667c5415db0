import { type Evidence, evidenceKinds, type Text } from '../evidence.ts';
import type { CodeList, Raw, SubjectName } from './vocabulary.ts';

/** How a leaf fact could be otherwise; what `smallestChange` tries. */
export interface Leaf {
  /** Type, id and name of the fact: one key for every place of an expression that reads it. */
  readonly key: string;
  readonly kind: 'count' | 'yes-no' | 'code';
  /** The value now; undefined when it is not known. */
  readonly value: Raw;
  /** For counts: it cannot be below `low`, nor above `high`. */
  readonly low: number;
  readonly high: number;
  /** For codes: their list, in order. */
  readonly list: CodeList | null;
}

/** A fact that went into a result. */
export interface FactUsed {
  readonly subject: SubjectName;
  readonly name: Text;
  readonly value: number | boolean | string | null;
  readonly unit: Text | null;
  readonly asOf: string | null;
  readonly evidence: Evidence | null;
  /** Of a share or `every`: some of those that lack it, at most 20. */
  readonly lacking?: readonly SubjectName[];
  readonly leaf?: Leaf;
}

/** A fact that would be needed and is not there. */
export interface MissingFact {
  readonly subject: SubjectName;
  readonly name: Text;
  /** Why, where there is more to say than that. */
  readonly why: Text | null;
  readonly leaf?: Leaf;
}

/** What something rests on, as a rank: 0 published … 3 synthetic, -1 nothing but the rule's own text. */
export type Rank = number;
const ranks: Readonly<Record<Evidence, Rank>> = { published: 0, entered: 1, computed: 2, synthetic: 3 };
export const rankOf = (evidence: Evidence): Rank => ranks[evidence];
export const evidenceOf = (rank: Rank): Evidence | null => evidenceKinds[rank] ?? null;

export const noFacts: readonly FactUsed[] = [];
export const noMissing: readonly MissingFact[] = [];

interface Grounds {
  readonly rank: Rank;
  readonly facts: readonly FactUsed[];
  readonly missing: readonly MissingFact[];
}

/** Yes, no, or not known (null), with how far the deciding comparison is from its limit. */
export interface Truth extends Grounds {
  readonly value: boolean | null;
  readonly margin: number | null;
}

/** A figure that lies from `lo` to `hi`; known when they are equal. */
export interface Quantity extends Grounds {
  readonly lo: number;
  readonly hi: number;
}

/** A code or a set of codes; `undefined` is not known. */
export interface Coded extends Grounds {
  readonly raw: Raw;
}

const plain = (value: boolean | null): readonly Truth[] =>
  [-1, 0, 1, 2, 3].map((rank) => ({ value, rank, margin: null, facts: noFacts, missing: noMissing }));
const table = { yes: plain(true), no: plain(false), unknown: plain(null) };
const fallback: Truth = { value: null, rank: 3, margin: null, facts: noFacts, missing: noMissing };

/** A truth without facts or margin, of which there are fifteen in all: made once, whatever is asked how often. */
export const plainTruth = (value: boolean | null, rank: Rank): Truth =>
  (value === null ? table.unknown : value ? table.yes : table.no)[rank + 1] ?? fallback;

/** Both lists; the same one when the other is empty. */
export function joined<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (b.length === 0) return a;
  return a.length === 0 ? b : [...a, ...b];
}

/** The least (or greatest) of two margins, where null measures nothing. */
const pick = (a: number | null, b: number | null, choose: (a: number, b: number) => number): number | null => {
  if (a === null) return b;
  return b === null ? a : choose(a, b);
};

function merge(
  a: Truth,
  b: Truth,
  value: boolean | null,
  rank: Rank,
  margin: number | null,
  missing: readonly MissingFact[],
): Truth {
  const facts = joined(a.facts, b.facts);
  if (margin === null && facts.length === 0 && missing.length === 0) return plainTruth(value, rank);
  return { value, rank, margin, facts, missing };
}

const unknownOf = (a: Truth, b: Truth): Truth =>
  merge(
    a,
    b,
    null,
    Math.max(a.rank, b.rank),
    null,
    joined(a.value === null ? a.missing : noMissing, b.value === null ? b.missing : noMissing),
  );

/** Kleene's and: one no decides; the margin is the least of those that decide. */
export function both(a: Truth, b: Truth): Truth {
  if (a.value === false) {
    if (b.value !== false) return a;
    return merge(a, b, false, Math.min(a.rank, b.rank), pick(a.margin, b.margin, Math.min), noMissing);
  }
  if (b.value === false) return b;
  if (a.value && b.value) return merge(a, b, true, Math.max(a.rank, b.rank), pick(a.margin, b.margin, Math.min), noMissing);
  return unknownOf(a, b);
}

/** Kleene's or: one yes decides; the margin is the greatest of those that decide. */
export function either(a: Truth, b: Truth): Truth {
  if (a.value === true) {
    if (b.value !== true) return a;
    return merge(a, b, true, Math.min(a.rank, b.rank), pick(a.margin, b.margin, Math.max), noMissing);
  }
  if (b.value === true) return b;
  if (a.value === false && b.value === false)
    return merge(a, b, false, Math.max(a.rank, b.rank), pick(a.margin, b.margin, Math.max), noMissing);
  return unknownOf(a, b);
}

export function negated(a: Truth): Truth {
  if (a.value === null) return a;
  if (a.margin === null && a.facts.length === 0) return plainTruth(!a.value, a.rank);
  // Zero has no sign here: a margin of -0 would show as one.
  return { ...a, value: !a.value, margin: a.margin === null ? null : 0 - a.margin };
}

/** What a condition chooses; where it is not known, what both branches agree on. */
export function chosen(condition: Truth, yes: () => Truth, no: () => Truth): Truth {
  if (condition.value !== null) {
    const branch = condition.value ? yes() : no();
    const facts = joined(condition.facts, branch.facts);
    const rank = Math.max(condition.rank, branch.rank);
    if (facts.length === 0 && branch.margin === null && branch.missing.length === 0) return plainTruth(branch.value, rank);
    return { ...branch, rank, facts };
  }
  const [a, b] = [yes(), no()];
  if (a.value !== null && a.value === b.value)
    return merge(a, b, a.value, Math.max(a.rank, b.rank), pick(a.margin, b.margin, Math.min), noMissing);
  return both(condition, unknownOf(a, b));
}
