/**
 * Logarithm of the likelihood ratio of a cylinder (Kulldorff et al. 2005, PLoS Medicine 2(3):e59): `observed` of `total` cases lie in it, and `margins` is the product of
 * the cases in its areas (at any time) and the cases in its days (anywhere), so that margins / total are expected. 0 where there are not more than expected.
 */
export function likelihoodRatio(observed: number, margins: number, total: number): number {
  const expected = margins / total;
  if (observed <= expected) return 0;
  const outside = total - observed;
  return observed * Math.log(observed / expected) + (outside > 0 ? outside * Math.log(outside / (total - expected)) : 0);
}
