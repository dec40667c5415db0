/** All that pages and other modules may know of the resident's record (居民电子健康档案). */

export * from './contract/entry.ts';
export * from './contract/mine.ts';
export * from './contract/patients.ts';
export * from './contract/record.ts';
export * from './contract/results.ts';
export * from './contract/sections.ts';
export * from './contract/timeline.ts';
export * from './contract/words.ts';
