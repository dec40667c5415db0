/** All that other modules and the pages may know of the emergency command (应急指挥). */

export * from './contract/case-map.ts';
export * from './contract/events.ts';
export * from './contract/grading.ts';
export * from './contract/notices.ts';
export * from './contract/resources.ts';
export * from './contract/response.ts';
export * from './contract/words.ts';
