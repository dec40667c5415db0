export * from './apportion.ts';
export * from './closest-count.ts';
export * from './generate-institutions.ts';
export * from './institution.ts';
export * from './measures.ts';
export { inventedMark } from './name-institutions.ts';
export * from './random.ts';
export type { Infeasible, Result } from './result.ts';
export * from './totals.ts';
