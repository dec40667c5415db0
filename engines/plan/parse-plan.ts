import { checkAreas } from './check-areas.ts';
import { checkPlan } from './check-plan.ts';
import type { PlanError } from './plan-error.ts';
import { readYaml } from './read-yaml.ts';
import { indicatorsFile, type Plan, planFile, tablesFile } from './schema.ts';

/** One file of a plan: the name used in messages, and its text. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

export interface PlanSources {
  readonly plan: SourceFile;
  readonly indicators: SourceFile;
  readonly tables: SourceFile;
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly PlanError[] };

/**
 * The plan these three texts describe, or everything that is wrong with them, each with file, line and reason.
 * With `areas`, a code that is not among them is wrong too.
 */
export function parsePlan(sources: PlanSources, areas?: ReadonlySet<string>): Parsed<Plan> {
  const head = readYaml(sources.plan.name, sources.plan.text, planFile);
  const indicators = readYaml(sources.indicators.name, sources.indicators.text, indicatorsFile);
  const tables = readYaml(sources.tables.name, sources.tables.text, tablesFile);
  if (head.value === null || indicators.value === null || tables.value === null) {
    return { ok: false, errors: [...head.errors, ...indicators.errors, ...tables.errors] };
  }
  const plan: Plan = {
    ...head.value.plan,
    measures: head.value.measures,
    indicators: indicators.value.indicators,
    tables: tables.value.tables,
  };
  const faults = { plan: head.fault, indicators: indicators.fault, tables: tables.fault };
  const errors = [...checkPlan(plan, faults), ...(areas ? checkAreas(plan, areas, faults) : [])];
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: plan };
}
