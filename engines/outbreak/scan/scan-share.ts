import { createFindStrongest } from './find-strongest.ts';
import type { PreparedScan } from './prepare-scan.ts';
import { seededDraws } from './seeded-draws.ts';

/**
 * One permutation of the days over the cases, places and days kept as they are: which case each recent day falls on (index into `areaOf`), beside `back`. It fills and
 * returns `order`, which holds every case once and may be handed in again as it is.
 */
export function permuteDays(prepared: PreparedScan, replicate: number, order: Int32Array): Int32Array {
  const draw = seededDraws(prepared.options.seed, replicate);
  for (let at = 0; at < order.length; at += 1) order[at] = at;
  // Only who gets a recent day matters: the first steps of Fisher and Yates's shuffle.
  for (let at = 0; at < prepared.back.length; at += 1) {
    const other = at + draw(order.length - at);
    const kept = order[at] as number;
    order[at] = order[other] as number;
    order[other] = kept;
  }
  return order;
}

/** The largest ratio in each permutation of one share of them: `share` of `shares` takes every `shares`-th. Their order does not matter to who puts them together. */
export function scanShare(prepared: PreparedScan, [share, shares]: readonly [number, number] = [0, 1]): Float64Array {
  const { areaOf, options } = prepared;
  const find = createFindStrongest(prepared);
  const order = new Int32Array(areaOf.length);
  const areaOfRecent = (at: number): number => areaOf[order[at] as number] as number;
  const ratios: number[] = [];
  for (let replicate = share; replicate < options.replicates; replicate += shares) {
    permuteDays(prepared, replicate, order);
    ratios.push(find(areaOfRecent)?.ratio ?? 0);
  }
  return Float64Array.from(ratios);
}
