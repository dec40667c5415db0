import { readEvent } from '@songhua/events';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { EventDetail } from '../contract.ts';
import { sayDelivery } from './say-delivery.ts';

/** An event as it is answered, or the refusal that it is not there. */
export async function loadEvent(tx: Tx, id: string): Promise<Result<EventDetail>> {
  const event = await readEvent(tx, id);
  if (!event) return refuse('administration.unknown-event', { id });
  const { at, deliveries, history, corrected, ...rest } = event;
  return ok({
    ...rest,
    at: at.toISOString(),
    isCorrected: corrected !== undefined,
    corrected: corrected ?? null,
    corrections: history.filter(({ what }) => what === 'corrected').length,
    deliveries: deliveries.map(sayDelivery),
    history: history.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
  });
}
