import type { Channel } from '../../fusion/signal.ts';

/** One stream of daily counts of a county. */
export interface StreamShape {
  readonly channel: Channel;
  /** Mean a day and county; of sewage a week's index, measured once a week. */
  readonly mean: number;
  /** Variance over mean. */
  readonly phi: number;
  /** Amplitude of the year, on the scale of logarithms. */
  readonly season: number;
  /** How much of a weekday's count comes on Saturday and Sunday. */
  readonly weekend: number;
  /** Areas that are watched apart; cases of one outbreak gather in the first of them. */
  readonly areas: number;
  /** True where there is a value only every seventh day. */
  readonly weekly?: true;
  /** True where, in the group that the epidemic belongs to, one case is a warning by rule. */
  readonly single?: true;
}

/**
 * What a county of about 600,000 people sees of one group of illnesses on an ordinary day. Order of magnitude of ordinary surveillance, this project's assumptions: cards of pneumonia
 * that nobody can explain (one in seven weeks), visits by towns, tests of severe pneumonia that no panel explains, medicines sold and pupils absent, and sewage once a week.
 */
export const usualStreams: readonly StreamShape[] = [
  { channel: 'case-reports', mean: 0.02, phi: 1, season: 0.2, weekend: 0.6, areas: 1, single: true },
  { channel: 'syndromes', mean: 60, phi: 1.5, season: 0.5, weekend: 0.7, areas: 16 },
  { channel: 'laboratories', mean: 0.5, phi: 1.1, season: 0.3, weekend: 0.5, areas: 1 },
  { channel: 'community', mean: 150, phi: 4, season: 0.3, weekend: 0.6, areas: 1 },
  { channel: 'sewage', mean: 40, phi: 4, season: 0.4, weekend: 1, areas: 1, weekly: true },
];

/** Groups of illnesses that are watched at once and share the budget of false warnings: how frequent each is beside the respiratory one, which is the first. */
export const usualGroups: readonly number[] = [1, 0.7, 0.5, 0.5, 0.4, 0.3, 0.3, 0.2, 0.2, 0.1];

/** How often an infection comes to a stream, and how many days after its onset: gamma with this mean and deviation. */
export interface Reporting {
  readonly channel: Channel;
  readonly share: number;
  readonly mean: number;
  readonly deviation: number;
}

export interface EpidemicShape {
  /** Infected at once at the beginning: a gathering, or travellers. */
  readonly seeds: number;
  readonly r0: number;
  /** Dispersion of how many each infects. */
  readonly dispersion: number;
  /** Days from infection to infecting, and to onset. */
  readonly generation: { readonly mean: number; readonly deviation: number };
  readonly incubation: { readonly mean: number; readonly deviation: number };
  /** The stream of visits is the one by which the clock starts. */
  readonly reporting: readonly Reporting[];
  /** Share of the cases that live in the first area of their county. */
  readonly together: number;
}

/**
 * A respiratory virus like that of 2020: R0 2.5, generation 5.0 ± 1.9 days (Ferretti et al. 2020, Science 368:eabb6936), incubation 5.2 ± 2.8 days (Li et al. 2020, NEJM 382:1199),
 * dispersion .3 (between .1 and .6: Endo et al. 2020, Wellcome Open Res 5:67), 19 % severe or critical (Wu and McGoogan 2020, JAMA 323:1239), admission seven days after onset (Wang
 * et al. 2020, JAMA 323:1061). All recalled. Ten infected at one gathering, that half visit a doctor, and what share of severe cases is tested and reported are assumptions.
 */
export const usualEpidemic: EpidemicShape = {
  seeds: 10,
  r0: 2.5,
  dispersion: 0.3,
  generation: { mean: 5, deviation: 1.9 },
  incubation: { mean: 5.2, deviation: 2.8 },
  reporting: [
    { channel: 'syndromes', share: 0.5, mean: 2.5, deviation: 1.8 },
    { channel: 'laboratories', share: 0.12, mean: 7, deviation: 3 },
    { channel: 'case-reports', share: 0.08, mean: 8, deviation: 3 },
    { channel: 'community', share: 0.4, mean: 1.5, deviation: 1 },
  ],
  together: 0.6,
};

/**
 * A virus like that of 2003, which hardly anybody has lightly: R0 3 and serial interval 8.4 ± 3.8 days (Lipsitch et al. 2003, Science 300:1966), incubation 6.4 days, admission three to
 * five days after onset (Donnelly et al. 2003, Lancet 361:1761), dispersion .16 (Lloyd-Smith et al. 2005). All recalled; what share is tested and reported is an assumption.
 */
export const severeEpidemic: EpidemicShape = {
  seeds: 10,
  r0: 3,
  dispersion: 0.16,
  generation: { mean: 8.4, deviation: 3.8 },
  incubation: { mean: 6.4, deviation: 3.9 },
  reporting: [
    { channel: 'syndromes', share: 0.8, mean: 3, deviation: 2 },
    { channel: 'laboratories', share: 0.6, mean: 5, deviation: 2.5 },
    { channel: 'case-reports', share: 0.4, mean: 6, deviation: 2.5 },
    { channel: 'community', share: 0.4, mean: 1.5, deviation: 1 },
  ],
  together: 0.6,
};
