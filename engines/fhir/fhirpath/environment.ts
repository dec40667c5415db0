import { decimalOf } from './decimal.ts';
import type { Model } from './model.ts';
import { type Collection, decimalNode, integerNode, nothing, ofBoolean, rootNode, stringNode, type TypedNode } from './node.ts';
import type { Ucum } from './quantity.ts';

/** What an expression may ask for from outside. Everything may be left out. */
export interface EvaluateOptions {
  /** The resource `%resource` means: that which holds the context, a contained one by itself. By default the context's root. */
  readonly resource?: TypedNode | object;
  /** `%rootResource`: the container of a contained resource. By default `resource`. */
  readonly rootResource?: TypedNode | object;
  /** Further `%name`s: nodes, or plain strings, numbers and booleans. */
  readonly variables?: Readonly<Record<string, Collection | TypedNode | string | number | boolean>>;
  /** The present for now(), today(), timeOfDay(): an instant with its zone, `2026-11-22T08:00:00.000+08:00`. */
  readonly now?: string;
  readonly ucum?: Ucum;
  /** The resource behind a reference that is not `#id`; undefined when it is unknown. Without it such references resolve to nothing. */
  readonly resolve?: (reference: string, from: TypedNode) => TypedNode | object | undefined;
  /** Whether a code is in a value set; undefined when it is unknown. The definitions' own value sets are known anyway. */
  readonly memberOf?: (value: TypedNode, valueSet: string) => boolean | undefined;
  /** Whether the first code covers the second; undefined when it is unknown. */
  readonly subsumes?: (wide: TypedNode, narrow: TypedNode) => boolean | undefined;
  readonly conformsTo?: (value: TypedNode, profile: string) => boolean | undefined;
  readonly trace?: (name: string, items: Collection) => void;
  /** How many times inner expressions may run on an item before it is refused; for expressions that clients send. No limit by default. */
  readonly budget?: number;
}

/** A resource as plain JSON, a node, or several nodes. */
export type Context = TypedNode | Collection | object;

/** What one evaluation stands in. What few expressions ask for is made when it is asked for. */
export interface Environment {
  readonly model: Model;
  readonly root: Collection;
  readonly options: EvaluateOptions;
  readonly ucum: Ucum | undefined;
  resource: Collection | null;
  rootResource: Collection | null;
  /** Descendants of whole resources, walked once in an evaluation. */
  descendants: Map<TypedNode, Collection> | null;
}

/** No JSON of a client's can pass for a node: it holds no Set. */
const isNode = (value: object): value is TypedNode =>
  'shape' in value && typeof value.shape === 'object' && (value as TypedNode).shape?.ancestors instanceof Set;

const isNodes = (value: object): value is Collection => Array.isArray(value);

export function nodesOf(model: Model, context: Context): Collection {
  if (isNodes(context)) return context;
  if (isNode(context)) return [context];
  const node = rootNode(model, context);
  return node ? [node] : nothing;
}

export const environmentOf = (model: Model, root: Collection, options: EvaluateOptions): Environment => ({
  model,
  root,
  options,
  ucum: options.ucum,
  resource: null,
  rootResource: null,
  descendants: null,
});

/** The nearest resource around a node. */
function nearest(node: TypedNode | undefined): TypedNode | undefined {
  let at: TypedNode | null | undefined = node;
  while (at?.parent && !at.shape.ancestors.has('Resource')) at = at.parent;
  return at ?? undefined;
}

function outermost(node: TypedNode | undefined): TypedNode | undefined {
  let at = node;
  while (at?.parent?.shape.ancestors.has('DomainResource')) at = at.parent;
  return at;
}

const listed = (node: TypedNode | undefined): Collection => (node ? [node] : nothing);

/** `%resource` */
export function resourceIn(env: Environment): Collection {
  const { resource } = env.options;
  env.resource ??= resource ? nodesOf(env.model, resource) : listed(nearest(env.root[0]));
  return env.resource;
}

/** `%rootResource` */
export function rootResourceIn(env: Environment): Collection {
  const { rootResource } = env.options;
  env.rootResource ??= rootResource ? nodesOf(env.model, rootResource) : listed(outermost(resourceIn(env)[0]));
  return env.rootResource;
}

/** A variable the caller handed in; undefined for a name that was not. */
export function variableIn({ options: { variables } }: Environment, name: string): Collection | undefined {
  const value = variables && Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value === undefined) return undefined;
  if (typeof value === 'string') return [stringNode(value)];
  if (typeof value === 'boolean') return ofBoolean(value);
  if (typeof value === 'number') return [Number.isInteger(value) ? integerNode(value) : decimalNode(decimalOf(value))];
  return isNodes(value) ? value : [value];
}

/** What a reference that is not local points at, by the caller's function. */
export function resolveIn(
  { model, options: { resolve } }: Environment,
  reference: string,
  from: TypedNode,
): TypedNode | undefined {
  const found = resolve?.(reference, from);
  return found && nodesOf(model, found)[0];
}
