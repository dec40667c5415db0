export { carryOver } from './carry-over.ts';
export { checkResource } from './domain/check-resource.ts';
export type { FhirStore } from './fhir-store.ts';
export { operationOutcome } from './http/operation-outcome.ts';
export * from './manifest.ts';
export * from './problems.ts';
export * from './record-store.ts';
