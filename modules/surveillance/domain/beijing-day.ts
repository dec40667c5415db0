/** The day (ISO date) in Beijing at a moment. China has had one time and no summer time since 1992. */
export const dayInBeijing = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
