import { z } from 'zod';
import type { PlanError } from '../plan-error.ts';
import { readYaml } from '../read-yaml.ts';
import type { PlanClause } from './clause.ts';
import { parseClauses } from './parse-clauses.ts';

const named = z.array(z.looseObject({ id: z.string() }));

/** The ids of one list of a YAML file; null when there is no such file, or none that can be read: its own reader says why. */
function idsIn(files: ReadonlyMap<string, string>, file: string, list: string): ReadonlySet<string> | null {
  const text = files.get(file);
  if (text === undefined) return null;
  const found = readYaml(file, text, z.looseObject({ [list]: named })).value?.[list];
  const entries = named.safeParse(found);
  return entries.success ? new Set(entries.data.map(({ id }) => id)) : null;
}

/** The clauses of a plan's folder, their references held against its indicators, rules and tasks; none without `clauses.csv`. */
export function readClauses(
  folder: string,
  files: ReadonlyMap<string, string>,
  indicators: readonly { readonly id: string }[],
): { readonly clauses: readonly PlanClause[]; readonly errors: readonly PlanError[] } {
  const text = files.get('clauses.csv');
  if (text === undefined) return { clauses: [], errors: [] };
  return parseClauses(`${folder}/clauses.csv`, text, {
    indicator: new Set(indicators.map(({ id }) => id)),
    rule: idsIn(files, 'rules.yaml', 'rules'),
    task: idsIn(files, 'tasks.yaml', 'tasks'),
  });
}
