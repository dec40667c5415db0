export * from './entry.ts';
export * from './mask-path.ts';
export * from './security-events.ts';
export * from './term-key.ts';
export * from './touched.ts';
