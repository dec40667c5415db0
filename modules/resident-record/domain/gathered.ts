import type {
  AllergyIntolerance,
  Bill,
  Condition,
  DiagnosticReport,
  Document,
  Encounter,
  EpisodeOfCare,
  Immunization,
  Medication,
  Observation,
  Patient,
  Procedure,
} from './fhir.ts';

/** All that was read of a person, by kind, as the reader reaches it; of each kind the latest first. */
export interface Gathered {
  /** The registration that was asked for first. */
  readonly patients: readonly Patient[];
  readonly allergies: readonly AllergyIntolerance[];
  readonly conditions: readonly Condition[];
  readonly encounters: readonly Encounter[];
  readonly episodes: readonly EpisodeOfCare[];
  readonly medications: readonly Medication[];
  readonly immunizations: readonly Immunization[];
  readonly observations: readonly Observation[];
  readonly reports: readonly DiagnosticReport[];
  readonly procedures: readonly Procedure[];
  readonly documents: readonly Document[];
  /** Read for the front page of a stay alone. */
  readonly bills: readonly Bill[];
  /** Names of institutions by `Organization` id. */
  readonly institutions: ReadonlyMap<string, string>;
  /** Kinds of which there are more than were read. */
  readonly cut: readonly { readonly type: string; readonly shown: number }[];
}

/** When the reader last said that they have seen the record, by registration, ms; a registration without one was never looked at. */
export type Looks = ReadonlyMap<string, number>;

export const nobody: Omit<Gathered, 'patients'> = {
  allergies: [],
  conditions: [],
  encounters: [],
  episodes: [],
  medications: [],
  immunizations: [],
  observations: [],
  reports: [],
  procedures: [],
  documents: [],
  bills: [],
  institutions: new Map(),
  cut: [],
};
