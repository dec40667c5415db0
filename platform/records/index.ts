export { checkResource } from './domain/check-resource.ts';
export * from './manifest.ts';
export * from './problems.ts';
export * from './record-store.ts';
