import { generateInstitutions } from '@songhua/engine-city';
import { type CityFacts, describeCity } from '@songhua/module-city/domain/city-facts.ts';
import { readPlanFiles } from '@songhua/module-registry/start/read-plan-files.ts';

/** The reference city as its registry would describe it, without a database. */
export function factsOfPlan(root: string): CityFacts {
  const [files] = readPlanFiles(root);
  if (!files) throw new Error('no plan has areas');
  const { areas, totals, known, folder } = files;
  const made = generateInstitutions({ areas, totals, known, seed: folder });
  if (!made.ok) throw new Error(made.error.code);
  const facts = describeCity(
    areas.map(({ name, ...area }) => ({ ...area, name: { zh: name } })),
    totals.filter(({ measure }) => measure === 'population'),
    made.value.map(({ id, kind, area, town, name, level, counts, named }) => ({
      id,
      kind,
      county: area,
      ...(town !== null && { town }),
      name,
      level,
      beds: counts['beds-total'],
      fields: [],
      named,
    })),
  );
  if (!facts.ok) throw new Error(facts.error.code);
  return facts.value;
}
