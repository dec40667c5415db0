export * from './actor.ts';
export * from './clock.ts';
export * from './file.ts';
export * from './manifest.ts';
export * from './problem.ts';
export * from './result.ts';
export * from './route.ts';
export * from './tx.ts';
