import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compactDefinitions, type Source } from './compact.ts';

/** The package with FHIR R4's own definitions and examples; a development tool, never needed to run. */
export const sourceFolder = dirname(fileURLToPath(import.meta.resolve('hl7.fhir.r4.examples/package.json')));

/** What r4.json must hold, as text. */
export function buildDefinitions(): string {
  const wanted = /^(StructureDefinition|SearchParameter|ValueSet|CodeSystem|CompartmentDefinition)-.*\.json$/;
  const sources = readdirSync(sourceFolder)
    .filter((name) => wanted.test(name))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(sourceFolder, name), 'utf8')) as Source);
  return `${JSON.stringify(compactDefinitions(sources))}\n`;
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, 'r4.json'), buildDefinitions());
