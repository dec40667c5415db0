import type { RecordStore } from '@songhua/kernel';

/** What a night is judged with. */
export interface NightMeans {
  readonly records: RecordStore;
  readonly now: Date;
  readonly newId: () => string;
  readonly threads: number;
  /** For how long it took. */
  readonly clock: () => Date;
}
