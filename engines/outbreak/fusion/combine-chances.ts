import { upperGamma } from '../glm/incomplete-gamma.ts';
import { normalQuantile, normalTail } from '../glm/normal.ts';

export interface Combined {
  readonly method: 'fisher' | 'stouffer';
  readonly statistic: number;
  readonly p: number;
}

const least = 1e-15;
/** A p of 1 is all that a count of 0 can give: no more proof against than this, or one silent channel would outweigh all that speak. */
const most = 0.99;
const inside = (p: number): number => Math.min(most, Math.max(least, p));

/** p of several independent ones. Fisher (1932): -2 Σ ln p is chi-squared with two degrees of freedom for each. Stouffer (1949): the mean of their normal scores; p above .99 count as .99. */
export function combineChances(chances: readonly number[], method: Combined['method']): Combined {
  if (chances.length === 0) return { method, statistic: 0, p: 1 };
  if (method === 'fisher') {
    const statistic = -2 * chances.reduce((sum, p) => sum + Math.log(Math.min(1, Math.max(least, p))), 0);
    return { method, statistic, p: upperGamma(chances.length, statistic / 2) };
  }
  const statistic = chances.reduce((sum, p) => sum + normalQuantile(inside(p)), 0) / Math.sqrt(chances.length);
  return { method, statistic, p: normalTail(statistic) };
}
