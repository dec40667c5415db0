import type { Resource } from '@songhua/kernel';

const inpatient = new Set(['IMP', 'ACUTE', 'NONAC']);
/** Who is on leave keeps the bed. */
const there = new Set(['arrived', 'triaged', 'in-progress', 'onleave']);

interface Encounter {
  readonly status?: unknown;
  readonly class?: { readonly code?: unknown };
  readonly location?: readonly {
    readonly location?: { readonly reference?: unknown };
    readonly status?: unknown;
    readonly period?: { readonly end?: unknown };
  }[];
}

/** The ward of an inpatient who is there now: id of the last Location that was not left. Null: it is no such visit. */
export function readStay(resource: Resource): string | null {
  const visit = resource as Encounter;
  if (!inpatient.has(String(visit.class?.code)) || !there.has(String(visit.status))) return null;
  const places = (visit.location ?? []).filter(
    ({ status, period }) => (status === undefined || status === 'active') && period?.end === undefined,
  );
  const [type, id] = String(places.at(-1)?.location?.reference ?? '').split('/');
  return type === 'Location' && id ? id : null;
}
