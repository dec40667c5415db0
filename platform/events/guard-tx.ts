import type { Tx } from '@songhua/kernel';

/**
 * The transaction as a handler sees it: once closed it refuses. A handler that ran out of time, or did not wait for its
 * own statements, must not write into whatever transaction that connection serves next.
 */
export function guardTx(tx: Tx): { readonly tx: Tx; readonly close: () => void } {
  let open = true;
  const over = (): Promise<never> => Promise.reject(new Error('the transaction of this handler is over'));
  const query = (...asked: Parameters<Tx['query']>): Promise<object[]> => (open ? tx.query(...asked) : over());
  const copy = (...asked: Parameters<Tx['copy']>): Promise<void> => (open ? tx.copy(...asked) : over());
  const alone = (...asked: Parameters<Tx['alone']>): Promise<object[]> => (open ? tx.alone(...asked) : over());
  const attempt = (...asked: Parameters<Tx['attempt']>) => (open ? tx.attempt(...asked) : over());
  const later = (...asked: Parameters<Tx['later']>): void => {
    if (!open) throw new Error('the transaction of this handler is over');
    tx.later(...asked);
  };
  return {
    tx: { ...tx, query, copy, alone, attempt, later } as unknown as Tx,
    close: () => {
      open = false;
    },
  };
}

/** A handler took longer than it may. */
export class TimeIsUp extends Error {}

/** Resolves or rejects as `work` does, or rejects with TimeIsUp after `ms`. */
export async function withinTime(work: Promise<void>, ms: number, name: string): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TimeIsUp(`${name} took longer than ${ms} ms`)), ms);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}
