/** What past cases weigh on each step: Λ(t) = Σ I(t - s) w(s), with w(0) left out; `interval` holds the chances of serial intervals of 0, 1, 2 … steps. */
export function infectivity(incidence: ArrayLike<number>, interval: ArrayLike<number>): Float64Array {
  const pressure = new Float64Array(incidence.length);
  for (let at = 0; at < incidence.length; at += 1) {
    const reach = Math.min(at, interval.length - 1);
    let sum = 0;
    for (let back = 1; back <= reach; back += 1) sum += (incidence[at - back] ?? 0) * (interval[back] ?? 0);
    pressure[at] = sum;
  }
  return pressure;
}
