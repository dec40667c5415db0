import type { Distribution } from '@songhua/kernel';

/** What resources say grows with the records and lies by the resource that says it; signals, nights and warnings stay together. */
export const surveillanceDistribution: Distribution = { spread: { 'surveillance.seen': 'resource' } };
