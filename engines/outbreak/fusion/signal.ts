/**
 * Kinds of channels that signals come through: case reports, syndromes (chief complaints and diagnoses), laboratories, animals and vectors, sewage, the community (schools,
 * pharmacies, the public), ports, and media with food safety.
 */
export const channels = [
  'case-reports',
  'syndromes',
  'laboratories',
  'animals-vectors',
  'sewage',
  'community',
  'ports',
  'media-food',
] as const;
export type Channel = (typeof channels)[number];

/** What any detector says, in one form. */
export interface Signal {
  readonly id: string;
  readonly channel: Channel;
  /** The detector. */
  readonly method: string;
  readonly county: string;
  /** Code of the disease or syndrome. */
  readonly subject: string;
  /** First and last day of the window: days from any fixed one, the same for all signals. */
  readonly from: number;
  readonly to: number;
  readonly observed: number;
  readonly expected: number | null;
  /** How likely so much or more were if nothing is going on; null where the method has no such number. */
  readonly p: number | null;
  /** Whether p was held against the history of its channel and method (`calibrateSignals`); what was not is believed only so far. */
  readonly calibrated?: boolean;
  /** `quiet`: judged, and nothing found. `immediate`: a rule for which one case is enough. */
  readonly level: 'quiet' | 'alarm' | 'immediate';
}

/** How many times what was to be expected: 0 and 0 are as expected. */
const excess = ({ observed, expected }: Signal): number =>
  expected === null ? 0 : expected === 0 ? (observed === 0 ? 1 : Number.POSITIVE_INFINITY) : observed / expected;

const descending = (one: number, other: number): number => (one === other ? 0 : one > other ? -1 : 1);

/** The most striking first: immediate ones, then by p, by how many times what was expected, by how much was seen, and by id. */
export const rankSignals = (signals: readonly Signal[]): Signal[] =>
  signals.toSorted(
    (one, other) =>
      Number(other.level === 'immediate') - Number(one.level === 'immediate') ||
      (one.p ?? 1) - (other.p ?? 1) ||
      descending(excess(one), excess(other)) ||
      descending(one.observed, other.observed) ||
      (one.id < other.id ? -1 : 1),
  );
