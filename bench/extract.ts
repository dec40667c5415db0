/**
 * What finding the search values of a resource costs, beside reading its JSON: CPU time of one thread, units and names by sound
 * included. Synthea's resources where `../shared/data/synthea` is there, else FHIR's own examples. `npm run bench extract [-- --rounds N]`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { readDefinitions } from '@songhua/engine-fhir';
import { buildCatalogue } from '@songhua/engine-fhir/search/catalogue.ts';
import { compileExtractor, type Extractor } from '@songhua/engine-fhir/search/extract.ts';
import { examples } from '@songhua/engine-fhir/search/fixtures/examples.ts';
import { loadPhonetic } from '@songhua/engine-fhir/search/phonetic.ts';
import { loadUcum } from '@songhua/engine-fhir/search/ucum.ts';

interface Resource {
  readonly resourceType: string;
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const root = join(import.meta.dirname, '..');

function synthea(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const bundle = JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString('utf8')) as {
      readonly entry: readonly { readonly resource: Resource }[];
    };
    return bundle.entry.map(({ resource }) => JSON.stringify(resource));
  });
}

const folder = join(root, '../shared/data/synthea');
const texts = existsSync(folder) ? synthea(folder) : [...examples(10, 1)].map((resource) => JSON.stringify(resource));

/** Microseconds of CPU per resource, of the best half of the rounds: others use these cores too. */
function measure(rounds: number, work: () => void): number {
  for (let round = 0; round < 5; round += 1) work();
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    taken.push((user + system) / texts.length);
  }
  taken.sort((a, b) => a - b);
  const best = taken.slice(0, Math.ceil(rounds / 2));
  return best.reduce((sum, one) => sum + one, 0) / best.length;
}

const started = performance.now();
const definitions = readDefinitions(readFileSync(join(root, 'engines/fhir/definitions/r4.json'), 'utf8'));
const catalogue = buildCatalogue(definitions);
const options = { zone: 480, ucum: await loadUcum(), phonetic: await loadPhonetic() };
const extractors = new Map<string, Extractor>(
  definitions.resourceTypes.map((type) => [type, compileExtractor(type, catalogue, definitions, options)]),
);
const ready = performance.now() - started;

const resources = texts.map((text) => JSON.parse(text) as Resource);
const types = Map.groupBy(resources, ({ resourceType }) => resourceType);
let entries = 0;
for (const resource of resources) entries += extractors.get(resource.resourceType)?.(resource).length ?? 0;

const rounds = Number(values.rounds);
const parse = measure(rounds, () => {
  for (const text of texts) JSON.parse(text);
});
const extract = measure(rounds, () => {
  for (const resource of resources) extractors.get(resource.resourceType)?.(resource);
});

const line = (name: string, value: string) => console.log(`${name.padEnd(36)}${value.padStart(10)}`);
line('resources', String(texts.length));
line('types of resources', String(types.size));
line('bytes per resource', (texts.reduce((sum, { length }) => sum + length, 0) / texts.length).toFixed(0));
line('entries per resource', (entries / texts.length).toFixed(2));
line('extract, CPU µs per resource', extract.toFixed(2));
line('JSON.parse, CPU µs per resource', parse.toFixed(2));
line('ratio', (extract / parse).toFixed(2));
line('definitions to extractors, wall ms', ready.toFixed(0));
