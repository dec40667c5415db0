import type { Refusal, Result } from './result.ts';
import type { Tx } from './tx.ts';

/**
 * Work of one kind that many requests ask for at the same moment and that costs less done together: one transaction and one statement
 * a table for all of them. To each request it is as if it had been alone.
 */
export interface Joint<I> {
  /** `write`: all is committed or nothing. `one`: a single reading statement. `search`: several of them. */
  readonly transaction: 'write' | 'one' | 'search';
  /** What an item changes: two with the same key never go together, and follow each other in the order they came. */
  readonly keyOf?: (item: I) => string;
  /**
   * Does all of it and answers each item's result, or says who must be refused: then everything is rolled back and the others are
   * asked for again. When it cannot say who (an empty map) or throws, each is asked for by itself.
   */
  readonly carryOut: (
    tx: Tx,
    items: readonly I[],
    now: Date,
  ) => Promise<Result<readonly Result<unknown>[], ReadonlyMap<number, Refusal>>>;
}

/** One request's part of joint work. */
export interface Share {
  readonly joint: Joint<unknown>;
  readonly item: unknown;
}

export const shareOf = <I>(joint: Joint<I>, item: I): Share => ({ joint: joint as Joint<unknown>, item });
