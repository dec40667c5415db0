import type { Definitions } from '../definitions/types.ts';
import { checkTypes } from './check.ts';
import type { Code, Scope } from './code.ts';
import { type Context, type EvaluateOptions, environmentOf, nodesOf } from './environment.ts';
import { located, Misuse } from './error.ts';
import { type CompileOptions, generate } from './generate.ts';
import { modelOf } from './model.ts';
import { type Collection, nothing, rootNode, type TypedNode } from './node.ts';
import { parse } from './parse.ts';

export type { Context, EvaluateOptions } from './environment.ts';
export { FhirPathError } from './error.ts';
export type { CompileOptions } from './generate.ts';
export { type Collection, pathOf, plain, type TypedNode } from './node.ts';
export type { Ucum } from './quantity.ts';

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
