import { clauseLocators, type Locator, type Plan, type PlanClause, planLocators } from '@songhua/engine-plan';
import type { RuleSpec } from '@songhua/engine-plan/rules/index.ts';

/** What of a plan points into documents: its indicators and tables, its clauses, its rules. */
export interface Pointing {
  readonly plan: Plan;
  readonly clauses: readonly PlanClause[];
  readonly rules: readonly RuleSpec[];
}

/** Numbers of the documents a plan rests on: its own first, then others its clauses and rules are taken from. */
export function documentNumbers({ plan, clauses, rules }: Pointing): string[] {
  const others = [...clauses.map(({ document }) => document), ...rules.flatMap(({ source }) => source.document ?? [])];
  return [...new Set([plan.document.number, ...others])];
}

/** Every place in the document of this number that the plan points to: `2.3-T01`, `table:beds`, `clause:1-a`, `rule:4.1.3-a1`. */
export function documentLocators({ plan, clauses, rules }: Pointing, number: string): Locator[] {
  const own = number === plan.document.number;
  return [
    ...(own ? planLocators(plan) : []),
    ...clauseLocators(clauses, number),
    ...rules
      .filter(({ source }) => (source.document ?? plan.document.number) === number)
      .map(({ id, source: { section, locator } }) => ({ id: `rule:${id}`, section, locator })),
  ];
}
