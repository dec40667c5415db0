import type { Purpose, Relation } from '@songhua/kernel';

/** The patient's records may be reached by this holder in this relation. Instants; without one there is no such bound. */
export interface Stake {
  /** Id of the Patient. */
  readonly patient: string;
  readonly relation: Exclude<Relation, 'self'>;
  /** `Organization/…`, `Practitioner/…`, `area/220221`. */
  readonly holder: string;
  readonly since?: Date;
  /** Exclusive. */
  readonly until?: Date;
}

/** What a patient forbids. */
export interface Denial {
  /** Id of the Patient. */
  readonly patient: string;
  /** `Organization/…` to which it is forbidden; without it to all but the spared. */
  readonly institution?: string;
  /** `Organization/…` whom it does not concern. */
  readonly spared?: readonly string[];
  /** R4's name of the type that it concerns; without it all. */
  readonly type?: string;
  readonly purpose?: Purpose;
  readonly since?: Date;
  /** Exclusive. */
  readonly until?: Date;
}

/** Rows by the resource they follow from, `Encounter/7`: all that this source says, nothing of what it said before. */
export interface Sourced<T> {
  readonly source: string;
  readonly rows: readonly T[];
}
