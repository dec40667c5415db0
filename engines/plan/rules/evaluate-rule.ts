import type { Evidence, Text } from '../evidence.ts';
import type { CompiledReading, CompiledScope, Rule } from './compile-rules.ts';
import { type Context, contextOf, identityOf } from './compiled.ts';
import { mayHold } from './shelves.ts';
import { both, evidenceOf, type FactUsed, type MissingFact, plainTruth, type Rank, type Truth } from './values.ts';
import type { FactSource, Raw, SubjectName } from './vocabulary.ts';

export const ruleStatuses = ['pass', 'fail', 'unknown', 'not-applicable'] as const;
export type RuleStatus = (typeof ruleStatuses)[number];

/** What one reading gives for one subject. */
export interface ReadingResult {
  readonly id: string;
  readonly status: RuleStatus;
  readonly margin: number | null;
  readonly evidence: Evidence | null;
}

export interface RuleResult {
  readonly subject: SubjectName;
  readonly status: RuleStatus;
  /** How far the deciding figure is from its limit, in the rule's unit: to spare above zero, lacking below. */
  readonly margin: number | null;
  /** The weakest of what decided; null where nothing did. */
  readonly evidence: Evidence | null;
  /** The facts that decided, and those that are missing; empty when no detail was asked for. */
  readonly facts: readonly FactUsed[];
  readonly missing: readonly MissingFact[];
  /** Why it is unknown. */
  readonly reason?: Text;
  /** What each reading gives, where the wording has several. */
  readonly readings?: readonly ReadingResult[];
}

export interface RuleOutcome {
  readonly rule: Rule;
  readonly status: RuleStatus;
  readonly results: readonly RuleResult[];
  readonly counts: Readonly<Record<RuleStatus, number>>;
  /** The status of the whole rule under each reading, where there are several. */
  readonly readings: readonly {
    readonly id: string;
    readonly text: Text;
    readonly status: RuleStatus;
    readonly counts: Readonly<Record<RuleStatus, number>>;
  }[];
  /** Whether the day asked about has reached the deadline; null when there is none. */
  readonly due: boolean | null;
}

/** Where the figures of a rule are in different units the margin is now in one of them and now in another: then there is none. */
const marginOf = ({ require }: CompiledScope, { margin }: Truth): number | null => (require.measured ? margin : null);

export const statusOf = (truth: Truth): RuleStatus => (truth.value === null ? 'unknown' : truth.value ? 'pass' : 'fail');

/** Any fail is a fail; else any unknown is unknown; else any pass is a pass; else nobody is concerned. */
export const overall = (counts: Readonly<Record<RuleStatus, number>>): RuleStatus =>
  counts.fail > 0 ? 'fail' : counts.unknown > 0 ? 'unknown' : counts.pass > 0 ? 'pass' : 'not-applicable';

export function countStatuses(results: readonly { readonly status: RuleStatus }[]): Readonly<Record<RuleStatus, number>> {
  const counts: Record<RuleStatus, number> = { pass: 0, fail: 0, unknown: 0, 'not-applicable': 0 };
  for (const { status } of results) counts[status] += 1;
  return counts;
}

/** `“X”的“Y”` of the first three, and how many more. */
export function reasonOf(missing: readonly MissingFact[]): Text {
  const distinct = [...new Map(missing.map((fact) => [`${fact.subject.id} ${fact.name.zh}`, fact])).values()];
  const some = distinct.slice(0, 3);
  const more = distinct.length - some.length;
  const zh = some.map(({ subject, name, why }) => `${subject.name.zh}的“${name.zh}”${why ? `（${why.zh}）` : ''}`).join('、');
  const en = some.map(({ subject, name, why }) => `“${name.en}” of ${subject.name.en}${why ? ` (${why.en})` : ''}`).join(', ');
  if (some.length === 0) return { zh: '缺少判断所需的资料', en: 'facts are missing' };
  return {
    zh: `缺少${zh}${more > 0 ? `等 ${distinct.length} 项` : ''}`,
    en: `missing: ${en}${more > 0 ? ` and ${more} more` : ''}`,
  };
}

/** What a scope gives for an item: null when the rule is not about it, unknown when that itself is not known. */
function ask({ where, require }: CompiledScope, item: unknown, context: Context): Truth | null {
  const concerned = where?.run(item, context.quiet) ?? plainTruth(true, -1);
  if (concerned.value === false) return null;
  const truth = require.run(item, context);
  const said = (): Truth => (context.detail && where ? where.run(item, context) : concerned);
  // Whether it is concerned or not, nothing is wrong with one that meets the rule.
  if (concerned.value === null) return truth.value ? truth : both(said(), plainTruth(true, -1));
  return truth.value === null || concerned.rank <= truth.rank ? truth : resting(truth, concerned.rank, said().facts);
}

/** What is decided rests on what put the subject in scope too; those facts are told where they are the weaker ones. */
function resting(truth: Truth, rank: Rank, scoping: readonly FactUsed[]): Truth {
  if (truth.margin === null && truth.facts.length === 0 && scoping.length === 0) return plainTruth(truth.value, rank);
  const told = new Set(truth.facts.map(({ subject, name }) => `${subject.id} ${name.zh}`));
  const more = scoping.filter(({ subject, name }) => !told.has(`${subject.id} ${name.zh}`));
  // Leaving the scope is no way to meet a rule: these facts are none that a change is looked for in.
  return { ...truth, rank, facts: [...truth.facts, ...more.map(({ leaf, ...fact }) => fact)] };
}

const keyOf = ({ type, id }: SubjectName): string => `${type}/${id}`;

/** A subject under the first reading, or under another one alone; with what makes its details. */
interface Judged {
  readonly scope: CompiledScope;
  readonly item: unknown;
  readonly subject: SubjectName;
  readonly truth: Truth;
}

/** The subjects a scope may be about; those its codes rule out are not asked. */
function concernedBy({ subject, where }: CompiledScope, source: FactSource): readonly unknown[] {
  const items = source.subjects(subject);
  return where?.pick ? mayHold(items, where.pick).items : items;
}

function judgeReading(reading: CompiledReading, source: FactSource, context: Context): Judged[] {
  return reading.scopes.flatMap((scope) =>
    concernedBy(scope, source).flatMap((item): Judged[] => {
      const truth = ask(scope, item, context);
      return truth ? [{ scope, item, subject: identityOf(scope.type, item, context), truth }] : [];
    }),
  );
}

function resultOf(judged: Judged, detailed: boolean, readings: readonly ReadingResult[] | null): RuleResult {
  const truth = detailed ? (ask(judged.scope, judged.item, contextOf(true)) ?? judged.truth) : judged.truth;
  return {
    subject: judged.subject,
    status: statusOf(truth),
    margin: marginOf(judged.scope, truth),
    evidence: truth.value === null ? null : evidenceOf(truth.rank),
    facts: once(truth.facts),
    missing: truth.missing,
    ...(truth.value === null && detailed && { reason: reasonOf(truth.missing) }),
    ...(readings && { readings }),
  };
}

/** A fact read twice is listed once. */
function once(facts: readonly FactUsed[]): readonly FactUsed[] {
  if (facts.length < 2) return facts;
  return [...new Map(facts.map((fact) => [fact.leaf?.key ?? `${fact.subject.id} ${fact.name.zh}`, fact])).values()];
}

const readingResult = (id: string, judged: Judged | undefined): ReadingResult => ({
  id,
  status: judged ? statusOf(judged.truth) : 'not-applicable',
  margin: judged ? marginOf(judged.scope, judged.truth) : null,
  evidence: judged && judged.truth.value !== null ? evidenceOf(judged.truth.rank) : null,
});

export interface Wanted {
  /** Of which results facts, missing facts and reasons are wanted: all, none, or those this is true of. */
  readonly details?: 'all' | 'none' | ((subject: SubjectName, status: RuleStatus, evidence: Evidence | null) => boolean);
}

/**
 * A rule on every subject it is about, on the day `at` (ISO date) for which `source` holds the facts. Subjects that only
 * another reading than the first is about stand at the end as not-applicable, with what that reading gives.
 */
export function evaluateRule(rule: Rule, source: FactSource, at: string, { details = 'all' }: Wanted = {}): RuleOutcome {
  const context = contextOf(false);
  const [first, ...others] = rule.readings;
  const judged = first ? judgeReading(first, source, context) : [];
  const byReading = others.map((reading) => ({
    reading,
    bySubject: new Map(judgeReading(reading, source, context).map((j) => [keyOf(j.subject), j])),
  }));
  const wanted = ({ subject, truth }: Judged): boolean =>
    details === 'all' || (details !== 'none' && details(subject, statusOf(truth), evidenceOf(truth.rank)));
  const several = others.length > 0;
  const readingsOf = (own: Judged | undefined, key: string): readonly ReadingResult[] | null =>
    several && first
      ? [
          readingResult(first.id, own),
          ...byReading.map(({ reading, bySubject }) => readingResult(reading.id, bySubject.get(key))),
        ]
      : null;
  const results = judged.map((j) => resultOf(j, wanted(j), readingsOf(j, several ? keyOf(j.subject) : '')));
  if (several) {
    const known = new Set(judged.map((j) => keyOf(j.subject)));
    for (const { bySubject } of byReading) {
      for (const [key, { subject }] of bySubject) {
        if (known.has(key)) continue;
        known.add(key);
        const readings = readingsOf(undefined, key) ?? [];
        results.push({ subject, status: 'not-applicable', margin: null, evidence: null, facts: [], missing: [], readings });
      }
    }
  }
  const counts = countStatuses(results);
  const { deadline } = rule.spec;
  const summed = rule.readings.map((reading, i) => {
    const own = several ? countStatuses(results.flatMap((result) => result.readings?.[i] ?? [])) : counts;
    return { id: reading.id, text: reading.text, status: overall(own), counts: own };
  });
  return {
    rule,
    status: overall(counts),
    results,
    counts,
    readings: several ? summed : [],
    due: deadline === null ? null : at >= deadline,
  };
}

/** One subject's result under the first reading with all details, its facts taken as `overrides` say; null when the rule is not about it. */
export function evaluateSubject(
  rule: Rule,
  source: FactSource,
  wanted: { readonly type: string; readonly id: string },
  overrides: ReadonlyMap<string, Raw> | null = null,
): RuleResult | null {
  const found = findSubject(rule, source, wanted);
  if (!found) return null;
  const context = contextOf(true, overrides);
  const truth = ask(found.scope, found.item, context);
  if (!truth) return null;
  const subject = identityOf(found.scope.type, found.item, context);
  return {
    subject,
    status: statusOf(truth),
    margin: marginOf(found.scope, truth),
    evidence: truth.value === null ? null : evidenceOf(truth.rank),
    facts: once(truth.facts),
    missing: truth.missing,
    ...(truth.value === null && { reason: reasonOf(truth.missing) }),
  };
}

/** The item a subject stands for and the scope it falls under, in the first reading. */
export function findSubject(
  rule: Rule,
  source: FactSource,
  { type, id }: { readonly type: string; readonly id: string },
): { readonly scope: CompiledScope; readonly item: unknown } | null {
  for (const scope of rule.readings[0]?.scopes ?? []) {
    if (scope.subject !== type) continue;
    const item = source.subjects(type).find((candidate) => scope.type.identify?.(candidate).id === id);
    if (item !== undefined) return { scope, item };
  }
  return null;
}

/** What a scope gives for an item under overrides, without details: the question `smallestChange` asks many times. */
export const askWith = (scope: CompiledScope, item: unknown, overrides: ReadonlyMap<string, Raw>): Truth | null =>
  ask(scope, item, contextOf(false, overrides));
