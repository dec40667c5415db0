import type { JsonObject, Scan } from './scan.ts';
import { type Member, type ReferenceSpan, scanSpans } from './spans.ts';

/** What the store puts on a resource; times as FHIR instants. */
export interface Stamp {
  readonly id: string;
  readonly versionId: string;
  readonly lastUpdated: string;
}

const replacedInMeta = new Set(['versionId', '_versionId', 'lastUpdated', '_lastUpdated']);

/** The members of meta that the client keeps, as text with a leading comma each. */
function keptMeta(meta: string): string {
  const spans = scanSpans(meta, Number.POSITIVE_INFINITY);
  if (typeof spans === 'string') return '';
  let kept = '';
  for (const [key, { from, end }] of spans.root) if (!replacedInMeta.has(key)) kept += `,${meta.slice(from, end)}`;
  return kept;
}

/** Text of the members that stay as they are, each with a leading comma; neighbours are taken in one piece. */
function remaining(text: string, root: ReadonlyMap<string, Member>): string {
  let rest = '';
  let from = -1;
  let end = -1;
  for (const [key, member] of root) {
    const dropped = key === 'resourceType' || key === 'id' || key === 'meta';
    if (!dropped) {
      if (from < 0) from = member.from;
      end = member.end;
    }
    if (dropped && from >= 0) {
      rest += `,${text.slice(from, end)}`;
      from = -1;
    }
  }
  return from < 0 ? rest : `${rest},${text.slice(from, end)}`;
}

/**
 * The client's own text with `resourceType` first, then `id` and `meta` with the stamp's `versionId` and `lastUpdated` and
 * the rest of the client's meta; everything else, numbers included, as it was written.
 */
export function spliceStamp({ text, root }: Scan, { id, versionId, lastUpdated }: Stamp): string {
  const type = root.get('resourceType');
  const meta = root.get('meta');
  const head = type ? `"resourceType":${text.slice(type.start, type.end)},` : '';
  const kept = meta && text.charCodeAt(meta.start) === 0x7b ? keptMeta(text.slice(meta.start, meta.end)) : '';
  const stamp = `"id":${JSON.stringify(id)},"meta":{"versionId":${JSON.stringify(versionId)},"lastUpdated":${JSON.stringify(lastUpdated)}${kept}}`;
  return `{${head}${stamp}${remaining(text, root)}}`;
}

/** The value with other reference strings; what holds none of them is shared with the value given. */
function replaceInValue(value: unknown, replacements: ReadonlyMap<string, string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i += 1) {
      const before: unknown = value[i];
      const after = replaceInValue(before, replacements);
      if (after === before) continue;
      copy ??= [...value];
      copy[i] = after;
    }
    return copy ?? value;
  }
  const object = value as JsonObject;
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(object)) {
    const before = object[key];
    const replaced = key === 'reference' && typeof before === 'string' ? replacements.get(before) : undefined;
    const after = replaced ?? replaceInValue(before, replacements);
    if (after === before) continue;
    copy ??= { ...object };
    copy[key] = after;
  }
  return copy ?? value;
}

/**
 * The scan with every reference string that is a key of `replacements` rewritten, in the text and in the value; places
 * follow. The scan given stays as it is, so that a write can be tried again.
 */
export function replaceReferences(scan: Scan, replacements: ReadonlyMap<string, string>): Scan {
  const { text, value } = scan;
  if (!scan.references.some((reference) => replacements.has(reference.value))) return scan;
  let out = '';
  let from = 0;
  const references: ReferenceSpan[] = [];
  const shifts: { readonly at: number; readonly by: number }[] = [];
  let shift = 0;
  for (const { start, end, value: old } of scan.references) {
    const replaced = replacements.get(old);
    const literal = replaced === undefined ? text.slice(start, end) : JSON.stringify(replaced);
    out += text.slice(from, start) + literal;
    references.push({ start: start + shift, end: start + shift + literal.length, value: replaced ?? old });
    shift += literal.length - (end - start);
    shifts.push({ at: end, by: shift });
    from = end;
  }
  const moved = (place: number): number => place + (shifts.findLast(({ at }) => at <= place)?.by ?? 0);
  const root = new Map<string, Member>();
  for (const [key, member] of scan.root) {
    root.set(key, { from: moved(member.from), start: moved(member.start), end: moved(member.end) });
  }
  const entries = scan.entries.map((span) => span && { start: moved(span.start), end: moved(span.end) });
  return {
    text: out + text.slice(from),
    value: replaceInValue(value, replacements) as JsonObject,
    root,
    references,
    entries,
    inexact: scan.inexact,
  };
}
