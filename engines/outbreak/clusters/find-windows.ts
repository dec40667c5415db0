/** A stretch of days in which a limit is reached, windows that overlap joined. */
export interface ReachedWindow<Item> {
  readonly from: number;
  readonly to: number;
  /** Day on which the limit was first reached. */
  readonly reachedOn: number;
  readonly items: readonly Item[];
}

/** Stretches in which at least `atLeast` items lie within `days` days, from the earliest on. Days before the first and after the last item are not part of one. */
export function findWindows<Item extends { readonly day: number }>(
  items: readonly Item[],
  atLeast: number,
  days: number,
): ReachedWindow<Item>[] {
  const sorted = [...items].sort((one, other) => one.day - other.day);
  const found: { first: number; last: number; reachedOn: number }[] = [];
  let end = 0;
  for (const [start, { day }] of sorted.entries()) {
    while ((sorted[end]?.day ?? Number.POSITIVE_INFINITY) < day + days) end += 1;
    const reached = sorted[start + atLeast - 1];
    if (end - start < atLeast || !reached) continue;
    const before = found.at(-1);
    if (before && start <= before.last) before.last = Math.max(before.last, end - 1);
    else found.push({ first: start, last: end - 1, reachedOn: reached.day });
  }
  return found.map(({ first, last, reachedOn }) => ({
    from: sorted[first]?.day ?? 0,
    to: sorted[last]?.day ?? 0,
    reachedOn,
    items: sorted.slice(first, last + 1),
  }));
}
