/** When a run began, how fast it goes, and when it stood still. */
export interface DrillTime {
  readonly startedAt: Date;
  /** Hours of the drill in one of the wall clock. */
  readonly speed: number;
  readonly pauses: readonly { readonly from: Date; readonly until: Date | null }[];
}

/** Hours of the drill that had passed at a moment of the wall clock; what was before its beginning is 0, and while it stands still none pass. */
export function drillHours({ startedAt, speed, pauses }: DrillTime, at: Date): number {
  const end = at.getTime();
  const still = pauses.reduce((sum, { from, until }) => {
    const stop = Math.min(end, until?.getTime() ?? end);
    return sum + Math.max(0, stop - from.getTime());
  }, 0);
  return Math.max(0, ((end - startedAt.getTime() - still) / 3_600_000) * speed);
}
