import type { FieldError, Refusal } from '@songhua/kernel';

/** lenient: good lines go in, the others are listed. strict: all lines are checked first, and one wrong line keeps all out. */
export type ImportMode = 'lenient' | 'strict';

export type ImportLevel = 'structure' | 'full';

/**
 * waiting -> running -> done | failed | cancelled. A running job whose process died is taken up by another when its lease has run
 * out, and goes on after the last batch that was committed.
 */
export type ImportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export type SourceKind = 'file' | 'url' | 'body' | 'bundle';

export interface ImportSource {
  readonly kind: SourceKind;
  /** Absolute path or address; empty for what came with the request. */
  readonly address: string;
}

/** A source and how far it has been read. */
export interface SourceProgress extends ImportSource {
  readonly position: number;
  readonly mark: string | null;
  /** Bytes, packed as they lie; null when unknown. */
  readonly size: number | null;
  /** Read so far: bytes, unpacked, and lines (entries of a bundle). */
  readonly bytes: number;
  readonly line: number;
}

export interface ImportJob {
  readonly id: string;
  readonly state: ImportState;
  readonly mode: ImportMode;
  readonly level: ImportLevel;
  /** A strict job reads everything twice. */
  readonly phase: 'checking' | 'writing';
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly position: number;
  readonly created: number;
  readonly updated: number;
  readonly refused: number;
  readonly failure: Refusal | null;
  readonly sources: readonly SourceProgress[];
}

/** A line that was not taken, with every rule it breaks. */
export interface LineErrors {
  readonly line: number;
  readonly errors: readonly FieldError[];
}

/** Refused lines that are kept; more are only counted. */
export const mostErrors = 100_000;
