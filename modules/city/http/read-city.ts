import { areaTree, institutionRecords, institutionsOfArea, populations } from '@songhua/module-registry/api.ts';
import { describeCity } from '../domain/city-facts.ts';
import type { ReadCity } from '../start/begin-load.ts';

/** After every day for which a population may be published. */
const always = '9999-12-31';

/** What the city is made of, as the registry has it. */
export const readCity: ReadCity = async (tx, records) => {
  const areas = await areaTree(tx);
  const city = areas.find(({ parent }) => parent === null);
  const listed = city ? await institutionsOfArea(tx, city.code) : [];
  const special = listed.filter(({ kind }) => kind === 'specialised-hospital').map(({ id }) => id);
  const kept = await institutionRecords(tx, records, special);
  return describeCity(
    areas,
    await populations(tx, always),
    listed.map(({ id, kind, area, town, name, level, beds, named }) => ({
      id,
      kind,
      county: area,
      ...(town !== null && { town }),
      name,
      level,
      beds: beds ?? 0,
      fields: kept.get(id)?.fields ?? [],
      named,
    })),
  );
};
