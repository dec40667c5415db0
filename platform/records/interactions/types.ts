import type { Actor, Tx } from '@songhua/kernel';
import type { FhirStore } from '../fhir-store.ts';
import type { Reader } from '../reach/ways.ts';

/** What an interaction works in: one request, or one entry of a bundle. */
export interface Work {
  readonly store: FhirStore;
  readonly tx: Tx;
  readonly actor: Actor;
  /** What of the store the actor reaches; undefined: everything. */
  readonly reader: Reader | undefined;
  readonly now: Date;
  readonly newId: () => string;
  /** Address of the FHIR API as the client knows it, without final slash. */
  readonly base: string;
}

/** What became of a read or a change, before it is put into HTTP. */
export interface Outcome {
  readonly status: 200 | 201 | 204;
  readonly type: string;
  readonly id: string;
  /** Absent where nothing is there: a deletion of what was not. */
  readonly version?: number;
  readonly updatedAt?: Date;
  /** The resource's text; absent after a deletion. */
  readonly text?: string;
}
