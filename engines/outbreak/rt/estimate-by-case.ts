export interface CaseReproduction {
  readonly at: number;
  /** Mean number of people infected by a case of this step, as far as they have shown; null in a step without cases. */
  readonly mean: number | null;
  readonly deviation: number | null;
  /** Share of the serial interval that has passed since: near the end of the series not all whom they infected can be seen. */
  readonly seen: number;
  /** The mean divided by that share, once half of it has passed (Cauchemez et al. 2006, Emerg Infect Dis 12:110); null before. */
  readonly corrected: number | null;
}

/**
 * Case reproduction number of Wallinga and Teunis (2004, Am J Epidemiol 160:509): every case was infected by one of those before it, the likelier the
 * better the time between fits the serial interval. A case of step t is expected to have infected Σ I(s) w(s - t) / Σ I(u) w(s - u). The standard deviation
 * is that of the draws of infectors, exact, without simulating them. `imported` are cases of each step that nobody here infected.
 */
export function estimateByCase(
  incidence: ArrayLike<number>,
  interval: ArrayLike<number>,
  imported?: ArrayLike<number>,
): CaseReproduction[] {
  const steps = incidence.length;
  const infected = new Float64Array(steps);
  const variance = new Float64Array(steps);
  for (let at = 1; at < steps; at += 1) {
    const secondary = (incidence[at] ?? 0) - (imported?.[at] ?? 0);
    if (!(secondary > 0)) continue;
    const reach = Math.min(at, interval.length - 1);
    let whole = 0;
    for (let back = 1; back <= reach; back += 1) whole += (incidence[at - back] ?? 0) * (interval[back] ?? 0);
    if (!(whole > 0)) continue;
    for (let back = 1; back <= reach; back += 1) {
      const share = ((incidence[at - back] ?? 0) * (interval[back] ?? 0)) / whole;
      infected[at - back] = (infected[at - back] ?? 0) + secondary * share;
      variance[at - back] = (variance[at - back] ?? 0) + secondary * share * (1 - share);
    }
  }
  const passed = new Float64Array(Math.max(steps, interval.length));
  for (let k = 1; k < passed.length; k += 1) passed[k] = (passed[k - 1] ?? 0) + (interval[k] ?? 0);
  return Array.from({ length: steps }, (_, at) => {
    const cases = incidence[at] ?? 0;
    const seen = Math.min(1, passed[steps - 1 - at] ?? 0);
    if (!(cases > 0)) return { at, mean: null, deviation: null, seen, corrected: null };
    const mean = (infected[at] ?? 0) / cases;
    return { at, mean, deviation: Math.sqrt(variance[at] ?? 0) / cases, seen, corrected: seen >= 0.5 ? mean / seen : null };
  });
}
