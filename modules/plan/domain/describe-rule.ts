import type { Plan } from '@songhua/engine-plan';
import type { FactUsed, RuleResult as Judged, RuleOutcome, SubjectName } from '@songhua/engine-plan/rules/index.ts';
import { type RuleItem, type RuleResult, type RuleStatus, subjectType } from '../contract.ts';
import type { Quotes } from './describe-indicator.ts';

/** Worst first: the order in which results and rules are read. */
export const verdictOrder = ['fail', 'unknown', 'pass', 'not-applicable'] as const satisfies readonly RuleStatus[];

/** A fact by its name, with whose it is where that is not the subject itself. */
const describeFact = (
  { subject: whose, name, value, unit, asOf, evidence }: FactUsed,
  subject: SubjectName,
): RuleResult['facts'][number] => ({
  name: whose.id === subject.id ? name : { zh: `${whose.name.zh}：${name.zh}`, en: `${name.en} (${whose.name.en})` },
  value,
  unit,
  asOf,
  evidence,
});

/** One result as the API answers it. */
export function describeResult({ subject, status, margin, evidence, facts, reason, readings }: Judged): RuleResult {
  return {
    subject: { type: subjectType.parse(subject.type), id: subject.id, name: subject.name },
    status,
    facts: facts.map((fact) => describeFact(fact, subject)),
    margin,
    evidence,
    ...(reason && { reason }),
    ...(readings && { readings: readings.map(({ id, status: verdict, margin: own }) => ({ id, status: verdict, margin: own })) }),
  };
}

/** The results with the worst first, else as they came. */
export const worstFirst = <R extends { readonly status: RuleStatus }>(results: readonly R[]): R[] =>
  results.toSorted((a, b) => verdictOrder.indexOf(a.status) - verdictOrder.indexOf(b.status));

/** One rule as the API answers it, with these of its results. */
export function describeRule(plan: Plan, outcome: RuleOutcome, quotes: Quotes, results: readonly Judged[]): RuleItem {
  const { rule, status, counts, readings, due } = outcome;
  const { spec } = rule;
  const asked = [...new Set(rule.readings.flatMap(({ scopes }) => scopes.map(({ subject }) => subject)))];
  return {
    id: spec.id,
    clauses: [...spec.clauses],
    summary: spec.summary,
    scope: spec.scope.text,
    subjects: asked.map((type) => subjectType.parse(type)),
    severity: spec.severity,
    status,
    ambiguous: readings.length > 0,
    readings: readings.map(({ id, text, status: verdict, counts: own }) => ({ id, text, status: verdict, counts: own })),
    expression: rule.readings.map(({ expression }) => expression).join('\n'),
    unit: spec.unit,
    decimals: spec.decimals,
    deadline: spec.deadline === null ? null : { date: spec.deadline, reached: due === true },
    counts,
    results: results.map(describeResult),
    source: {
      document: spec.source.document ?? plan.document.number,
      section: spec.source.section,
      summary: spec.summary,
      ...quotes.get(`rule:${spec.id}`),
    },
    notes: [...spec.notes],
  };
}
