import { type Code, codeOf, type Scope, single, withFocus } from '../code.ts';
import { distinctItems } from '../equal.ts';
import { Misuse } from '../error.ts';
import { type Collection, countChildren, nothing, pushAllChildren, type TypedNode } from '../node.ts';
import { argument, type Builder, type Call, integerOf, takes } from './call.ts';
import { anyWhere } from './existence.ts';

const where = (call: Call): Code => {
  const criterion = argument(call, 0);
  const { left } = call;
  return {
    ...codeOf((scope) => {
      const items = left.many(scope);
      const kept: TypedNode[] = [];
      for (let i = 0; i < items.length; i += 1) {
        const item = items[i];
        if (item && withFocus(scope, item, i, criterion.truth) === true) kept.push(item);
      }
      return kept;
    }),
    some: (scope) => anyWhere(left.many(scope), criterion, scope),
  };
};

const select = (call: Call): Code => {
  const projection = argument(call, 0);
  return codeOf((scope) => {
    const found: TypedNode[] = [];
    const items = call.left.many(scope);
    for (let i = 0; i < items.length; i += 1) {
      const item = items[i];
      if (item) for (const node of withFocus(scope, item, i, projection.many)) found.push(node);
    }
    return found;
  });
};

/** More items than this and a `repeat` is taken for endless. */
const mostRepeated = 100_000;

const repeat = (call: Call): Code => {
  const projection = argument(call, 0);
  return codeOf((scope) => {
    const found = distinctItems(scope.env.ucum);
    let round: Collection = call.left.many(scope);
    while (round.length > 0) {
      const next: TypedNode[] = [];
      for (const [i, item] of round.entries())
        for (const node of withFocus(scope, item, i, projection.many)) if (found.add(node)) next.push(node);
      if (found.items.length > mostRepeated) throw new Misuse('repeat() does not come to an end', 'repeat() 不会结束');
      round = next;
    }
    return found.items;
  });
};

const slice = (cut: (items: Collection, count: number) => Collection): Builder =>
  takes(1, 1, (call) => {
    const count = argument(call, 0);
    return codeOf((scope) => {
      const items = call.left.many(scope);
      return cut(items, integerOf(count.many(scope)) ?? 0);
    });
  });

const cut = (from: number, to?: number): Builder =>
  takes(0, 0, ({ left }) => codeOf((scope) => left.many(scope).slice(from, to)));

export function pushDescendants(model: Call['model'], node: TypedNode, into: TypedNode[]): void {
  const start = into.length;
  pushAllChildren(model, node, into);
  const end = into.length;
  for (let i = start; i < end; i += 1) {
    const child = into[i];
    if (child) pushDescendants(model, child, into);
  }
}

/** `%resource.descendants()` stands in rules that ask it for every contained resource: it is walked once in an evaluation. */
function keepDescendants({ env }: Scope, resource: TypedNode, descendants: Collection): void {
  env.descendants ??= new Map();
  env.descendants.set(resource, descendants);
}

/** FHIRPath N1, Filtering and Projection, Subsetting, Tree Navigation. */
export const filtering: Readonly<Record<string, Builder>> = {
  where: takes(1, 1, where),
  select: takes(1, 1, select),
  repeat: takes(1, 1, repeat),
  ofType: takes(1, 1, ({ left, expressions: [name], typeOf }) => {
    const type = name && typeOf(name);
    return codeOf((scope) => left.many(scope).filter(({ shape }) => type?.as(shape)));
  }),
  single: takes(0, 0, ({ left }) =>
    codeOf((scope) => {
      const item = single(left.many(scope));
      return item ? [item] : nothing;
    }),
  ),
  first: cut(0, 1),
  last: cut(-1),
  tail: cut(1),
  skip: slice((items, count) => (count <= 0 ? items : items.slice(count))),
  take: slice((items, count) => (count <= 0 ? nothing : items.slice(0, count))),
  children: takes(0, 0, ({ left, model }) => ({
    ...codeOf((scope) => {
      const into: TypedNode[] = [];
      for (const node of left.many(scope)) pushAllChildren(model, node, into);
      return into;
    }),
    count: (scope) => {
      let count = 0;
      for (const node of left.many(scope)) count += countChildren(model, node);
      return count;
    },
  })),
  descendants: takes(0, 0, ({ left, model }) =>
    codeOf((scope) => {
      const items = left.many(scope);
      const [only] = items;
      const resource = items.length === 1 && only?.shape.ancestors.has('Resource') ? only : undefined;
      const known = resource && scope.env.descendants?.get(resource);
      if (known) return known;
      const into: TypedNode[] = [];
      for (const node of items) pushDescendants(model, node, into);
      if (resource) keepDescendants(scope, resource, into);
      return into;
    }),
  ),
};
