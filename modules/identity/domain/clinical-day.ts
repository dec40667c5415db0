import type { StoredResource } from '@songhua/kernel';

type Elements = Readonly<Record<string, unknown>>;

/** Elements that say when something was done or taken down, the one that says it best first. */
const elements = [
  ...[
    'period',
    'effectivePeriod',
    'effectiveDateTime',
    'effectiveInstant',
    'occurrenceDateTime',
    'performedPeriod',
    'performedDateTime',
  ],
  ...['onsetDateTime', 'authoredOn', 'recordedDate', 'issued', 'date'],
];

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}(-\d{2}(-\d{2}.*)?)?$/.test(value);

/** When what a resource tells of was, as it writes it and no finer than a day (ISO, or its month or year); null where it does not say. */
export function clinicalDay(resource: StoredResource): string | null {
  for (const name of elements) {
    const value = resource[name];
    const period = typeof value === 'object' && value !== null ? (value as Elements) : {};
    const said = [value, period['start'], period['end']].find(isDay);
    if (said !== undefined) return said.slice(0, 10);
  }
  return null;
}
