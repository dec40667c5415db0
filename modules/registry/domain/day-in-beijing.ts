const eightHours = 8 * 3_600_000;

/** The calendar day it is in Beijing (UTC+8, no summer time) at this moment, as `2020-12-31`. */
export const dayInBeijing = (now: Date): string => new Date(now.getTime() + eightHours).toISOString().slice(0, 10);
