import type { DomainEvent, EventType, RecordStore, Subscription, Text, Tx } from '@songhua/kernel';
import { handledChannel } from './channels.ts';

/** Whoever an event is delivered to. */
export interface Handler {
  readonly name: string;
  readonly events: readonly string[];
  readonly title?: Text | undefined;
  readonly tries?: number | undefined;
  readonly limitMs?: number | undefined;
  /** Takes one event, or with `together` all that are at hand; writes through `tx` alone. */
  readonly handle: (tx: Tx, events: readonly DomainEvent[], records: RecordStore) => Promise<void>;
  readonly together: boolean;
}

/** The built-in handler that tells open pages of every process what happened. */
export const pagesHandler = 'events.pages';

/** NOTIFY belongs to the worker's transaction, once for each type among the events at hand: writers never wait for it. */
async function tellPages(tx: Tx, events: readonly DomainEvent[]): Promise<void> {
  for (const { type, id } of new Map(events.map((event) => [event.type, event])).values())
    await tx.query('select pg_notify($1, $2)', [handledChannel, JSON.stringify({ id, type })]);
}

/** The modules' subscriptions and, where some event types are for pages, the handler that tells them. */
export function handlersOf(subscriptions: readonly Subscription[], pages: readonly EventType[] = []): Handler[] {
  const own: Handler[] = subscriptions.map(({ name, event, title, tries, limitMs, handle }) => ({
    name,
    events: [event],
    title,
    tries,
    limitMs,
    together: false,
    handle: async (tx, events, records) => {
      for (const one of events) await handle(tx, one, records);
    },
  }));
  if (pages.length === 0) return own;
  const title = { zh: '刷新打开的页面', en: 'Refresh the open pages' };
  return [...own, { name: pagesHandler, events: pages.map(({ type }) => type), title, together: true, handle: tellPages }];
}
