import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@songhua/engine-city/random.ts';
import { packModel } from '@songhua/engine-linkage/person/pack-model.ts';
import { createPeopleReader } from '@songhua/engine-linkage/person/people-table.ts';
import { resizeModel } from '@songhua/engine-linkage/person/person-model.ts';
import { peoplePasses, trainPersonModel } from '@songhua/engine-linkage/person/train-person-model.ts';
import { noisyCity } from './noisy-city.ts';

const place = join(import.meta.dirname, '../../engines/linkage/person/usual-model.json');

/** Records of the whole city, of whose size the shipped model is. */
const cityRecords = 5_300_000;

/** Teaches the model that is shipped, from a noisy city of a seed that nothing is measured on. */
export function teachModel(residents: number): void {
  const reader = createPeopleReader();
  for (const record of noisyCity(residents, 'teach')) reader.add(record);
  const table = reader.finish();
  const model = trainPersonModel(table, peoplePasses(table), seededRandom('teach'), 'city-1');
  writeFileSync(place, `${JSON.stringify(packModel(resizeModel(model, cityRecords)), null, 2)}\n`);
  console.log(`${place}: ${table.records} records`);
}
