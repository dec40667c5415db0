import type { Chance } from '../model/estimate-u.ts';
import type { PeopleTable } from './people-table.ts';
import { type PersonModel, resizeModel } from './person-model.ts';
import type { PreparedLinking } from './score-share.ts';
import { type PersonThresholds, usualPersonThresholds } from './thresholds.ts';
import { peoplePasses, trainPersonModel } from './train-person-model.ts';

/** Registers below this size teach too little: they are judged by the model that is given. */
export const leastToLearn = 50_000;

/**
 * Makes a table ready for scoring: its blocks, and the model. A large register teaches its own; a smaller one takes `usual`, for its own size but never for fewer
 * than 50,000 records, since chances that a handful of people share a name are not those of the city they belong to.
 */
export function prepareLinking(
  table: PeopleTable,
  usual: PersonModel,
  random: Chance,
  version: string,
  thresholds: PersonThresholds = usualPersonThresholds,
): PreparedLinking {
  const candidates = peoplePasses(table);
  const model =
    table.records >= leastToLearn
      ? trainPersonModel(table, candidates, random, version)
      : resizeModel(usual, Math.max(leastToLearn, table.records));
  const pairs = candidates.reduce((sum, candidate) => sum + candidate.pairs, 0);
  return { table, passes: candidates.map(({ pass }) => pass), model, thresholds, pairs };
}
