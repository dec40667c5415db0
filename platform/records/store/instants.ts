/** The first and the last of the years that PostgreSQL and we write alike, the last excluded. */
const [firstYear, lastYear] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('+010000-01-01T00:00:00Z')];

/**
 * An instant (ms since 1970) as PostgreSQL reads a timestamptz. Dates from outside reach into the year 0 and, by their zone or their own
 * precision, beyond 9999: nothing stored lies there, so those ends stand for all that lies beyond them.
 */
export function instantText(ms: number): string {
  if (ms < firstYear) return '-infinity';
  return ms >= lastYear ? 'infinity' : new Date(ms).toISOString();
}
