/** What a simulated disease does when nothing is going on: log μ(t) = θ + βt + Σ γ1 cos(2πjt/52) + γ2 sin(2πjt/52), variance φμ. */
export interface Scenario {
  readonly number: number;
  readonly theta: number;
  readonly beta: number;
  readonly gamma1: number;
  readonly gamma2: number;
  readonly phi: number;
  /** Harmonics: 0 none, 1 a wave a year, 2 a half-yearly one too. */
  readonly harmonics: number;
}

/** θ, β, γ1, γ2 and φ of seven kinds of disease, from a handful of cases a year to 150 a week. */
const kinds: readonly (readonly [number, number, number, number, number])[] = [
  [0.1, 0.0025, 0.6, 0.6, 1.5],
  [-2, 0.005, 0.1, 0.3, 2],
  [1.5, 0.003, 0.2, -0.4, 1],
  [0.5, 0.002, 0.5, 0.5, 5],
  [2.5, 0.001, 1, 0.1, 3],
  [3.75, 0.001, 0.1, -0.1, 1.1],
  [5, 0.0001, 0.05, 0.01, 1.2],
];

/**
 * The 42 scenarios of Noufaily et al. 2013 (Statistics in Medicine 32:1206): each kind without and with its trend, with no, one and two harmonics.
 * Not verified against the printed table: the values are those of the paper's replications that were at hand.
 */
export const scenarios: readonly Scenario[] = kinds.flatMap(([theta, beta, gamma1, gamma2, phi], kind) =>
  [0, 1].flatMap((trend) =>
    [0, 1, 2].map((harmonics) => ({
      number: 6 * kind + 3 * trend + harmonics + 1,
      theta,
      beta: trend * beta,
      gamma1: harmonics > 0 ? gamma1 : 0,
      gamma2: harmonics > 0 ? gamma2 : 0,
      phi,
      harmonics,
    })),
  ),
);

/** Mean of a week, counted from 1. */
export function meanOf({ theta, beta, gamma1, gamma2, harmonics }: Scenario, week: number): number {
  let log = theta + beta * week;
  for (let wave = 1; wave <= harmonics; wave += 1) {
    const angle = (2 * Math.PI * wave * week) / 52;
    log += gamma1 * Math.cos(angle) + gamma2 * Math.sin(angle);
  }
  return Math.exp(log);
}
