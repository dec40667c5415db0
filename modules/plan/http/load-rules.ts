import { liesWithin } from '@songhua/engine-plan';
import {
  compileRules,
  type FactSource,
  type Rule,
  type RuleOutcome,
  type SubjectName,
  type Wanted,
} from '@songhua/engine-plan/rules/index.ts';
import { ok, type Result, type Tx } from '@songhua/kernel';
import { ruleFacts, sumFacts } from '@songhua/module-registry/api.ts';
import type { RegistryFacts } from '@songhua/module-registry/contract.ts';
import type { z } from 'zod';
import type { AreaRef, indicatorQuery } from '../contract.ts';
import { judgeRule } from '../domain/judge-rule.ts';
import { findArea } from '../domain/list-indicators.ts';
import { houseVocabulary, ruleSource } from '../domain/rule-facts/house-vocabulary.ts';
import { type LoadedQuestion, loadQuestion } from './load-question.ts';

/** A question about a plan's rules: the rules, the facts of the day, and whom the area asked about concerns. */
export interface RuleQuestion extends LoadedQuestion {
  readonly area: AreaRef;
  readonly rules: readonly Rule[];
  readonly source: FactSource;
  readonly within: (subject: SubjectName) => boolean;
  /** Code of the smallest area known to hold a subject: an area itself, the town or county of an institution. */
  readonly placeOf: (subject: SubjectName) => string | undefined;
}

function placesOf(registry: RegistryFacts): RuleQuestion['placeOf'] {
  const places = new Map(registry.institutions.map((one) => [one.id, one.town ?? one.area]));
  return ({ type, id }) => (type === 'institution' ? places.get(id) : id);
}

/** Everything needed to judge a plan's rules on a day, in an area (the plan's own unless one is asked for). */
export async function loadRules(tx: Tx, now: Date, query: z.output<typeof indicatorQuery>): Promise<Result<RuleQuestion>> {
  let registry: RegistryFacts = { institutions: [], childcare: [], areaFigures: [] };
  // The registry is read once: its sums follow from what the rules ask of it.
  const question = await loadQuestion(tx, now, query, async (on, day) => {
    registry = await ruleFacts(on, day);
    return sumFacts(on, day, registry.institutions);
  });
  if (!question.ok) return question;
  const { world, body, at } = question.value;
  const area = findArea(world, query.area);
  if (!area.ok) return area;
  const placeOf = placesOf(registry);
  const { code } = area.value;
  return ok({
    ...question.value,
    area: area.value,
    placeOf,
    // In the plan's own area it is about everybody; below it about whoever is or stands there.
    within: (subject) => code === world.plan.area || liesWithin(world.tree, placeOf(subject) ?? '', code),
    rules: compileRules(body.rules, houseVocabulary(world.plan)),
    source: ruleSource(world, registry, at),
  });
}

/** Every rule of the question judged. `wanted` is asked for anew for each rule. */
export const judgeAll = ({ rules, source, at, within }: RuleQuestion, wanted: () => Wanted): RuleOutcome[] =>
  rules.map((rule) => judgeRule(rule, source, at, wanted(), within));
