import type { Decimal } from './decimal.ts';
import { decimalText } from './decimal.ts';
import { keysOf, type Model, resourceShape, type Shape, type Slot, slotsNamed, system } from './model.ts';
import { type Quantity, quantityText } from './quantity.ts';
import { type Temporal, temporalText } from './temporal.ts';

/**
 * A value with its type and where it came from. Elements of a resource hold the JSON as it is; values of the System namespace hold
 * boolean, string, number (Integer), Decimal, Temporal or Quantity.
 */
export interface TypedNode {
  readonly value: unknown;
  /** `Patient`, `Quantity`, `code`, `Patient.contact`, `System.String`. */
  readonly type: string;
  readonly shape: Shape;
  /** Of a primitive: the object with its id and extensions. */
  readonly extra: unknown;
  readonly parent: TypedNode | null;
  /** JSON property it stands in, e.g. `valueQuantity`; empty for a root. */
  readonly key: string;
  /** Place in the JSON array, -1 when it stands alone. */
  readonly index: number;
}

export type Collection = readonly TypedNode[];

export const nothing: Collection = [];

export const nodeOf = (
  value: unknown,
  shape: Shape,
  extra: unknown,
  parent: TypedNode | null,
  key: string,
  index: number,
): TypedNode => ({ value, type: shape.name, shape, extra, parent, key, index });

const systemNode = (value: unknown, shape: Shape): TypedNode => nodeOf(value, shape, undefined, null, '', -1);

const yes = systemNode(true, system.Boolean);
const no = systemNode(false, system.Boolean);
const yesOnly: Collection = [yes];
const noOnly: Collection = [no];

export const ofBoolean = (value: boolean | undefined): Collection => (value === undefined ? nothing : value ? yesOnly : noOnly);
export const stringNode = (value: string): TypedNode => systemNode(value, system.String);
export const integerNode = (value: number): TypedNode => systemNode(value, system.Integer);
export const decimalNode = (value: Decimal): TypedNode => systemNode(value, system.Decimal);
export const temporalNode = (value: Temporal): TypedNode => systemNode(value, system[value.kind]);
export const quantityNode = (value: Quantity): TypedNode => systemNode(value, system.Quantity);

/** The node of a whole resource, or of any value whose type is given. */
export function rootNode(model: Model, value: unknown, type?: string): TypedNode | null {
  const shape = type === undefined ? (isObject(value) ? resourceShape(model, value) : null) : (model.shapes.get(type) ?? null);
  return shape && nodeOf(value, shape, undefined, null, '', -1);
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

/** Adds the nodes of one slot of a parent whose JSON properties are in `holder`. */
function pushSlot(
  model: Model,
  parent: TypedNode,
  holder: Readonly<Record<string, unknown>>,
  slot: Slot,
  into: TypedNode[],
): void {
  const value = holder[slot.key];
  const extra = slot.shape?.primitive ? holder[slot.extraKey] : undefined;
  if (value === undefined && extra === undefined) return;
  if (!Array.isArray(value) && !Array.isArray(extra)) {
    pushOne(model, parent, slot, value, extra, -1, into);
    return;
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  const extras: readonly unknown[] = Array.isArray(extra) ? extra : [];
  const length = Math.max(values.length, extras.length);
  for (let i = 0; i < length; i += 1) pushOne(model, parent, slot, values[i], extras[i], i, into);
}

function pushOne(
  model: Model,
  parent: TypedNode,
  slot: Slot,
  value: unknown,
  extra: unknown,
  index: number,
  into: TypedNode[],
): void {
  if (!isPresent(value) && !isPresent(extra)) return;
  const shape = slot.shape ?? (isObject(value) ? resourceShape(model, value) : null);
  if (shape) into.push(nodeOf(value ?? undefined, shape, extra ?? undefined, parent, slot.key, index));
}

/** Where a node's children stand: for a primitive beside its value. */
export const holderOf = (node: TypedNode): unknown => (node.shape.primitive ? node.extra : node.value);

/** Adds the children of `slots` to a collection being built. */
export function pushChildren(model: Model, node: TypedNode, slots: readonly Slot[], into: TypedNode[]): void {
  const holder = holderOf(node);
  if (!isObject(holder)) return;
  for (const slot of slots) pushSlot(model, node, holder, slot, into);
}

/** Children by name; empty for a name the type does not know. */
export function childrenNamed(model: Model, node: TypedNode, name: string): Collection {
  const slots = slotsNamed(model, node.shape, name);
  if (!slots) return nothing;
  const into: TypedNode[] = [];
  pushChildren(model, node, slots, into);
  return into;
}

/** All children in the order they are written. */
export function pushAllChildren(model: Model, node: TypedNode, into: TypedNode[]): void {
  const holder = holderOf(node);
  if (!isObject(holder)) return;
  const keys = keysOf(model, node.shape);
  for (const key of Object.keys(holder)) {
    const slot = keys.get(key);
    if (!slot || (key === slot.extraKey && holder[slot.key] !== undefined)) continue;
    pushSlot(model, node, holder, slot, into);
  }
}

/** How many nodes `value` and its `_value` make. */
export function countItems(value: unknown, extra: unknown): number {
  if (!Array.isArray(value) && !Array.isArray(extra)) return isPresent(value) || isPresent(extra) ? 1 : 0;
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  const extras: readonly unknown[] = Array.isArray(extra) ? extra : [];
  const length = Math.max(values.length, extras.length);
  let count = 0;
  for (let i = 0; i < length; i += 1) if (isPresent(values[i]) || isPresent(extras[i])) count += 1;
  return count;
}

/** How many children a node has, without making them. */
export function countChildren(model: Model, node: TypedNode): number {
  const holder = holderOf(node);
  if (!isObject(holder)) return 0;
  const keys = keysOf(model, node.shape);
  let count = 0;
  for (const key of Object.keys(holder)) {
    const slot = keys.get(key);
    if (!slot || (key === slot.extraKey && holder[slot.key] !== undefined)) continue;
    count += countItems(holder[slot.key], slot.shape?.primitive ? holder[slot.extraKey] : undefined);
  }
  return count;
}

/** FHIRPath of a node from its root: `Observation.component[1].value`. */
export function pathOf(node: TypedNode): string {
  if (!node.parent) return node.shape.name;
  const slot = node.parent.shape.keys?.get(node.key);
  return `${pathOf(node.parent)}.${slot?.member ?? node.key}${node.index < 0 ? '' : `[${node.index}]`}`;
}

/** A node as plain JSON: decimals as numbers, dates and quantities of the System namespace as text. */
export function plain(node: TypedNode): unknown {
  if (node.shape.namespace === 'FHIR') return node.value;
  switch (node.shape.kind) {
    case 'decimal':
      return typeof node.value === 'number' ? node.value : Number(decimalText(node.value as Decimal));
    case 'date':
    case 'dateTime':
    case 'time':
      return temporalText(node.value as Temporal);
    case 'quantity':
      return quantityText(node.value as Quantity);
    default:
      return node.value;
  }
}
