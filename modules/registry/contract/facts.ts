import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { Institution } from './institutions.ts';

/** A figure of an institution with the day it was taken on. */
export interface MeasureFact {
  readonly value: number;
  readonly asOf: string;
  readonly evidence: Evidence;
}

/** `n` people or beds that are alike. Those of one sort have one and the same `of`, wherever they are. */
export interface Alike<Sort> {
  readonly n: number;
  readonly of: Sort;
}

/** What rules may ask of a post, and of whoever holds it. */
export interface PostSort {
  readonly profession: string;
  readonly category: string | null;
  readonly licence: string | null;
  readonly specialty: string | null;
  readonly duties: readonly string[];
  readonly post: string;
  readonly established: boolean;
  readonly years: number | null;
  readonly evidence: Evidence;
}

export interface BedSort {
  readonly class: string;
  readonly department: string | null;
  readonly convertible: boolean;
  readonly openable: boolean;
  readonly evidence: Evidence;
}

/**
 * What rules may ask of one institution, as it stood on a day. Collections are grouped: `n` of them are alike. Absent from
 * a collection named in `complete` means no; absent from another means that it is not known. People count at their
 * first place of practice only.
 */
export interface InstitutionFacts {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly town: string | null;
  readonly class: Institution['class'];
  readonly kind: Institution['kind'];
  readonly level: Institution['level'];
  readonly ownership: Institution['ownership'];
  /** Really exists: its name is not invented. */
  readonly named: boolean;
  /** Of kind, level, owner and place: the weakest. */
  readonly evidence: Evidence;
  readonly nameEvidence: Evidence;
  /** ISO date from which it counts. */
  readonly since: string;
  readonly fields: readonly string[];
  readonly designations: readonly string[];
  readonly measures: Readonly<Record<string, MeasureFact>>;
  readonly complete: readonly string[];
  readonly staff: readonly Alike<PostSort>[];
  readonly beds: readonly Alike<BedSort>[];
  readonly departments: readonly { readonly code: string; readonly evidence: Evidence }[];
  readonly services: readonly { readonly code: string; readonly offered: boolean; readonly evidence: Evidence }[];
  readonly laboratories: readonly { readonly n: number; readonly level: string; readonly evidence: Evidence }[];
  readonly equipment: readonly { readonly n: number; readonly type: string; readonly evidence: Evidence }[];
  readonly stations: readonly {
    readonly n: number;
    readonly area: string;
    readonly town: string | null;
    readonly evidence: Evidence;
  }[];
  readonly teams: readonly { readonly n: number; readonly kind: string; readonly evidence: Evidence }[];
}

/** Everything rules may ask of the registry on a day. */
export interface RegistryFacts {
  /** Those listed on the day, by id. */
  readonly institutions: readonly InstitutionFacts[];
  readonly childcare: readonly {
    readonly area: string;
    readonly town: string | null;
    readonly places: number;
    readonly evidence: Evidence;
    readonly asOf: string;
  }[];
  /** Figures of areas that are no sums of institutions, e.g. its children: of each the newest not after the day. */
  readonly areaFigures: readonly {
    readonly area: string;
    readonly measure: string;
    readonly value: number;
    readonly evidence: Evidence;
    readonly asOf: string;
  }[];
}
