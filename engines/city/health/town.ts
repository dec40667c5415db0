import type { Sex } from '../people/person.ts';

/** An institution's entry of a resident: the Patient that it keeps, and from which day. */
export interface Entry {
  /** Id of the Patient, at most 50 characters: it begins the ids of all that is written of it. */
  readonly patient: string;
  readonly institution: { readonly id: string; readonly kind: string; readonly name: string };
  /** Day of registration, `YYYYMMDD` or `YYYY-MM-DD`. */
  readonly day: string;
  readonly record: { readonly name: string };
  /** Of one who was not yet known: a newborn without a name, or nobody knew who it was. */
  readonly provisional?: 'newborn' | 'unknown';
}

/** What is asked of a resident so that things can happen to them. Days are `YYYYMMDD` or `YYYY-MM-DD`. */
export interface Living {
  /** The seed of their life, whoever else is in the town. */
  readonly id: string;
  /** Number within the town, to which `mother` of another leads. */
  readonly at: number;
  readonly sex: Sex;
  readonly born: string;
  readonly mother: number;
  readonly twin: 0 | 1 | 2;
  readonly died: string | null;
  readonly movedIn: string | null;
  readonly movedOut: string | null;
  readonly registrations: readonly Entry[];
}

/** A town with its residents during the days from `from` to `until`, both included. */
export interface LivedTown {
  readonly place: { readonly code: string; readonly urban: boolean };
  readonly people: readonly Living[];
  readonly from: string;
  readonly until: string;
}

/** What an institution is to its patients here. */
export type House = 'primary' | 'hospital' | 'maternal' | 'other';

const houses: Readonly<Record<string, House>> = {
  'community-health-centre': 'primary',
  'community-health-station': 'primary',
  'township-health-centre': 'primary',
  'village-clinic': 'primary',
  'outpatient-department': 'primary',
  clinic: 'primary',
  'general-hospital': 'hospital',
  'tcm-hospital': 'hospital',
  'integrated-hospital': 'hospital',
  'specialised-hospital': 'hospital',
  'maternal-child-health': 'maternal',
};

/** `other`: institutions at which nothing clinical happens to residents here (disease control, blood station …). */
export const houseOf = (kind: string): House => houses[kind] ?? 'other';
