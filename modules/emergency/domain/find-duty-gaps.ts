/** A stretch of time in milliseconds, its end not in it. */
interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** When, within a stretch, none of the duties runs; stretches that touch leave no gap. */
export function findDutyGaps(duties: readonly Stretch[], within: Stretch): Stretch[] {
  const gaps: Stretch[] = [];
  let covered = within.from;
  for (const { from, until } of duties.toSorted((a, b) => a.from - b.from)) {
    if (from >= within.until) break;
    if (from > covered) gaps.push({ from: covered, until: from });
    covered = Math.max(covered, until);
  }
  if (covered < within.until) gaps.push({ from: covered, until: within.until });
  return gaps;
}

const wanted = ['medical', 'control', 'laboratory', 'management'] as const;

/** Of the four professions that a team blends (四（四）3), those it has nobody of; an expert pool need not. */
export const findLacks = (kind: 'team' | 'experts', professions: readonly string[]) =>
  kind === 'team' ? wanted.filter((one) => !professions.includes(one)) : [];
