/**
 * Tables that grow with residents, each with the column that will spread its rows over several machines. Which column
 * it is becomes final with the design of the record store, whose decision record also says why; until then the rule
 * holds the door open: every unique index contains the column, so that no key has to change on the way.
 */
export const distribution: Readonly<Record<string, string>> = {
  'access.access_log': 'id',
  'events.delivery': 'event_id',
  'events.history': 'event_id',
  'events.outbox': 'id',
  'records.resource': 'id',
  'records.search_value': 'id',
  'records.version': 'id',
};
