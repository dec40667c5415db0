/** A member of an element; undefined of what is no element. */
export const child = (element: unknown, name: string): unknown =>
  typeof element === 'object' && element !== null && !Array.isArray(element)
    ? (element as Readonly<Record<string, unknown>>)[name]
    : undefined;

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const relative = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/;

/** `Type/id` of a reference into this store to one of these types; undefined of any other: what another server calls `Patient/1` is somebody else. */
export function referenceOf(element: unknown, ...types: readonly string[]): string | undefined {
  const [, type, id] = relative.exec(textOf(child(element, 'reference')) ?? '') ?? [];
  return type !== undefined && types.includes(type) ? `${type}/${id}` : undefined;
}

export const idOf = (reference: string): string => reference.slice(reference.indexOf('/') + 1);

/** Codes of these systems in a CodeableConcept, or in several. */
export const codesIn = (concepts: unknown, system: string): readonly string[] =>
  list(concepts).flatMap((concept) =>
    list(child(concept, 'coding')).flatMap((coding) =>
      child(coding, 'system') === system ? (textOf(child(coding, 'code')) ?? []) : [],
    ),
  );

/** Minutes east of Greenwich in which days without a time are meant: China has one time. */
const zone = 8 * 60;

/**
 * The first and the last moment (exclusive) that a FHIR dateTime can mean: `2026-03` is the whole of March in Beijing. Undefined of what
 * is no date.
 */
export function spanOf(value: unknown): { readonly from: Date; readonly to: Date } | undefined {
  const text = textOf(value) ?? '';
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  if (year !== undefined) {
    const at = (y: number, m: number, d: number): Date => new Date(Date.UTC(y, m, d) - zone * 60_000);
    const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
    const to = day !== undefined ? at(y, m, d + 1) : month !== undefined ? at(y, m + 1, 1) : at(y + 1, 0, 1);
    return { from: at(y, m, d), to };
  }
  const moment = new Date(text);
  if (text === '' || Number.isNaN(moment.getTime())) return undefined;
  return { from: moment, to: new Date(moment.getTime() + (/:\d{2}\.\d/.test(text) ? 1 : 1000)) };
}

/** A Period's bounds, both where they are said; the end is the moment after the last. */
export function periodOf(element: unknown): { readonly since?: Date; readonly until?: Date } {
  const [since, until] = [spanOf(child(element, 'start'))?.from, spanOf(child(element, 'end'))?.to];
  return { ...(since && { since }), ...(until && { until }) };
}
