import type { ListedDelivery } from '@songhua/events';
import type { Delivery } from '../contract.ts';

/** A delivery as it is answered: times as ISO texts. */
export const sayDelivery = ({ title, at, dueAt, doneAt, ...rest }: ListedDelivery): Delivery => ({
  ...rest,
  handlerTitle: title,
  at: at.toISOString(),
  dueAt: dueAt?.toISOString() ?? null,
  doneAt: doneAt?.toISOString() ?? null,
});
