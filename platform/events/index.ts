export * from './append.ts';
export * from './listen.ts';
export * from './streams.ts';
export * from './work.ts';
export * from './worker.ts';
