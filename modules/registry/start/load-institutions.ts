import { generateInstitutions } from '@songhua/engine-city';
import { must, type StartContext, type StartTask, withTx } from '@songhua/kernel';
import { registerGenerated } from '../domain/register-generated.ts';
import { writeInstitution } from '../domain/write-institution.ts';
import { isEmpty } from '../store/institutions.ts';
import { takeTurn } from '../store/take-turn.ts';
import { type CityFiles, readPlanFiles } from './read-plan-files.ts';

/** Resources in one write; enough to be fast, few enough to show progress. */
const batchSize = 1000;
const text = { zh: '生成机构登记数据', en: 'Generating the registry of institutions' };

function resourcesOf(city: CityFiles) {
  const made = generateInstitutions({ areas: city.areas, totals: city.totals, known: city.known, seed: city.folder });
  if (!made.ok) {
    throw new Error(
      `plans/${city.folder}: no institutions can have these totals: ${made.error.code} ${JSON.stringify(made.error.params)}`,
    );
  }
  return made.value.flatMap((institution) => writeInstitution(registerGenerated(institution, city.asOf)));
}

async function generate({ pool, records, root, now, progress }: StartContext): Promise<void> {
  const cities = new Map(
    readPlanFiles(root)
      .filter((f) => f.asOf !== '')
      .map((f) => [f.areas[0]?.code ?? '', f]),
  );
  // One transaction: whoever is killed half-way leaves an empty registry, and the next start makes it again.
  await withTx(pool, 'write', async (tx) => {
    await takeTurn(tx);
    if (!(await isEmpty(tx))) return;
    const resources = [...cities.values()].flatMap(resourcesOf);
    for (let done = 0; done < resources.length; done += batchSize) {
      progress(text, done, resources.length);
      must(await records.load(tx, resources.slice(done, done + batchSize), now));
    }
    progress(text, resources.length, resources.length);
  });
}

/** Fills an empty registry with institutions whose sums are the published totals, when the settings ask for it. */
export const loadInstitutions: StartTask = {
  name: 'registry.institutions',
  after: ['registry.areas'],
  run: async (context) => {
    if (context.settings.registry === 'synthetic') await generate(context);
  },
};
