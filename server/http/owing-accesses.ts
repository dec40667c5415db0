import type { Access } from '@songhua/access';
import { isReadOnly } from '@songhua/kernel';

type LogAccess = (access: Access) => Promise<void>;

/** What PostgreSQL says (SQLSTATE) of a disk without space. */
const diskFull = '53100';

/** Accesses that may wait for space at once; beyond, nobody reads any more. */
const mostOwed = 100_000;

const isFull = (error: unknown): boolean => (error as { code?: unknown }).code === diskFull || isReadOnly(error);

/**
 * Writes accesses down before their answers leave. A disk that is full, or a primary that is gone while a standby answers, must not
 * close the records to those who only read: then an access is told to `onOwed`, for the process's own log, kept in memory, and written down by the first access that finds space again.
 *
 *   written <--space-- noting --no place to write--> owed --space, at the next access--> written
 *                        └--any other failure, or too many owed--> thrown: no answer leaves
 */
export function owingAccesses(logAccess: LogAccess, onOwed: (access: Access) => void): LogAccess {
  let owed: Access[] = [];
  const payBack = async (): Promise<void> => {
    const paying = owed;
    owed = [];
    const paid = await Promise.allSettled(paying.map(logAccess));
    owed.push(...paying.filter((_, at) => paid[at]?.status === 'rejected'));
  };
  return async (access) => {
    try {
      await logAccess(access);
    } catch (error) {
      if (!isFull(error) || owed.length >= mostOwed) throw error;
      owed.push(access);
      onOwed(access);
      return;
    }
    if (owed.length > 0) await payBack();
  };
}
