/** All that other modules and the pages may know of the plan (规划) module. */
export * from './contract/clauses.ts';
export * from './contract/indicators.ts';
export * from './contract/registry-facts.ts';
export * from './contract/rules.ts';
