/** Worst first: the order in which a planner wants to read. */
export const statusOrder = ['off-track', 'behind', 'unknown', 'on-track', 'met'] as const;

export type StatusName = (typeof statusOrder)[number];
