import { countPairs } from '../blocking/group-records.ts';
import { makePass } from '../blocking/walk-pairs.ts';
import type { Chance } from '../model/estimate-u.ts';
import type { Candidate } from '../run/choose-passes.ts';
import { train } from '../run/train.ts';
import { comparePeople, countNames } from './compare-people.ts';
import type { PeopleTable } from './people-table.ts';
import { personKeyKinds } from './person-keys.ts';
import type { PersonModel } from './person-model.ts';

/** Blocks with more records than this are not looked at: what so many share says little, and costs their square. */
export const largestBlock = 400;

/** The passes of a table, one for each kind of key. */
export const peoplePasses = ({ keys }: Pick<PeopleTable, 'keys'>): readonly Candidate[] =>
  personKeyKinds.map(({ name, about }, kind) => {
    const pass = makePass({ name, about, hashes: keys[kind] ?? new Int32Array(0) }, largestBlock);
    return { pass, pairs: countPairs(pass.blocks, largestBlock) };
  });

/** Learns from a table, without knowing who is who, how records of one person and of two compare. */
export function trainPersonModel(table: PeopleTable, passes: readonly Candidate[], random: Chance, version: string): PersonModel {
  const model = train(comparePeople(table), table.records, passes, null, random);
  return { ...model, version, records: table.records, names: countNames(table) };
}
