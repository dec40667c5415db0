import type { Tx } from '@songhua/kernel';
import { type ListedDelivery, listed } from './list-deliveries.ts';

/** One thing that went wrong, or that a person did about it. */
export interface HistoryEntry {
  readonly at: Date;
  readonly what: 'failed' | 'dead' | 'retried' | 'corrected' | 'set-aside' | 'taken-back';
  /** Null for what concerns all handlers. */
  readonly handler: string | null;
  /** Null where no person did it. */
  readonly by: string | null;
  /** The error, or the reason a person gave. */
  readonly note: string | null;
  /** What a correction put in place of the payload. */
  readonly payload: unknown;
}

export interface EventDetail {
  readonly id: string;
  readonly type: string;
  readonly subject: string | null;
  readonly at: Date;
  /** As it was appended. */
  readonly payload: unknown;
  /** What a person put in its place; undefined where nobody did. */
  readonly corrected: unknown;
  readonly deliveries: readonly ListedDelivery[];
  readonly history: readonly HistoryEntry[];
}

/** An event with all its deliveries and their history, oldest first; null when there is none, or no more. */
export async function readEvent(tx: Tx, id: string): Promise<EventDetail | null> {
  const [event] = await tx.query<Omit<EventDetail, 'deliveries' | 'history'> & { readonly isCorrected: boolean }>(
    `select id, type, subject, happened_at as at, payload, corrected, corrected is not null as "isCorrected"
       from events.outbox where id = $1`,
    [id],
  );
  if (!event) return null;
  const { isCorrected, corrected, ...known } = event;
  const deliveries = await tx.query<ListedDelivery>(
    `select ${listed} from events.delivery d join events.outbox o on o.id = d.event_id where d.event_id = $1 order by d.handler`,
    [id],
  );
  const history = await tx.query<HistoryEntry>(
    `select at, what, handler, by_name as by, note, payload from events.history where event_id = $1 order by n`,
    [id],
  );
  return { ...known, corrected: isCorrected ? corrected : undefined, deliveries, history };
}
