import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readDefinitions } from '@songhua/engine-fhir/definitions/read.ts';
import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import { loadPhonetic } from '@songhua/engine-fhir/search/phonetic.ts';
import { loadUcum } from '@songhua/engine-fhir/search/ucum.ts';
import type { Projection } from '@songhua/kernel';
import { createFhirStore, type FhirStore, type StoreOptions } from './fhir-store.ts';

let definitions: Definitions | undefined;

/** FHIR R4 as the engine's definitions file has it, read once a process. */
export function r4Definitions(): Definitions {
  definitions ??= readDefinitions(
    readFileSync(fileURLToPath(import.meta.resolve('@songhua/engine-fhir/definitions/r4.json')), 'utf8'),
  );
  return definitions;
}

/** The record store over FHIR R4, with units of UCUM and names by sound, whose libraries take a tenth of a second to load. */
export async function openRecordStore(
  projections: readonly Projection[],
  options: Omit<StoreOptions, 'definitions' | 'projections' | 'ucum' | 'phonetic'> = {},
): Promise<FhirStore> {
  const [ucum, phonetic] = await Promise.all([loadUcum(), loadPhonetic()]);
  return createFhirStore({ definitions: r4Definitions(), projections, ucum, phonetic, ...options });
}

/** The record store over FHIR R4 without those libraries: quantities are found in the unit they are written in, names as written. */
export const createRecordStore = (
  projections: readonly Projection[],
  options: Omit<StoreOptions, 'definitions' | 'projections'> = {},
): FhirStore => createFhirStore({ definitions: r4Definitions(), projections, ...options });
