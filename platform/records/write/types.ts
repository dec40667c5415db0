import type { Conditions } from '@songhua/engine-fhir/http/conditions.ts';
import type { Scan } from '@songhua/engine-fhir/json/scan.ts';
import type { Actor, Refusal, StoredResource } from '@songhua/kernel';
import type { ChangeMethod } from '../store/current.ts';

/** One change of one resource. */
export interface Write {
  readonly type: string;
  readonly id: string;
  readonly method: ChangeMethod;
  /** The new content; a deletion has none. */
  readonly scan?: Scan;
  /** What must hold of the current version for the change to be made. */
  readonly conditions?: Conditions;
  /** The id was drawn at random just now: nobody can have it. */
  readonly fresh?: boolean;
  /** Where the change stands in the request, e.g. `Bundle.entry[3]`; empty for a request of its own. */
  readonly at?: string;
  /** In whose name it is made; the system's unless said. Whatever comes over HTTP says it (`writeAs`, http/shares.ts). */
  readonly by?: Actor;
}

/** A change that has been made. */
export interface Written {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updatedAt: Date;
  /** Nothing current was there before. */
  readonly created: boolean;
  readonly deleted: boolean;
  /** The stored text; of a deletion, what marks it. */
  readonly text: string;
  /** The same as a value; absent for a deletion. */
  readonly resource?: StoredResource;
}

/** Hears which of several changes is refused, by its place among them; of a refusal that is nobody's alone it hears nothing. */
export type TellRefused = (at: number, refusal: Refusal) => void;
