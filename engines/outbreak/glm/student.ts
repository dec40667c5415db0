import { incompleteBeta } from './incomplete-beta.ts';

/** P(T ≥ t) of Student's t with so many degrees of freedom (> 0). */
export function studentTail(t: number, freedom: number): number {
  const square = t * t;
  const half = incompleteBeta(freedom / (freedom + square), square / (freedom + square), freedom / 2, 0.5) / 2;
  return t >= 0 ? half : 1 - half;
}
