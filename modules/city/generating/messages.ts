import type { CityFacts } from '../domain/city-facts.ts';
import type { CityOrder } from '../domain/order.ts';
import type { CitySummary } from '../domain/summarise-town.ts';

/** What a thread that makes towns is begun with. */
export interface ThreadData {
  readonly facts: CityFacts;
  readonly order: CityOrder;
  /** `lines`: NDJSON of all types in turn; `files`: packed pieces by type, and the truth. */
  readonly form: 'lines' | 'files';
  /** Pieces that may be on their way at once. */
  readonly window: number;
}

export type ToThread = { readonly kind: 'make'; readonly code: string; readonly skip: number } | { readonly kind: 'more' };

/** A piece of a town: lines of one file, or of the stream. */
export interface Piece {
  readonly file: string;
  readonly lines: number;
  readonly bytes: Uint8Array;
}

export type FromThread =
  | { readonly kind: 'piece'; readonly code: string; readonly piece: Piece }
  | { readonly kind: 'done'; readonly code: string; readonly summary: CitySummary };
