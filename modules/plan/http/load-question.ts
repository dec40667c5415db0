import { type Fact, growTree, indexFacts, newestDate, type World } from '@songhua/engine-plan';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { areaTree, registryFacts } from '@songhua/module-registry/api.ts';
import type { Question } from '../domain/list-indicators.ts';
import { planFacts } from '../store/facts.ts';
import { type PlanBody, readPlan } from '../store/plans.ts';
import { planQuotes } from '../store/quotes.ts';

/** No fact is younger: asking up to this day asks for all. */
const endOfTime = '9999-12-31';

/** A question about a plan, with the known misprints of its tables. */
export interface LoadedQuestion extends Question {
  readonly body: PlanBody;
}

/** A plan's world with all facts up to `at`: its own published ones and the registry's sums. */
async function loadWorld(
  tx: Tx,
  body: PlanBody,
  at: string,
): Promise<{ readonly world: World; readonly facts: readonly Fact[] }> {
  const { plan } = body;
  const [areas, own, sums] = [await areaTree(tx), await planFacts(tx, plan.id), await registryFacts(tx, at)];
  const facts: Fact[] = [...own, ...sums];
  const measures = new Map(plan.measures.map((measure) => [measure.id, measure]));
  return { world: { plan, measures, tree: growTree(areas), facts: indexFacts(facts) }, facts };
}

/** Everything needed to answer about one plan; `at` defaults to today, the date of the newest fact. */
export async function loadQuestion(tx: Tx, id: string, at?: string): Promise<Result<LoadedQuestion>> {
  const body = await readPlan(tx, id);
  if (!body) return refuse('plan.unknown-plan', { plan: id });
  const whole = await loadWorld(tx, body, endOfTime);
  const today = newestDate(whole.facts) ?? body.plan.start;
  const { world } = at === undefined || at >= today ? whole : await loadWorld(tx, body, at);
  return ok({ body, world, quotes: await planQuotes(tx, id), today, at: at ?? today });
}
