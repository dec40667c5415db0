// `node scripts/build-definitions.ts` writes engines/fhir/definitions/r4.json anew from the published package.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compactDefinitions, type Source } from '@songhua/engine-fhir/definitions/compact.ts';

/** The package with FHIR R4's own definitions and examples; a development tool, never needed to run. */
export const sourceFolder = dirname(fileURLToPath(import.meta.resolve('hl7.fhir.r4.examples/package.json')));

/** Where the engine keeps them. */
export const definitionsFile = fileURLToPath(import.meta.resolve('@songhua/engine-fhir/definitions/r4.json'));

/** What r4.json must hold, as text. */
export function buildDefinitions(): string {
  const wanted = /^(StructureDefinition|SearchParameter|ValueSet|CodeSystem|CompartmentDefinition)-.*\.json$/;
  const sources = readdirSync(sourceFolder)
    .filter((name) => wanted.test(name))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(sourceFolder, name), 'utf8')) as Source);
  return `${JSON.stringify(compactDefinitions(sources))}\n`;
}

if (import.meta.main) writeFileSync(definitionsFile, buildDefinitions());
