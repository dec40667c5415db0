export { readDefinitions } from './definitions/read.ts';
export type * from './definitions/types.ts';
