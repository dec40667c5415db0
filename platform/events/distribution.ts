import type { Distribution } from '@songhua/kernel';

/** What belongs to an event lies where the event lies. Lanes and subscriptions are few, and are locked and leased in one place. */
export const eventsDistribution: Distribution = {
  spread: { 'events.delivery': 'event_id', 'events.history': 'event_id', 'events.outbox': 'id' },
};
