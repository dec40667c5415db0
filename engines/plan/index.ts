export * from './area-tree.ts';
export * from './check-printed.ts';
export * from './clauses/clause.ts';
export * from './clauses/clause-locators.ts';
export { type Claims, noClaims } from './consistency/claims.ts';
export * from './consistency/find-inconsistencies.ts';
export {
  type ConsistencyInput,
  type Deadline,
  type Finding,
  type FindingKind,
  findingKinds,
  type Severity,
} from './consistency/finding.ts';
export * from './evaluate-indicator.ts';
export * from './evaluate-table.ts';
export * from './evidence.ts';
export * from './expected-value.ts';
export * from './fact.ts';
export * from './find-clauses.ts';
export * from './indicator-value.ts';
export * from './measure-value.ts';
export * from './normalise-text.ts';
export * from './parse-areas.ts';
export type { StatedFact } from './parse-facts.ts';
export * from './parse-plan.ts';
export * from './parse-printed.ts';
export * from './plan-error.ts';
export * from './plan-locators.ts';
export * from './print-value.ts';
export * from './rate-progress.ts';
export * from './read-plan-folder.ts';
export * from './satisfies-target.ts';
export type { ColumnSpec, Definition, Indicator, Measure, Misprint, Plan, TableSpec, Target, Trajectory } from './schema.ts';
