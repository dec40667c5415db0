import { useSyncExternalStore } from 'react';

/** Header of every answer while the primary database is gone and nothing can be saved. */
export const readOnlyHeader = 'x-songhua-read-only';

let readOnly = false;
const listeners = new Set<() => void>();

/** What an answer said: the newest one holds. */
export function noteReadOnly(now: boolean): void {
  if (now === readOnly) return;
  readOnly = now;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether the system only reads for now. */
export const useReadOnly = (): boolean => useSyncExternalStore(subscribe, () => readOnly);
