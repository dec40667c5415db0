import { earlier, type Fact, growTree, indexFacts, newestDate, type World } from '@songhua/engine-plan';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { areaTree, dayInBeijing, newestFact, type RegistryFact, registryFacts } from '@songhua/module-registry/api.ts';
import type { Question } from '../domain/list-indicators.ts';
import { planFacts } from '../store/facts.ts';
import { firstPlan, type PlanBody, readPlan } from '../store/plans.ts';
import { planQuotes } from '../store/quotes.ts';

/** A question about a plan, with the known misprints of its tables. */
export interface LoadedQuestion extends Question {
  readonly body: PlanBody;
}

/** The plan of this id, or the first one when none is asked for. */
export async function choosePlan(tx: Tx, id: string | undefined): Promise<Result<PlanBody>> {
  const body = id === undefined ? await firstPlan(tx) : await readPlan(tx, id);
  return body ? ok(body) : refuse('plan.unknown-plan', { plan: id ?? '—' });
}

/** The registry's sums of a day, for whoever has read the registry already. */
export type SumsOn = (tx: Tx, day: string) => Promise<readonly RegistryFact[]>;

/**
 * A plan's world as it stood on `day`: its own published facts and the registry's sums, none of them younger. Plans are
 * of real places: what the registry can only say by invented institutions is left unsaid.
 */
async function loadWorld(tx: Tx, { plan }: PlanBody, own: readonly Fact[], day: string, sumsOn: SumsOn): Promise<World> {
  const [areas, sums] = [await areaTree(tx), await sumsOn(tx, day)];
  const measures = new Map(plan.measures.map((measure) => [measure.id, measure]));
  return { plan, measures, tree: growTree(areas), facts: indexFacts([...own, ...sums]), synthetic: 'leave-out' };
}

/**
 * Everything needed to answer about one plan, the first one unless `plan` says. `at` defaults to today, the date of
 * the newest fact; a fact dated after the day it is in Beijing at `now` moves neither today nor any value.
 */
export async function loadQuestion(
  tx: Tx,
  now: Date,
  { plan: id, at }: { readonly plan?: string | undefined; readonly at?: string | undefined } = {},
  sumsOn: SumsOn = registryFacts,
): Promise<Result<LoadedQuestion>> {
  const chosen = await choosePlan(tx, id);
  if (!chosen.ok) return chosen;
  const body = chosen.value;
  const { plan } = body;
  const day = dayInBeijing(now);
  const own = (await planFacts(tx, plan.id)).filter((fact) => fact.asOf <= day);
  const newest = [newestDate(own), await newestFact(tx, day)].filter((date) => date !== null);
  const today = newest.sort().at(-1) ?? plan.start;
  const world = await loadWorld(tx, body, own, at === undefined ? today : earlier(at, today), sumsOn);
  return ok({ body, world, quotes: await planQuotes(tx, plan.id), today, at: at ?? today });
}
