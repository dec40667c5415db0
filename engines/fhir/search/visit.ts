import type { Step } from './routes.ts';

/** What to do with an element that a route ends at. */
export type Act<S> = (state: S, node: unknown, root: unknown) => void;

/** A walk from an element; calls what stands at the ends of its routes. */
export type Visit<S> = (state: S, node: unknown, root: unknown) => void;

interface Branch<S> {
  readonly steps: readonly Step[];
  readonly act: Act<S>;
}

type Json = Readonly<Record<string, unknown>>;

/** One walk for many routes: each property is looked up once however many routes go through it. */
export function compileVisit<S>(branches: readonly Branch<S>[]): Visit<S> {
  const keys = new Map<string, Branch<S>[]>();
  const others: Visit<S>[] = [];
  const fromRoot: Branch<S>[] = [];
  for (const { steps, act } of branches) {
    const [step, ...rest] = steps;
    const branch = { steps: rest, act };
    if (!step) others.push(act);
    else if (step.kind === 'key') keys.set(keyed(step.key, rest), [...(keys.get(keyed(step.key, rest)) ?? []), branch]);
    else if (step.kind === 'root') fromRoot.push(branch);
    else others.push(compileOther(step, branch));
  }
  if (fromRoot.length > 0) {
    const inner = compileVisit(fromRoot);
    others.push((state, _node, root) => inner(state, root, root));
  }
  const all = [...[...keys].map(([key, inner]) => compileKey(key, inner)), ...others];
  const [first, second] = all;
  if (!first) return () => undefined;
  if (!second) return first;
  return (state, node, root) => {
    for (const visit of all) visit(state, node, root);
  };
}

/** An index belongs to its own array, so it shares its key with nobody. */
const keyed = (key: string, rest: readonly Step[]): string => {
  const [next] = rest;
  return next?.kind === 'index' ? `${key}[${next.at}]` : key;
};

function compileKey<S>(keyWithIndex: string, branches: readonly Branch<S>[]): Visit<S> {
  const [key = '', index] = keyWithIndex.split('[');
  if (index === undefined) {
    const inner = compileVisit(branches);
    return (state, node, root) => {
      const value = (node as Json)[key];
      if (value === undefined || value === null) return;
      if (Array.isArray(value)) {
        for (const item of value) if (item !== null) inner(state, item, root);
      } else inner(state, value, root);
    };
  }
  const at = Number.parseInt(index, 10);
  const inner = compileVisit(branches.map(({ steps, act }) => ({ steps: steps.slice(1), act })));
  return (state, node, root) => {
    const value = (node as Json)[key];
    const item: unknown = Array.isArray(value) ? value[at] : at === 0 ? value : undefined;
    if (item !== undefined && item !== null) inner(state, item, root);
  };
}

function compileOther<S>(step: Exclude<Step, { kind: 'key' | 'root' }>, branch: Branch<S>): Visit<S> {
  const inner = compileVisit([branch]);
  switch (step.kind) {
    case 'where':
      return (state, node, root) => {
        if (step.test(node, root) === true) inner(state, node, root);
      };
    case 'boolean':
      return (state, node, root) => {
        const value = step.test(node, root);
        if (value !== undefined) inner(state, value, root);
      };
    case 'index':
      throw new Error('an index follows a key');
  }
}
