import type { Environment } from './environment.ts';
import { Misuse } from './error.ts';
import { type Collection, ofBoolean, type TypedNode } from './node.ts';

export interface Variables {
  readonly name: string;
  readonly value: Collection;
  readonly next: Variables | null;
}

/** What changes while an expression runs. `all` is the focus where it is not exactly one item. */
export interface Scope {
  readonly env: Environment;
  /** How often an inner expression may still be run on an item. */
  budget: number;
  focus: TypedNode | null;
  all: Collection;
  index: number;
  total: Collection;
  variables: Variables | null;
}

/** A compiled expression. The three agree; each is as direct as it can be. */
export interface Code {
  readonly many: (scope: Scope) => Collection;
  /** As a single boolean: undefined when empty; one item that is no boolean counts as true (N1, Singleton Evaluation). */
  readonly truth: (scope: Scope) => boolean | undefined;
  /** True when there is any item. */
  readonly some: (scope: Scope) => boolean;
  /** How many items there are. */
  readonly count: (scope: Scope) => number;
  /** The number, where the code is known to give one: spares comparing counts the making of items. */
  readonly amount?: (scope: Scope) => number;
  /** The text, where the code is one and always the same. */
  readonly text?: string;
}

/** The boolean that a collection stands for. Throws Misuse for several items. */
export function truthOf(items: Collection): boolean | undefined {
  const [first] = items;
  if (!first) return;
  if (items.length > 1)
    throw new Misuse(
      `a single boolean is needed here, found ${items.length} items`,
      `此处需要一个布尔值，却有 ${items.length} 项`,
    );
  return first.shape.kind === 'boolean' ? (first.value as boolean | undefined) : true;
}

export const codeOf = (many: Code['many']): Code => ({
  many,
  truth: (scope) => truthOf(many(scope)),
  some: (scope) => many(scope).length > 0,
  count: (scope) => many(scope).length,
});

/** Code whose result is a boolean or empty. */
export const booleanCode = (truth: Code['truth']): Code => ({
  many: (scope) => ofBoolean(truth(scope)),
  truth,
  some: (scope) => truth(scope) !== undefined,
  count: (scope) => (truth(scope) === undefined ? 0 : 1),
});

export const constant = (items: Collection): Code => codeOf(() => items);

/** The one item of a collection; undefined when empty. Throws Misuse for several. */
export function single(items: Collection): TypedNode | undefined {
  if (items.length > 1)
    throw new Misuse(`a single item is needed here, found ${items.length}`, `此处需要单个值，却有 ${items.length} 项`);
  return items[0];
}

/** Runs `code` with one item as $this and leaves the scope as it was. */
export function withFocus<T>(scope: Scope, item: TypedNode, index: number, code: (scope: Scope) => T): T {
  scope.budget -= 1;
  if (scope.budget < 0) throw new Misuse('the expression takes too many steps', '表达式的计算步骤过多');
  const { focus, all, index: before, variables } = scope;
  scope.focus = item;
  scope.index = index;
  const result = code(scope);
  scope.focus = focus;
  scope.all = all;
  scope.index = before;
  scope.variables = variables;
  return result;
}
