import { z } from 'zod';

export * from './contract/accounts.ts';
export * from './contract/audit.ts';
export * from './contract/clients.ts';

/** All that other modules and the pages may know of the administration (管理). */

const text = z.object({ zh: z.string(), en: z.string() });

/** The message of a refusal in both languages, as JSON, with the value refused: whoever checks input takes it apart again. */
const said = (message: z.infer<typeof text>) => ({
  error: ({ input }: { readonly input?: unknown }): string => JSON.stringify({ ...message, value: String(input).slice(0, 200) }),
});

/**
 * The states of one event on its way to one handler: waiting 等待, behind 等待前序 (an earlier event of its subject failed),
 * retry 将重试, dead 待人工处理, aside 已搁置, done 已完成.
 */
export const deliveryState = z.enum(['waiting', 'behind', 'retry', 'dead', 'aside', 'done']);

/** `attention`: dead and retry, what somebody should look at. `queued`: waiting and behind. */
export const stateFilter = z.enum(['attention', 'dead', 'retry', 'queued', 'aside', 'done', 'all']);

export const delivery = z.object({
  /** The event's id. */
  id: z.string(),
  handler: z.string(),
  /** What the handler does; null where it does not say, or is no longer part of the program. */
  handlerTitle: text.nullable(),
  type: z.string(),
  subject: z.string().nullable(),
  state: deliveryState,
  /** Tries since a person last asked for one. */
  tries: z.number().int(),
  /** When it happened. */
  at: z.iso.datetime(),
  /** When it is tried next; null where no try is set. */
  dueAt: z.iso.datetime().nullable(),
  doneAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
  /** Later events of the same subject that wait behind this one. */
  behind: z.number().int(),
});

/** The states that each choice stands for. */
export const statesMeant: Readonly<Record<z.infer<typeof stateFilter>, readonly z.infer<typeof deliveryState>[]>> = {
  attention: ['dead', 'retry'],
  dead: ['dead'],
  retry: ['retry'],
  queued: ['waiting', 'behind'],
  aside: ['aside'],
  done: ['done'],
  all: deliveryState.options,
};

const name = z.string().trim().min(1).max(200);

const filter = {
  state: stateFilter.default('attention'),
  handler: name.optional(),
  type: name.optional(),
  subject: name.optional(),
};

export const eventQuery = z.object({
  ...filter,
  /** Unless said: newest first, and of what needs attention first what needs a person. */
  sort: z.enum(['at', '-at']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export const eventExportQuery = eventQuery.omit({ limit: true, offset: true }).extend({
  format: z.enum(['csv', 'xlsx']).default('csv'),
});

export const eventList = z.object({
  asOf: z.iso.datetime(),
  total: z.number().int(),
  /** Under the other filters, in each state. */
  counts: z.record(deliveryState, z.number().int()),
  /** Counting stops here; a count that reaches it means so many or more. */
  countedTo: z.number().int(),
  /** Whether no event was ever handed on. */
  empty: z.boolean(),
  handlers: z.array(z.object({ handler: z.string(), title: text.nullable() })),
  types: z.array(z.string()),
  items: z.array(delivery),
});

export const eventParams = z.object({
  id: z
    .string()
    .regex(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      said({ zh: '事件编号应为 UUID，如 01938c7e-…', en: 'an event’s id is a UUID, like 01938c7e-…' }),
    ),
});

export const historyEntry = z.object({
  at: z.iso.datetime(),
  what: z.enum(['failed', 'dead', 'retried', 'corrected', 'set-aside', 'taken-back']),
  handler: z.string().nullable(),
  /** Who did it; null where no person did. */
  by: z.string().nullable(),
  /** The error, or the reason given. */
  note: z.string().nullable(),
  /** What a correction put in place of the payload. */
  payload: z.unknown(),
});

export const eventDetail = z.object({
  id: z.string(),
  type: z.string(),
  subject: z.string().nullable(),
  at: z.iso.datetime(),
  /** As it was appended; never changed. */
  payload: z.unknown(),
  /** Whether a person put something in its place, and what. */
  isCorrected: z.boolean(),
  corrected: z.unknown(),
  /** How many corrections there were: to be sent along with the next one. */
  corrections: z.number().int(),
  deliveries: z.array(delivery),
  history: z.array(historyEntry),
});

const reason = z.string().trim().min(2).max(500);

export const handlerChoice = z.object({ handler: name });
export const setAsideInput = z.object({ handler: name, reason });
export const correctionInput = z.object({
  /** Any JSON value. */
  payload: z.unknown(),
  reason,
  /** `corrections` of the event as the person saw it. */
  seen: z.number().int().min(0),
});
export const retryAllInput = z.object({ handler: name.optional(), type: name.optional() });
export const retriedAll = z.object({ retried: z.number().int() });

export type Delivery = z.infer<typeof delivery>;
export type DeliveryState = z.infer<typeof deliveryState>;
export type StateFilter = z.infer<typeof stateFilter>;
export type EventQuery = z.infer<typeof eventQuery>;
export type EventList = z.infer<typeof eventList>;
export type EventDetail = z.infer<typeof eventDetail>;
export type HistoryEntry = z.infer<typeof historyEntry>;
