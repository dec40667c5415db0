import { type Actor, may, ok, type Result, route, type Text, toProblem } from '@songhua/kernel';
import { cityStatus } from '../contract.ts';
import { compareSummary } from '../domain/compare-summary.ts';
import { readFailure } from '../domain/failures.ts';
import { describeTown } from '../domain/list-towns.ts';
import { usualPlan } from '../domain/order.ts';
import { addSummaries, nothing } from '../domain/summarise-town.ts';
import { problems } from '../problems.ts';
import type { ReadCity } from '../start/begin-load.ts';
import { newestLoad, readTowns } from '../store/loads.ts';

const why = (result: Result<unknown>): Text | null => (result.ok ? null : toProblem(result.error, problems, 'zh').texts);

/** What went wrong, in words; those of the database and of the system are for who looks after it. */
function failureFor(actor: Actor, kept: string): Text {
  const failure = may(actor, 'city.manage') ? readFailure(kept, (code) => code in problems) : { code: 'city.told-to-managers' };
  return toProblem(failure, problems, 'zh').texts;
}

/** How far the city is, what came out so far, and what is missing when it does not begin. */
export const readStatus = (readCity: ReadCity) =>
  route({
    method: 'GET',
    path: '/api/city/status',
    summary: { zh: '合成城市装入进度与结果', en: 'How far the synthetic city is, and what came out' },
    permission: 'city.read',
    people: 'none',
    response: cityStatus,
    handle: async ({ tx, records, actor }) => {
      const load = await newestLoad(tx);
      const towns = load ? await readTowns(tx, load.id) : [];
      const summary = towns.reduce((sum, one) => (one.summary ? addSummaries(sum, one.summary) : sum), nothing);
      const known = towns.map(describeTown);
      const isIn = known.filter(({ state }) => state === 'in');
      const residentsOf = (some: typeof known): number => some.reduce((sum, { residents }) => sum + residents, 0);
      return ok({
        state: load?.state ?? 'none',
        missing: load || !may(actor, 'city.manage') ? null : why(await readCity(tx, records)),
        load: load && {
          id: load.id,
          seed: load.seed,
          scale: load.scale,
          until: load.until,
          registrationsOnly: load.registrationsOnly,
          askedAt: load.askedAt.toISOString(),
          startedAt: load.startedAt?.toISOString() ?? null,
          finishedAt: load.finishedAt?.toISOString() ?? null,
          failure: load.failure === null ? null : failureFor(actor, load.failure),
        },
        progress: {
          residents: residentsOf(known),
          residentsIn: residentsOf(isIn),
          towns: known.length,
          townsIn: isIn.length,
          resources: known.reduce((sum, { resources }) => sum + resources, 0),
        },
        resources: Object.entries(summary.resources)
          .map(([type, count]) => ({ type, count }))
          .sort((one, other) => other.count - one.count),
        figures: [...compareSummary(usualPlan, summary)],
      });
    },
  });
