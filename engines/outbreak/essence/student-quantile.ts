import { logGamma } from '../glm/log-gamma.ts';
import { normalQuantile } from '../glm/normal.ts';
import { studentTail } from '../glm/student.ts';

/** By tail, then by degrees of freedom: a night asks for a handful of them a million times. */
const known = new Map<number, number[]>();

function density(t: number, freedom: number): number {
  const log = logGamma((freedom + 1) / 2) - logGamma(freedom / 2) - Math.log(freedom * Math.PI) / 2;
  return Math.exp(log - ((freedom + 1) / 2) * Math.log1p((t * t) / freedom));
}

/** The t above which Student's variable with so many degrees of freedom lies with the chance `tail`, at most one half. */
export function studentQuantile(tail: number, freedom: number): number {
  let ofTail = known.get(tail);
  if (!ofTail) {
    ofTail = [];
    known.set(tail, ofTail);
  }
  const found = ofTail[freedom];
  if (found !== undefined) return found;
  // The tail is convex above 0 and heavier than the normal one: Newton's steps from the normal quantile only rise, and never go too far.
  let t = normalQuantile(tail);
  for (let step = 0; step < 200; step += 1) {
    const more = (studentTail(t, freedom) - tail) / density(t, freedom);
    t += more;
    if (Math.abs(more) < 1e-14 * t) break;
  }
  ofTail[freedom] = t;
  return t;
}
