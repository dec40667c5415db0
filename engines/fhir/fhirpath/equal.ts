import { compareNumeric, decimalOf, decimalText, type Numeric, trimmed } from './decimal.ts';
import type { Model } from './model.ts';
import { type Collection, isObject, pushAllChildren, type TypedNode } from './node.ts';
import { compareQuantity, equivalentNumeric, equivalentQuantity, type Ucum } from './quantity.ts';
import { compareTemporal } from './temporal.ts';
import { asQuantity, numericOf, temporalOf } from './value.ts';

const isNumber = ({ shape }: TypedNode): boolean => shape.kind === 'integer' || shape.kind === 'decimal';
const isTemporal = ({ shape }: TypedNode): boolean => shape.kind === 'date' || shape.kind === 'dateTime' || shape.kind === 'time';

const rawNumber = (value: unknown): Numeric | undefined =>
  typeof value === 'number' ? value : isObject(value) && typeof value.rawJSON === 'string' ? Number(value.rawJSON) : undefined;

/** Two JSON values with the same content, whatever the order of their properties. */
function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  const [x, y] = [rawNumber(a), rawNumber(b)];
  if (x !== undefined) return y !== undefined && compareNumeric(x, y) === 0;
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}

/** `=` of two items: undefined when what is written does not tell (FHIRPath N1, Equals). */
export function equalNodes(a: TypedNode, b: TypedNode, ucum: Ucum | undefined): boolean | undefined {
  const [kindA, kindB] = [a.shape.kind, b.shape.kind];
  if (kindA === kindB && (kindA === 'string' || kindA === 'boolean')) {
    if (a.value === undefined || b.value === undefined) return a.value === b.value && sameJson(a.extra, b.extra);
    return a.value === b.value;
  }
  if (isNumber(a) && isNumber(b)) {
    const [x, y] = [numericOf(a), numericOf(b)];
    return x === undefined || y === undefined ? x === y && sameJson(a.extra, b.extra) : compareNumeric(x, y) === 0;
  }
  if (kindA === 'quantity' || kindB === 'quantity') return equalQuantities(a, b, ucum);
  if (isTemporal(a) && isTemporal(b)) {
    if ((kindA === 'time') !== (kindB === 'time')) return false;
    const [x, y] = [temporalOf(a), temporalOf(b)];
    if (!x || !y) return a.value === b.value && sameJson(a.extra, b.extra);
    const order = compareTemporal(x, y);
    return order === undefined ? undefined : order === 0;
  }
  return kindA === 'complex' && kindB === 'complex' && sameJson(a.value, b.value);
}

function equalQuantities(a: TypedNode, b: TypedNode, ucum: Ucum | undefined): boolean | undefined {
  const [x, y] = [asQuantity(a), asQuantity(b)];
  if (!x || !y) return a.shape.namespace === b.shape.namespace && sameJson(a.value, b.value);
  const order = compareQuantity(x, y, ucum);
  return order === undefined ? undefined : order === 0;
}

/** `=` of two collections: in order, empty when either is. */
export function equalCollections(a: Collection, b: Collection, ucum: Ucum | undefined): boolean | undefined {
  if (a.length === 0 || b.length === 0) return;
  if (a.length !== b.length) return false;
  for (const [i, item] of a.entries()) {
    const other = b[i];
    const same = other && equalNodes(item, other, ucum);
    if (same !== true) return same;
  }
  return true;
}

const folded = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** `~` of two items (FHIRPath N1, Equivalent): text without case and spacing, numbers at the coarser precision. */
export function equivalentNodes(model: Model, a: TypedNode, b: TypedNode, ucum: Ucum | undefined): boolean {
  const [kindA, kindB] = [a.shape.kind, b.shape.kind];
  if (kindA === 'string' && kindB === 'string')
    return typeof a.value === 'string' && typeof b.value === 'string' && folded(a.value) === folded(b.value);
  if (kindA === 'boolean' && kindB === 'boolean') return a.value === b.value;
  if (isNumber(a) && isNumber(b)) {
    const [x, y] = [numericOf(a), numericOf(b)];
    return x !== undefined && y !== undefined && equivalentNumeric(x, y);
  }
  if (kindA === 'quantity' || kindB === 'quantity') {
    const [x, y] = [asQuantity(a), asQuantity(b)];
    return x && y ? equivalentQuantity(x, y, ucum) : sameJson(a.value, b.value);
  }
  if (isTemporal(a) && isTemporal(b)) {
    const [x, y] = [temporalOf(a), temporalOf(b)];
    return (kindA === 'time') === (kindB === 'time') && x !== undefined && y !== undefined && sameMoment(x, y);
  }
  return (
    kindA === 'complex' &&
    kindB === 'complex' &&
    equivalentCollections(model, childrenOf(model, a), childrenOf(model, b), ucum, true)
  );
}

const sameMoment = (a: Parameters<typeof compareTemporal>[0], b: typeof a): boolean =>
  Math.min(a.precision, 6) === Math.min(b.precision, 6) && compareTemporal(a, b) === 0;

function childrenOf(model: Model, node: TypedNode): Collection {
  const children: TypedNode[] = [];
  pushAllChildren(model, node, children);
  return children;
}

/** `~` of two collections: the same items, in whatever order; `named`: children of compared objects, which must stand under the same name. */
export function equivalentCollections(
  model: Model,
  a: Collection,
  b: Collection,
  ucum: Ucum | undefined,
  named = false,
): boolean {
  if (a.length !== b.length) return false;
  const rest = [...b];
  return a.every((item) => {
    const at = rest.findIndex((other) => (!named || item.key === other.key) && equivalentNodes(model, item, other, ucum));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

/** A text that two items share exactly if they are equal; null where only `equalNodes` can tell. */
export function keyOf(node: TypedNode): string | null {
  const { value, shape } = node;
  if (value === undefined) return null;
  switch (shape.kind) {
    case 'string':
      return `s${String(value)}`;
    case 'boolean':
      return value === true ? 'true' : 'false';
    case 'integer':
    case 'decimal': {
      const number = numericOf(node);
      return number === undefined ? null : `n${decimalText(trimmed(decimalOf(number)))}`;
    }
    default:
      return null;
  }
}

/** Collects items, each once: the first of those that are equal. */
export interface Distinct {
  readonly items: TypedNode[];
  /** False when an equal one is there already. */
  add(node: TypedNode): boolean;
  has(node: TypedNode): boolean;
}

export function distinctItems(ucum: Ucum | undefined): Distinct {
  const items: TypedNode[] = [];
  const keys = new Set<string>();
  const others: TypedNode[] = [];
  const has = (node: TypedNode): boolean => {
    const key = keyOf(node);
    return key === null ? others.some((other) => equalNodes(other, node, ucum) === true) : keys.has(key);
  };
  const add = (node: TypedNode): boolean => {
    if (has(node)) return false;
    const key = keyOf(node);
    if (key === null) others.push(node);
    else keys.add(key);
    items.push(node);
    return true;
  };
  return { items, add, has };
}
