/** What the registry tells about institutions and areas, as rules read it. */

export type { Alike, InstitutionFacts, RegistryFacts } from '@songhua/module-registry/contract.ts';
export { type AreaMeasure, areaMeasureSpecs, areaMeasures } from '@songhua/module-registry/contract.ts';
