import { type Code, codeOf, type Scope, withFocus } from '../code.ts';
import { compareNodes } from '../compare.ts';
import { distinctItems } from '../equal.ts';
import { Misuse } from '../error.ts';
import { type Collection, nothing, type TypedNode } from '../node.ts';
import { argument, type Builder, type Call, takes } from './call.ts';

/** The items of both, each once. */
export function union(a: Collection, b: Collection, scope: Scope): Collection {
  if (a.length === 0 && b.length <= 1) return b;
  if (b.length === 0 && a.length <= 1) return a;
  const kept = distinctItems(scope.env.ucum);
  for (const item of a) kept.add(item);
  for (const item of b) kept.add(item);
  return kept.items;
}

const both = (combine: (a: Collection, b: Collection, scope: Scope) => Collection): Builder =>
  takes(1, 1, (call) => {
    const other = argument(call, 0);
    return codeOf((scope) => combine(call.left.many(scope), other.many(scope), scope));
  });

function known(items: Collection, scope: Scope): ReturnType<typeof distinctItems> {
  const all = distinctItems(scope.env.ucum);
  for (const item of items) all.add(item);
  return all;
}

const aggregate = (call: Call): Code => {
  const step = argument(call, 0);
  const [, start] = call.args;
  return codeOf((scope) => {
    const before = scope.total;
    let total = start ? start.many(scope) : nothing;
    for (const [i, item] of call.left.many(scope).entries()) {
      scope.total = total;
      total = withFocus(scope, item, i, step.many);
    }
    scope.total = before;
    return total;
  });
};

interface SortKey {
  readonly code: Code;
  readonly descending: boolean;
}

/** Empty comes first in either direction, as HL7's cases have it; items that have no order keep their places. */
function compareKeys(a: readonly Collection[], b: readonly Collection[], keys: readonly SortKey[], scope: Scope): number {
  for (const [i, { descending }] of keys.entries()) {
    const [x, y] = [a[i]?.[0], b[i]?.[0]];
    if ((a[i]?.length ?? 0) > 1 || (b[i]?.length ?? 0) > 1)
      throw new Misuse('a sort key must be a single item', '排序键必须是单个值');
    if (!x !== !y) return x ? 1 : -1;
    const order = x && y ? (compareNodes(x, y, scope.env.ucum) ?? 0) : 0;
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

const sort = ({ left, expressions, compile }: Call): Code => {
  // A minus before a key turns the order round; it is no arithmetic.
  const keys = expressions.map((key) =>
    key.kind === 'sign' && key.negative
      ? { code: compile(key.operand), descending: true }
      : { code: compile(key), descending: false },
  );
  return codeOf((scope) => {
    const rows = left.many(scope).map((item, i) => ({
      item,
      keys: keys.length > 0 ? keys.map(({ code }) => withFocus(scope, item, i, code.many)) : [[item]],
    }));
    const order = keys.length > 0 ? keys : [{ code: left, descending: false }];
    return rows.sort((a, b) => compareKeys(a.keys, b.keys, order, scope)).map(({ item }) => item);
  });
};

/** FHIRPath N1, Combining; aggregate and sort. */
export const combining: Readonly<Record<string, Builder>> = {
  union: both(union),
  combine: both((a, b) => [...a, ...b]),
  intersect: both((a, b, scope) => {
    const [kept, others] = [distinctItems(scope.env.ucum), known(b, scope)];
    for (const item of a) if (others.has(item)) kept.add(item);
    return kept.items;
  }),
  exclude: both((a, b, scope) => {
    const others = known(b, scope);
    return a.filter((item: TypedNode) => !others.has(item));
  }),
  aggregate: takes(1, 2, aggregate),
  sort: takes(0, 9, sort),
};
