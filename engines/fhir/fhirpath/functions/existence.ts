import { booleanCode, type Code, codeOf, type Scope, withFocus } from '../code.ts';
import { distinctItems } from '../equal.ts';
import { Misuse } from '../error.ts';
import { type Collection, integerNode, type TypedNode } from '../node.ts';
import { booleanOf } from '../value.ts';
import { argument, type Builder, type Call, takes } from './call.ts';

/** True when the criterion holds for some item. */
export function anyWhere(items: Collection, criterion: Code, scope: Scope): boolean {
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    if (item && withFocus(scope, item, i, criterion.truth) === true) return true;
  }
  return false;
}

/** One of allTrue, anyTrue, allFalse, anyFalse. */
const booleans = (wanted: boolean, every: boolean): Builder =>
  takes(0, 0, ({ left }) =>
    booleanCode((scope) => {
      const items = left.many(scope).map(strictBoolean);
      return every ? items.every((value) => value === wanted) : items.some((value) => value === wanted);
    }),
  );

function strictBoolean(node: TypedNode): boolean | undefined {
  if (node.shape.kind !== 'boolean')
    throw new Misuse(`a boolean is needed here, found ${node.type}`, `此处需要布尔值，却是 ${node.type}`);
  return booleanOf(node);
}

const subset = ({ left, args }: Call, reversed: boolean): Code =>
  booleanCode((scope) => {
    const [mine = [], others = []] = [left.many(scope), args[0]?.many(scope)];
    const [small, large] = reversed ? [others, mine] : [mine, others];
    const all = distinctItems(scope.env.ucum);
    for (const item of large) all.add(item);
    return small.every((item) => all.has(item));
  });

/** FHIRPath N1, Existence. */
export const existence: Readonly<Record<string, Builder>> = {
  empty: takes(0, 0, ({ left }) => booleanCode((scope) => !left.some(scope))),
  exists: takes(0, 1, ({ left, args: [criterion] }) =>
    criterion ? booleanCode((scope) => anyWhere(left.many(scope), criterion, scope)) : booleanCode((scope) => left.some(scope)),
  ),
  all: takes(1, 1, (call) => {
    const criterion = argument(call, 0);
    return booleanCode((scope) => {
      const items = call.left.many(scope);
      for (let i = 0; i < items.length; i += 1) {
        const item = items[i];
        if (item && withFocus(scope, item, i, criterion.truth) !== true) return false;
      }
      return true;
    });
  }),
  not: takes(0, 0, ({ left }) =>
    booleanCode((scope) => {
      const value = left.truth(scope);
      return value === undefined ? undefined : !value;
    }),
  ),
  allTrue: booleans(true, true),
  anyTrue: booleans(true, false),
  allFalse: booleans(false, true),
  anyFalse: booleans(false, false),
  subsetOf: takes(1, 1, (call) => subset(call, false)),
  supersetOf: takes(1, 1, (call) => subset(call, true)),
  count: takes(0, 0, ({ left }) => ({
    ...codeOf((scope) => [integerNode(left.count(scope))]),
    some: () => true,
    count: () => 1,
    amount: left.count,
  })),
  distinct: takes(0, 0, ({ left }) =>
    codeOf((scope) => {
      const kept = distinctItems(scope.env.ucum);
      for (const item of left.many(scope)) kept.add(item);
      return kept.items;
    }),
  ),
  isDistinct: takes(0, 0, ({ left }) =>
    booleanCode((scope) => {
      const kept = distinctItems(scope.env.ucum);
      for (const item of left.many(scope)) if (!kept.add(item)) return false;
      return true;
    }),
  ),
};
