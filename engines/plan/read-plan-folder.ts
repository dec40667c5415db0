import type { PlanClause } from './clauses/clause.ts';
import { readClauses } from './clauses/read-clauses.ts';
import { type Claims, noClaims } from './consistency/claims.ts';
import { parseClaims } from './consistency/parse-claims.ts';
import { type Area, parseAreas } from './parse-areas.ts';
import { parseFacts, type StatedFact } from './parse-facts.ts';
import { type Parsed, parsePlan, type SourceFile } from './parse-plan.ts';
import { type PrintedCell, parseMisprints, parsePrinted } from './parse-printed.ts';
import { readRules } from './rules/compile-rules.ts';
import type { RuleSpec } from './rules/rules-schema.ts';
import type { Vocabulary } from './rules/vocabulary.ts';
import type { Misprint, Plan } from './schema.ts';

/** Everything one folder of `plans/` says. */
export interface PlanFolder {
  readonly plan: Plan;
  readonly areas: readonly Area[];
  readonly facts: readonly StatedFact[];
  readonly misprints: readonly Misprint[];
  readonly printed: readonly PrintedCell[];
  /** What the plan claims about its own figures; nothing when there is no `consistency.yaml`. */
  readonly claims: Claims;
  /** The clauses of its documents; none when there is no `clauses.csv`. */
  readonly clauses: readonly PlanClause[];
  /** The rules of `rules.yaml`; none when there is no such file. */
  readonly rules: readonly RuleSpec[];
}

const required = ['plan.yaml', 'indicators.yaml', 'tables.yaml', 'areas.csv'] as const;

/**
 * The plan in these files, named by their path inside the folder: the four required ones, and any
 * `<folder>/facts.csv`, `<folder>/misprints.yaml` and `<folder>/printed.csv`, and `consistency.yaml`,
 * `clauses.csv` and `rules.yaml`. Every fault of every file is reported; those of rules' expressions when their
 * vocabulary is given.
 */
export function readPlanFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
  vocabularyOf?: (plan: Plan) => Vocabulary,
): Parsed<PlanFolder> {
  const name = (file: string): string => `${folder}/${file}`;
  const missing = required.filter((file) => !files.has(file));
  if (missing.length > 0) {
    const message = { zh: '缺少文件', en: 'the file is missing' };
    return {
      ok: false,
      errors: missing.map((file) => ({ file: name(file), line: 0, field: '(file)', rule: 'required', value: '', message })),
    };
  }
  const source = (file: string): SourceFile => ({ name: name(file), text: files.get(file) ?? '' });
  const { areas, errors: areaErrors } = parseAreas(name('areas.csv'), files.get('areas.csv') ?? '');
  const codes = new Set(areas.map((area) => area.code));
  const sources = { plan: source('plan.yaml'), indicators: source('indicators.yaml'), tables: source('tables.yaml') };
  const parsed = parsePlan(sources, codes);
  if (!parsed.ok) return { ok: false, errors: [...areaErrors, ...parsed.errors] };
  const plan = parsed.value;
  const every = <T>(ending: string, read: (file: string, text: string) => T): T[] =>
    [...files].filter(([file]) => file.endsWith(`/${ending}`)).map(([file, text]) => read(name(file), text));
  const facts = every('facts.csv', (file, text) => parseFacts(file, text, plan, codes));
  const misprints = every('misprints.yaml', (file, text) => parseMisprints(file, text, plan, codes));
  const printed = every('printed.csv', (file, text) => parsePrinted(file, text, plan, codes));
  const stated = files.get('consistency.yaml');
  const claimed = stated === undefined ? { claims: noClaims, errors: [] } : parseClaims(name('consistency.yaml'), stated, plan);
  const asked = readClauses(folder, files, plan.indicators);
  const ruled = readRules(name('rules.yaml'), files.get('rules.yaml') ?? 'rules: []', vocabularyOf?.(plan) ?? null);
  const ruleErrors = ruled.ok ? [] : ruled.errors;
  const errors = [...areaErrors, ...ruleErrors, ...[...facts, ...misprints, ...printed, claimed, asked].flatMap((x) => x.errors)];
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: {
      plan,
      areas,
      facts: facts.flatMap((x) => x.facts),
      misprints: misprints.flatMap((x) => x.misprints),
      printed: printed.flatMap((x) => x.printed),
      claims: claimed.claims,
      clauses: asked.clauses,
      rules: ruled.ok ? ruled.value : [],
    },
  };
}
