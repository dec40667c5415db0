/** The records that are loaded: a city of Synthea people where the bundles are there, else R4's own examples again and again. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Made, makeCity } from '../storage/city.ts';

const folder = join(import.meta.dirname, '../../../shared/data/synthea');

/** Examples with an id of their own in every copy, referring to each other within it. */
function* makeExamples(): Generator<Made> {
  const home = dirname(createRequire(import.meta.url).resolve('hl7.fhir.r4.examples/package.json'));
  const texts = readdirSync(home).flatMap((file) => {
    const [type] = /^[A-Z]\w+(?=-.*\.json$)/.exec(file) ?? [];
    const text = type && !/^(Bundle|Parameters|ValueSet|CodeSystem|StructureDefinition|SearchParameter)$/.test(type) ? file : '';
    return text === '' ? [] : [readFileSync(join(home, text), 'utf8')];
  });
  for (let copy = 0; ; copy += 1) {
    for (const text of texts) {
      const { resourceType, id } = JSON.parse(text) as { resourceType: string; id?: string };
      if (id === undefined || id.length > 55) continue;
      const body = text
        .replace(`"id":"${id}"`, `"id":"${id}-${copy}"`)
        .replace(/"reference":"([A-Z]\w+\/[\w.-]{1,55})"/g, `"reference":"$1-${copy}"`);
      if (body.includes(`"id":"${id}-${copy}"`)) yield { type: resourceType, id: `${id}-${copy}`, body };
    }
  }
}

export const isSynthea = existsSync(folder);

export const makeRecords = (seed: number): Generator<Made> => (isSynthea ? makeCity(folder, seed) : makeExamples());

/** People with all that is recorded of them; what belongs to nobody comes along with the first. */
export function* makePeople(seed: number): Generator<readonly Made[]> {
  let person: Made[] = [];
  for (const made of makeRecords(seed)) {
    if (made.type === 'Patient' && person.some(({ type }) => type === 'Patient')) {
      yield person;
      person = [];
    }
    person.push(made);
  }
}
