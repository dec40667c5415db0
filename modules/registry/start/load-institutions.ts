import type { FurnishedCity } from '@songhua/engine-city';
import { furnishCity, generateInstitutions } from '@songhua/engine-city';
import { must, type StartContext, type StartTask, withTx } from '@songhua/kernel';
import { estimateChildren } from '../domain/estimate-children.ts';
import { areaFigureResources } from '../domain/write-area-figure.ts';
import type { Written } from '../domain/write-collections.ts';
import { writeGenerated } from '../domain/write-generated.ts';
import { isEmpty } from '../store/institutions.ts';
import { measureTables } from '../store/measure-tables.ts';
import { takeTurn } from '../store/take-turn.ts';
import { type CityFiles, readPlanFiles } from './read-plan-files.ts';

/** Resources in one write; enough to be fast, few enough to show progress. */
const batchSize = 10_000;
const text = { zh: '生成机构登记数据', en: 'Generating the registry of institutions' };

function furnish(city: CityFiles): FurnishedCity {
  const { areas, totals, known, planted, asOf, folder: seed } = city;
  const made = generateInstitutions({ areas, totals, known, seed });
  const furnished = made.ok ? furnishCity({ areas, totals, known, planted, asOf, seed, institutions: made.value }) : made;
  if (furnished.ok) return furnished.value;
  const { code, params } = furnished.error;
  throw new Error(`plans/${city.folder}: no institutions can have these totals: ${code} ${JSON.stringify(params)}`);
}

/** The resources in batches of about one size; an institution's stay together. */
function* batches(resources: Iterable<readonly Written[]>): Generator<readonly Written[]> {
  let batch: Written[] = [];
  for (const some of resources) {
    batch.push(...some);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function generate({ pool, records, root, now, progress }: StartContext, people: boolean): Promise<void> {
  // One transaction: whoever is killed half-way leaves an empty registry, and the next start makes it again.
  await withTx(pool, 'write', async (tx) => {
    await takeTurn(tx);
    if (!(await isEmpty(tx))) return;
    const cities = new Map(
      readPlanFiles(root)
        .filter((f) => f.asOf !== '')
        .map((f) => [f.areas[0]?.code ?? '', f]),
    );
    const made = [...cities.values()].map((city) => ({ city: furnish(city), asOf: city.asOf, totals: city.totals }));
    // Whatever is written of an institution, its people and beds are most of it.
    const total = made.reduce(
      (sum, { city }) => sum + city.institutions.reduce((n, i) => n + 6 + (people ? 2 * i.people.length + i.beds.length : 0), 0),
      0,
    );
    let done = 0;
    for (const { city, asOf, totals } of made) {
      must(await records.load(tx, areaFigureResources(estimateChildren(totals, asOf)), now));
      for (const batch of batches(writeGenerated(city, asOf, people))) {
        progress(text, Math.min(done, total), total);
        must(await records.load(tx, batch, now));
        done += batch.length;
      }
    }
    // What reads right after must not plan by empty tables.
    await measureTables(tx);
    progress(text, total, total);
  });
}

/** Fills an empty registry with institutions whose sums are the published totals, when the settings ask for it. */
export const loadInstitutions: StartTask = {
  name: 'registry.institutions',
  after: ['registry.areas'],
  run: async (context) => {
    const { registry } = context.settings;
    if (registry !== 'empty') await generate(context, registry === 'synthetic');
  },
};
