/** What the registry tells about institutions and areas, as rules read it. */
export type { InstitutionFacts, RegistryFacts } from '@songhua/module-registry/contract.ts';
