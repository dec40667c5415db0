/** Counts day by day without gaps from a first day to a last, days since 1970-01-01; several of one day are added, others passed over. */
export function fillDays(
  counted: readonly { readonly day: number; readonly count: number }[],
  first: number,
  last: number,
): number[] {
  const counts = new Array<number>(Math.max(0, last - first + 1)).fill(0);
  for (const { day, count } of counted) if (day >= first && day <= last) counts[day - first] = (counts[day - first] ?? 0) + count;
  return counts;
}
