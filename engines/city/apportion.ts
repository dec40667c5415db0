import type { Result } from './result.ts';
import { infeasible, ok } from './result.ts';

export interface Share {
  readonly weight: number;
  /** Least and most this share may get; 0 and no limit unless said. */
  readonly low?: number;
  readonly high?: number;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Hands out the whole places by largest remainder, never over a limit; ties go to the earlier share. */
function roundToTotal(total: number, exact: readonly number[], high: readonly number[]): number[] {
  const whole = exact.map((x) => Math.floor(x + 1e-9));
  let left = total - sum(whole);
  const order = exact.map((x, i) => ({ i, rest: x - (whole[i] ?? 0) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  while (left > 0) {
    const before = left;
    for (const { i } of order) {
      const now = whole[i] ?? 0;
      if (left === 0) break;
      if (now + 1 > (high[i] ?? 0)) continue;
      whole[i] = now + 1;
      left--;
    }
    if (left === before) break;
  }
  return whole;
}

/**
 * Whole numbers that add up to `total`, in proportion to the weights as far as the limits allow (each share is
 * `weight × λ` held between its limits, λ found by bisection, then largest remainder). Limits are whole numbers.
 * Refuses when the limits leave no such numbers.
 */
export function apportion(total: number, shares: readonly Share[]): Result<number[]> {
  const low = shares.map((s) => s.low ?? 0);
  const high = shares.map((s) => Math.min(s.high ?? total, total));
  if (!Number.isSafeInteger(total) || total < 0) return infeasible('city.not-a-count', { total });
  if (sum(low) > total) return infeasible('city.limits-above-total', { total, least: sum(low) });
  if (sum(high) < total) return infeasible('city.limits-below-total', { total, most: sum(high) });
  // A share without weight still takes what no other may: hence a weight next to nothing, not nothing.
  const heaviest = Math.max(1e-12, ...shares.map((s) => s.weight));
  const weights = shares.map((s) => Math.max(s.weight, heaviest * 1e-12));
  const at = (lambda: number): number[] => weights.map((w, i) => Math.min(Math.max(w * lambda, low[i] ?? 0), high[i] ?? 0));
  let [below, above] = [0, (total + 1) / (heaviest * 1e-12)];
  for (let i = 0; i < 200 && below < above; i++) {
    const middle = (below + above) / 2;
    if (middle === below || middle === above) break;
    if (sum(at(middle)) > total) above = middle;
    else below = middle;
  }
  return ok(roundToTotal(total, at(below), high));
}

/** Lower limits cut down in proportion until they fit into the total: wishes, not rules. */
export function wishes(total: number, lows: readonly number[]): number[] {
  if (sum(lows) <= total) return [...lows];
  const cut = apportion(
    total,
    lows.map((low) => ({ weight: low, high: low })),
  );
  return cut.ok ? cut.value : lows.map(() => 0);
}
