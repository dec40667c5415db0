import type { Reach, Refusal } from '@songhua/kernel';

/** Whose records: everything, everybody's, or those of the members of a group. */
export type ExportLevel = 'system' | 'patient' | 'group';

/** What is to be exported, as it was asked for. */
export interface Wanted {
  readonly level: ExportLevel;
  /** Id of the Group. */
  readonly group?: string;
  /** Ids of patients, none but those. */
  readonly patients?: readonly string[];
  /** Only what was last changed after this instant, and what was deleted since. */
  readonly since?: string;
  /** Only what was last changed at this instant or before. */
  readonly until?: string;
  /** In their order; null: all. */
  readonly types: readonly string[] | null;
  /** Searches, of which one must find a resource; types without one come whole. */
  readonly filters: readonly { readonly type: string; readonly query: string }[];
  /** `_elements` as it was given. */
  readonly elements?: string;
}

/**
 * waiting -> running -> done | failed. A running job whose process died is begun again by another when its lease has run out: until then
 * nothing of it was handed out. A job that was cancelled, or has had its time, is gone.
 */
export interface ExportJob {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly wanted: Wanted;
  /** What the asker reached then; null: everything. */
  readonly reach: Reach | null;
  /** Address of the request. */
  readonly request: string;
  /** Kind and id of the actor. */
  readonly askedBy: string;
  readonly askedAt: Date;
  /** The moment whose state it holds, from when it is taken up. */
  readonly moment: Date | null;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date | null;
  /** Resources found so far. */
  readonly found: number;
  readonly failure: Refusal | null;
}

export type PartKind = 'output' | 'deleted';

/** What is downloaded as one file: resources of one type, or the deletions of some. */
export interface ExportPart {
  readonly part: number;
  readonly kind: PartKind;
  readonly type: string;
  readonly found: number;
}

/** What of a part is read together: numbers of resources and which version of each. */
export interface Chunk {
  readonly rids: readonly bigint[];
  readonly versions: readonly number[];
}

/** How long what was exported can be downloaded, ms. */
export const keptFor = 24 * 60 * 60 * 1000;
/** Exports of one asker that have not expired, at most. */
export const mostOpen = 20;
