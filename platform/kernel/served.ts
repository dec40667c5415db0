import type { Actor } from './actor.ts';
import type { Resource } from './record-store.ts';
import type { Tx } from './tx.ts';

/** One value that a condition names; as the FHIR search types have it, dates in ms since 1970, `lo` inclusive, `hi` exclusive. */
export type ServedValue =
  | { readonly kind: 'token'; readonly system?: string; readonly code?: string }
  /** Either id, and the types it may be of, or url. */
  | { readonly kind: 'reference'; readonly types?: readonly string[]; readonly id?: string; readonly url?: string }
  | { readonly kind: 'string'; readonly value: string }
  | {
      readonly kind: 'date';
      readonly prefix: 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';
      readonly lo: number;
      readonly hi: number;
    };

/** One parameter of a search; several must all hold. */
export type ServedCondition =
  | {
      readonly code: string;
      /** Strings: exact, contains; references: identifier, whose values are tokens. */
      readonly modifier?: 'exact' | 'contains' | 'identifier';
      /** That none of them holds. */
      readonly not?: true;
      /** One of them holds. */
      readonly values: readonly ServedValue[];
    }
  | { readonly code: string; readonly missing: boolean };

/** Whose resources somebody may be told of: everybody's, or those about these people (ids of Patients). */
export type ServedWhose = 'everyone' | { readonly patients: readonly string[] };

export interface ServedCall {
  readonly tx: Tx;
  readonly now: Date;
  readonly whose: ServedWhose;
  /** Address of the FHIR API, without final slash. */
  readonly base: string;
}

export interface ServedSearch {
  readonly conditions: readonly ServedCondition[];
  /** By one of `sorts`; newest first unless said. */
  readonly sort?: { readonly code: string; readonly descending: boolean };
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
  /** How far the total is counted; not at all unless said. */
  readonly countTo?: number;
}

export interface ServedPage {
  readonly resources: readonly ServedResource[];
  /** At most `countTo` + 1, which says that there are more. */
  readonly total?: number;
  readonly next?: string;
}

export type ServedResource = Resource & {
  readonly id: string;
  readonly meta: { readonly versionId: string; readonly lastUpdated: string; readonly profile?: readonly string[] };
};

/**
 * A type of FHIR R4 that a module answers at its FHIR address in the record store's place. The store keeps none of it: what would be
 * written is refused, whichever way it comes.
 */
export interface ServedType {
  readonly type: string;
  /** Codes of R4's search parameters that can be asked by. */
  readonly parameters: readonly string[];
  readonly sorts: readonly string[];
  /** Its resources are records of people: who is shown one is noted for those to whom it refers. */
  readonly isRecord?: true;
  /** Of whom the actor may be told (`r` reading one, `s` searching); null: it may not ask at all. */
  readonly whose: (actor: Actor, letter: 'r' | 's') => ServedWhose | null;
  /** In one statement. Null for what is not there or not told to this actor. */
  readonly read: (call: ServedCall, id: string) => Promise<ServedResource | null>;
  /** Null for a mark of another search. */
  readonly search: (call: ServedCall, asked: ServedSearch) => Promise<ServedPage | null>;
}
