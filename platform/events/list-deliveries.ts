import type { Text, Tx } from '@songhua/kernel';

export const deliveryStates = ['waiting', 'behind', 'retry', 'dead', 'aside', 'done'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface ListedDelivery {
  /** The event's id; with the handler it names the delivery. */
  readonly id: string;
  readonly handler: string;
  /** What the handler does; null when it does not say or is no longer there. */
  readonly title: Text | null;
  readonly type: string;
  readonly subject: string | null;
  readonly state: DeliveryState;
  /** Tries since a person last asked for one. */
  readonly tries: number;
  readonly at: Date;
  readonly dueAt: Date | null;
  readonly doneAt: Date | null;
  readonly error: string | null;
  /** Later events of the same subject that wait behind this one. */
  readonly behind: number;
}

export interface DeliveryFilter {
  readonly states: readonly DeliveryState[];
  readonly handler?: string | undefined;
  readonly type?: string | undefined;
  /** Exactly this subject. */
  readonly subject?: string | undefined;
}

export interface DeliveryPage {
  readonly order: 'oldest' | 'newest' | 'dead-first';
  readonly limit: number;
  readonly offset: number;
}

export const listed = `d.event_id as id, d.handler, d.subject, d.state, d.tries, d.due_at as "dueAt", d.done_at as "doneAt", d.error,
  o.type, o.happened_at as at,
  (select s.title from events.subscription s where s.handler = d.handler and s.event = o.type) as title,
  case when d.state in ('dead', 'retry') and d.subject is not null then (
    select count(*)::int from events.delivery b where b.handler = d.handler and b.subject = d.subject and b.state = 'behind')
  else 0 end as behind`;

const conditions = `($1::text is null or d.handler = $1) and ($2::text is null or o.type = $2) and ($3::text is null or d.subject = $3)`;
const parametersOf = ({ handler, type, subject }: Omit<DeliveryFilter, 'states'>): unknown[] => [
  handler ?? null,
  type ?? null,
  subject ?? null,
];

const orders: Readonly<Record<DeliveryPage['order'], string>> = {
  oldest: 'd.seq, d.handler',
  newest: 'd.seq desc, d.handler',
  'dead-first': `d.state <> 'dead', d.seq desc, d.handler`,
};

/** One page of the deliveries; `dead-first` then newest first, for states of which there are few. */
export function listDeliveries(tx: Tx, filter: DeliveryFilter, page: DeliveryPage): Promise<ListedDelivery[]> {
  return tx.query<ListedDelivery>(
    `select ${listed} from events.delivery d join events.outbox o on o.id = d.event_id
      where d.state = any($4) and ${conditions}
      order by ${orders[page.order]} limit $5 offset $6`,
    [...parametersOf(filter), filter.states, page.limit, page.offset],
  );
}

/** How many there are in each state under the other filters; counting stops at `most` in each. */
export async function countDeliveries(
  tx: Tx,
  filter: Omit<DeliveryFilter, 'states'>,
  most: number,
): Promise<Readonly<Record<DeliveryState, number>>> {
  // One question a state: each finds its own partial index, and none walks further than it must.
  const one = (state: DeliveryState): string =>
    `select '${state}' as state, count(*)::int as n from (
       select 1 from events.delivery d join events.outbox o on o.id = d.event_id
        where d.state = '${state}' and ${conditions} limit $4) as f`;
  const rows = await tx.query<{ state: DeliveryState; n: number }>(deliveryStates.map(one).join(' union all '), [
    ...parametersOf(filter),
    most,
  ]);
  const counts = new Map(rows.map(({ state, n }) => [state, n]));
  return Object.fromEntries(deliveryStates.map((state) => [state, counts.get(state) ?? 0])) as Record<DeliveryState, number>;
}

/** Who waits for what, also handlers that are gone and still have something open. */
export function listHandlers(
  tx: Tx,
): Promise<{ readonly handler: string; readonly type: string | null; readonly title: Text | null }[]> {
  return tx.query(
    `select s.handler, s.event as type, s.title from events.subscription s
     union all
     select distinct d.handler, null, null::jsonb from events.delivery d
      where d.state in ('waiting', 'behind', 'retry', 'dead') and not exists (select 1 from events.subscription s where s.handler = d.handler)
     order by 1, 2`,
  );
}
