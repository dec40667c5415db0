/** Where people are together: keys of these kinds say which school, village, building site and so on a case belongs to. */
export type PlaceKind = 'school' | 'kindergarten' | 'village' | 'community' | 'site' | 'unit';

export interface ClusterCase {
  readonly id: string;
  /** Code of the disease or syndrome, as rules name it: of the notifiable list, or one of `eventCodes`. */
  readonly disease: string;
  readonly subtype: string | null;
  /** Day of onset or, where it is not known, of diagnosis: whole days from any fixed one. */
  readonly day: number;
  /** Keys of places, each unique among all places of its kind. */
  readonly places: Readonly<Partial<Record<PlaceKind, string>>>;
  readonly county: string;
  readonly hospitalised: boolean;
  readonly died: boolean;
  /** Days on which the stay began and death came: what is counted by stays and deaths counts on these; the day above stands in where they are not known. */
  readonly hospitalisedOn?: number | null;
  readonly diedOn?: number | null;
}

/** So many at one place within so many days. */
export interface ClusterLimit {
  readonly count: 'cases' | 'hospitalised' | 'died';
  readonly atLeast: number;
  /** Days of the window, the first and the last counted. */
  readonly days: number;
  /** True where the specification names no period and the days are this project's. */
  readonly daysAreOurs?: true;
  /** Kinds of places, each judged by itself; or the whole county. */
  readonly within: readonly PlaceKind[] | 'county';
}

/** Nothing of the disease in the county for so many years before. */
export interface ClusterAbsence {
  readonly absentYears: number;
}

/** Diseases counted together under one name: all subtypes, or those listed. */
export interface ClusterSubject {
  readonly disease: string;
  readonly subtypes?: readonly string[];
}

export interface ClusterRule {
  readonly id: string;
  /** Each is counted by itself; `any` is every disease there is a case of. */
  readonly subjects: readonly ClusterSubject[] | 'any';
  readonly when: readonly (ClusterLimit | ClusterAbsence)[];
  /** Where a report goes, and within how many hours of the finding being verified; null where no time is set. */
  readonly report: { readonly to: 'event-system' | 'county-cdc'; readonly hours: number | null };
  /** What applies, in our own words. */
  readonly summary: { readonly zh: string; readonly en: string };
}

export interface ClusterRuleSet {
  readonly version: string;
  readonly source: string;
  /** True only where every rule was compared with the original text. */
  readonly verified: boolean;
  readonly rules: readonly ClusterRule[];
}
