import { readDate, type Span } from './dates.ts';

type Json = Readonly<Record<string, unknown>>;

const spanOf = (value: unknown, zone: number): Span | undefined =>
  typeof value === 'string' ? readDate(value, zone) : undefined;

/** From the begin of start to the end of end; open where one is absent; undefined when both are. */
export function periodSpan(period: unknown, zone: number): Span | undefined {
  const { start, end } = period as Json;
  const first = spanOf(start, zone);
  const last = spanOf(end, zone);
  if (!first && !last) return undefined;
  return { lo: first?.lo ?? Number.NEGATIVE_INFINITY, hi: last?.hi ?? Number.POSITIVE_INFINITY };
}

/** The outer limits of a Timing: its events and its bounds. How it repeats between them does not matter to a search. */
export function timingSpan(timing: unknown, zone: number): Span | undefined {
  const { event, repeat } = timing as Json;
  const events = Array.isArray(event) ? event.map((value) => spanOf(value, zone)) : [];
  const bounds = typeof repeat === 'object' && repeat !== null ? (repeat as Json).boundsPeriod : undefined;
  const spans = [...events, bounds === undefined ? undefined : periodSpan(bounds, zone)].filter((span) => span !== undefined);
  if (spans.length === 0) return undefined;
  return { lo: Math.min(...spans.map(({ lo }) => lo)), hi: Math.max(...spans.map(({ hi }) => hi)) };
}

export function dateSpan(value: unknown, type: string, zone: number): Span | undefined {
  if (type === 'Period') return periodSpan(value, zone);
  return type === 'Timing' ? timingSpan(value, zone) : spanOf(value, zone);
}
