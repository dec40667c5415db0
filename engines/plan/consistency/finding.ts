import type { Text } from '../evidence.ts';
import type { Area } from '../parse-areas.ts';
import type { StatedFact } from '../parse-facts.ts';
import type { PrintedCell } from '../parse-printed.ts';
import type { Misprint, Plan } from '../schema.ts';
import type { Claims } from './claims.ts';

/** What can be wrong with a plan. The last three are stated by whoever prepared the data, all others are computed. */
export const findingKinds = [
  'printed-rate',
  'unit-heading',
  'area-sum',
  'part-sum',
  'unassigned-remainder',
  'target-sum',
  'target-direction',
  'part-above-whole',
  'target-below-baseline',
  'ratio-target',
  'standards-short',
  'band-overlap',
  'band-gap',
  'band-edges-differ',
  'due-before-issue',
  'due-near-issue',
  'outlier',
  'area-target-blank',
  'missing-basis',
  'nothing-binding',
  'text',
  'wording',
  'ambiguity',
] as const;

export type FindingKind = (typeof findingKinds)[number];
export type Severity = 'high' | 'medium' | 'low';

/** One place where a plan contradicts itself, leaves something open or cannot be checked. */
export interface Finding {
  /** The same on every run: the kind and what it is about. */
  readonly id: string;
  readonly kind: FindingKind;
  readonly summary: Text;
  /** The numbers and the operation, in signs alone; empty for what is stated and not computed. */
  readonly arithmetic: string;
  /** Clauses and indicators it concerns. */
  readonly clauses: readonly string[];
  readonly severity: Severity;
  /** What is done about it here, where the plan's data say so. */
  readonly handling?: Text;
  readonly basis: 'computed' | 'stated';
}

/** A date something is due on, from whichever file says so. */
export interface Deadline {
  readonly id: string;
  readonly date: string;
  readonly clauses: readonly string[];
}

/** What is looked at: a plan's folder as parsed, and the deadlines of its rules and tasks where there are any. */
export interface ConsistencyInput {
  readonly plan: Plan;
  readonly areas: readonly Area[];
  readonly facts: readonly StatedFact[];
  readonly printed: readonly PrintedCell[];
  readonly misprints: readonly Misprint[];
  readonly claims: Claims;
  readonly deadlines?: readonly Deadline[];
}

/** A computed finding; its id is its kind and what it is about. */
export const computed = (
  kind: FindingKind,
  about: string,
  severity: Severity,
  clauses: readonly string[],
  summary: Text,
  arithmetic: string,
): Finding => ({ id: `${kind}:${about}`, kind, summary, arithmetic, clauses, severity, basis: 'computed' });
