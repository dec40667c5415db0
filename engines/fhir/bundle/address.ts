import type { Definitions } from '../definitions/types.ts';

/** What an address under the server's base names; `query` is the part after `?`, as written. */
export type Address = { readonly query: string } & (
  | { readonly kind: 'metadata' | 'system' }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'instance'; readonly type: string; readonly id: string }
  | { readonly kind: 'version'; readonly type: string; readonly id: string; readonly version: string }
  | { readonly kind: 'history'; readonly type?: string; readonly id?: string }
  /** Search in a compartment; `member` is a type or `*`. */
  | { readonly kind: 'compartment'; readonly type: string; readonly id: string; readonly member: string }
  /** `name` without `$`. */
  | { readonly kind: 'operation'; readonly name: string; readonly type?: string; readonly id?: string }
);

/** FHIR id (https://hl7.org/fhir/R4/datatypes.html#id). */
export const isId = (text: string): boolean => /^[A-Za-z0-9\-.]{1,64}$/.test(text);

const isOperation = (text: string): boolean => /^\$[A-Za-z][\w-]*$/.test(text);

/** Segment of a path without percent escapes; as it is when they are broken. */
function unescaped(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * Reads the address of a request inside a bundle: relative to the base (a leading `/` is forgiven), or absolute when it starts with
 * one of `bases`. Undefined when it names nothing that R4 knows.
 */
export function readAddress(url: string, definitions: Definitions, bases: readonly string[]): Address | undefined {
  const base = bases.find((item) => url === item || url.startsWith(`${item.replace(/\/$/, '')}/`));
  const relative = (base === undefined ? url : url.slice(base.replace(/\/$/, '').length)).replace(/^\//, '');
  const cut = relative.indexOf('?');
  const query = cut < 0 ? '' : relative.slice(cut + 1);
  const path = (cut < 0 ? relative : relative.slice(0, cut)).replace(/\/$/, '');
  const [first = '', second, third, fourth, ...more] = path === '' ? [] : path.split('/').map(unescaped);
  if (more.length > 0) return undefined;
  const isType = (text: string): boolean =>
    definitions.types.get(text)?.kind === 'resource' && definitions.resourceTypes.includes(text);
  if (second === undefined) {
    if (first === '') return { kind: 'system', query };
    if (first === 'metadata') return { kind: 'metadata', query };
    if (first === '_history') return { kind: 'history', query };
    if (isOperation(first)) return { kind: 'operation', name: first.slice(1), query };
    return isType(first) ? { kind: 'type', type: first, query } : undefined;
  }
  if (!isType(first)) return undefined;
  if (third === undefined) {
    if (second === '_history') return { kind: 'history', type: first, query };
    if (isOperation(second)) return { kind: 'operation', name: second.slice(1), type: first, query };
    return isId(second) ? { kind: 'instance', type: first, id: second, query } : undefined;
  }
  if (!isId(second)) return undefined;
  if (third === '_history') {
    if (fourth === undefined) return { kind: 'history', type: first, id: second, query };
    return isId(fourth) ? { kind: 'version', type: first, id: second, version: fourth, query } : undefined;
  }
  if (fourth !== undefined) return undefined;
  if (isOperation(third)) return { kind: 'operation', name: third.slice(1), type: first, id: second, query };
  const member = definitions.compartments.has(first) && (third === '*' || isType(third));
  return member ? { kind: 'compartment', type: first, id: second, member: third, query } : undefined;
}
