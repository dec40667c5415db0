/**
 * Tables that grow with residents, each with the column that spreads its rows over several machines (docs/adr/0009): every
 * unique index contains it, so that no key has to change on the way.
 */
export const distribution: Readonly<Record<string, string>> = {
  'access.access_log': 'id',
  'events.delivery': 'event_id',
  'events.history': 'event_id',
  'events.outbox': 'id',
  'records.amount': 'place',
  'records.full_text': 'place',
  'records.moment': 'place',
  'records.name': 'id',
  'records.posting': 'place',
  'records.resource': 'place',
  'records.unread': 'place',
  'records.version': 'place',
  'records.word': 'place',
};

/**
 * Lists by which resources are found: each row follows from a resource and is looked up by its value. A key of its own would double
 * their only index, which is the largest thing the store has.
 */
export const lists: ReadonlySet<string> = new Set(['records.amount', 'records.moment', 'records.posting', 'records.word']);
