import { nameLevels } from '../compare/compare-chinese-name.ts';
import { citizenNumberLevels, numberLevels } from '../compare/compare-citizen-number.ts';
import { dateLevels } from '../compare/compare-date.ts';
import { wordLevels } from '../compare/compare-words.ts';
import { differs, type Level, same } from '../compare/comparison.ts';
import type { Model } from '../model/score.ts';
import type { NameTable } from './name-table.ts';
import { unpackModel } from './pack-model.ts';
import type { PersonField } from './person-fields.ts';
import usual from './usual-model.json' with { type: 'json' };

/** What is known of how records of people compare; plain data, so that it is kept beside the decisions that were made by it. */
export interface PersonModel extends Model {
  /** Says which data taught it, and when; part of every decision's evidence. */
  readonly version: string;
  /** How many records `prior` and the chances of strangers were counted among. */
  readonly records: number;
  readonly names: NameTable;
}

/** The levels of each field, whose chances a model holds. */
export const personLevels: Readonly<Record<PersonField, readonly Level[]>> = {
  name: nameLevels,
  sex: [same, differs],
  born: dateLevels,
  number: citizenNumberLevels,
  phone: numberLevels,
  address: wordLevels,
};

/** Fields whose values go with one person or household: the more people there are, the less likely two strangers have the same. */
const own: ReadonlySet<number> = new Set([3, 4, 5]);

/**
 * The same model for a register of another size: chances that two strangers have the same number, phone or address, and that two records are one
 * person, fall as the register grows.
 */
export function resizeModel(model: PersonModel, records: number): PersonModel {
  const times = model.records / Math.max(2, records);
  return {
    ...model,
    records,
    prior: Math.min(0.5, model.prior * times),
    nearPrior: Math.min(0.5, model.nearPrior * times),
    u: model.u.map((levels, at) => (own.has(at) ? rarer(levels, times) : levels)),
  };
}

function rarer(levels: readonly number[], times: number): readonly number[] {
  const [first = 0, ...rest] = levels;
  const next = Math.min(0.5, first * times);
  return [next, ...rest.map((one) => (one * (1 - next)) / (1 - first))];
}

/** The model that is shipped: taught by the noisy synthetic city, and of its size. */
export const usualModel: PersonModel = unpackModel(usual);
