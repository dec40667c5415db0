import type { Definitions } from '../definitions/types.ts';
import { checkTypes } from './check.ts';
import type { Code, Environment, Scope } from './code.ts';
import { decimalOf } from './decimal.ts';
import { located, Misuse } from './error.ts';
import { type CompileOptions, generate } from './generate.ts';
import { type Model, modelOf } from './model.ts';
import { type Collection, decimalNode, integerNode, nothing, ofBoolean, rootNode, stringNode, type TypedNode } from './node.ts';
import { parse } from './parse.ts';
import type { Ucum } from './quantity.ts';

export { FhirPathError } from './error.ts';
export type { CompileOptions } from './generate.ts';
export { type Collection, pathOf, plain, type TypedNode } from './node.ts';
export type { Ucum } from './quantity.ts';

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
  readonly conformsTo?: (value: TypedNode, profile: string) => boolean | undefined;
  readonly trace?: (name: string, items: Collection) => void;
  /** How many times inner expressions may run on an item before it is refused; for expressions that clients send. No limit by default. */
  readonly budget?: number;
}

/** A resource as plain JSON, a node, or several nodes. */
export type Context = TypedNode | Collection | object;

/** An expression ready to run, as often as wished and on any resource. */
export interface Compiled {
  readonly expression: string;
  /** All items it yields. Throws FhirPathError (execution). */
  readonly evaluate: (context: Context, options?: EvaluateOptions) => Collection;
  /** The boolean it yields: undefined when empty; one item that is no boolean is true. Throws FhirPathError (execution). */
  readonly truth: (context: Context, options?: EvaluateOptions) => boolean | undefined;
  /**
   * As an invariant: true only when the result is true; empty is a failure, as FHIR's own validator has it. Some rules of R4 answer
   * nothing where what they speak of is absent (ref-1, bdl-8 and ras-2 on FHIR's own examples): for these ask `truth`.
   */
  readonly test: (context: Context, options?: EvaluateOptions) => boolean;
}

const isNode = (value: object): value is TypedNode => 'shape' in value && 'extra' in value;

const isNodes = (value: object): value is Collection => Array.isArray(value);

function nodesOf(model: Model, context: Context): Collection {
  if (isNodes(context)) return context;
  if (isNode(context)) return [context];
  const node = rootNode(model, context);
  return node ? [node] : nothing;
}

function variableOf(value: Collection | TypedNode | string | number | boolean): Collection {
  if (typeof value === 'string') return [stringNode(value)];
  if (typeof value === 'boolean') return ofBoolean(value);
  if (typeof value === 'number') return [Number.isInteger(value) ? integerNode(value) : decimalNode(decimalOf(value))];
  return isNodes(value) ? value : [value];
}

/** The nearest resource around a node. */
function resourceOf(node: TypedNode | undefined): TypedNode | undefined {
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
const noVariables: ReadonlyMap<string, Collection> = new Map();

function environmentOf(model: Model, root: Collection, options: EvaluateOptions): Environment {
  const { resource, rootResource, variables, now, ucum, resolve, memberOf, conformsTo, trace } = options;
  const own = resource ? nodesOf(model, resource) : listed(resourceOf(root[0]));
  return {
    model,
    root,
    resource: own,
    rootResource: rootResource ? nodesOf(model, rootResource) : listed(outermost(own[0])),
    variables: variables ? new Map(Object.entries(variables).map(([name, value]) => [name, variableOf(value)])) : noVariables,
    now,
    ucum,
    resolve: resolve && ((reference, from) => nodesOf(model, resolve(reference, from) ?? [])[0]),
    memberOf,
    conformsTo,
    trace,
    descendants: null,
  };
}

const noOptions: EvaluateOptions = {};

/**
 * Compiles a FHIRPath expression for these definitions. Throws FhirPathError with the place: `syntax` for what cannot be read,
 * `semantic` for unknown functions and types and, with `strict`, for paths that the given type cannot have.
 * Source: FHIRPath N1 (2.0.0) and FHIR R4's use of it.
 */
export function compile(expression: string, definitions: Definitions, options: CompileOptions = {}): Compiled {
  const model = modelOf(definitions);
  const parsed = parse(expression);
  const code = generate(parsed, model, expression, options);
  if (options.strict) checkTypes(parsed, model, options.type ?? 'Resource', options.checkOrder ?? false, expression);
  const run = <T>(context: Context, given: EvaluateOptions | undefined, work: (code: Code, scope: Scope) => T): T => {
    const root = nodesOf(model, context);
    const env = environmentOf(model, root, given ?? noOptions);
    const focus = root.length === 1 ? (root[0] ?? null) : null;
    try {
      return work(code, {
        env,
        budget: given?.budget ?? Number.POSITIVE_INFINITY,
        focus,
        all: root,
        index: 0,
        total: nothing,
        variables: null,
      });
    } catch (error) {
      if (error instanceof Misuse) throw located(error, 'execution', expression, 0);
      throw error;
    }
  };
  return {
    expression,
    evaluate: (context, given) => run(context, given, ({ many }, scope) => many(scope)),
    truth: (context, given) => run(context, given, ({ truth }, scope) => truth(scope)),
    test: (context, given) => run(context, given, ({ truth }, scope) => truth(scope) === true),
  };
}

/** The node of a value whose type is known, to evaluate on: `nodeFor(definitions, {reference: 'x'}, 'Reference')`. */
export function nodeFor(definitions: Definitions, value: unknown, type?: string): TypedNode | null {
  return rootNode(modelOf(definitions), value, type);
}
