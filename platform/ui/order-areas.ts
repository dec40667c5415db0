import type { AreaNode } from './page-route.ts';

interface Entry {
  readonly node: AreaNode;
  readonly depth: number;
}

/** The tree as a list, each area after the one it lies in. Towns are left to the pages that filter by them, save the one in view. */
export function orderAreas(areas: readonly AreaNode[], inView: string): Entry[] {
  const known = new Set(areas.map((one) => one.code));
  const offered = areas.filter((one) => one.level !== 'town' || one.code === inView);
  const childrenOf = (parent: string | null): readonly AreaNode[] =>
    offered.filter((one) => (parent === null ? one.parent === null || !known.has(one.parent) : one.parent === parent));
  const walk = (parent: string | null, depth: number): Entry[] =>
    childrenOf(parent).flatMap((node) => [{ node, depth }, ...walk(node.code, depth + 1)]);
  return walk(null, 0);
}
