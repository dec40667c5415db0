import type { Area } from './parse-areas.ts';

/** The areas of a plan, with who stands under whom. */
export interface AreaTree {
  readonly byCode: ReadonlyMap<string, Area>;
  readonly childrenOf: (code: string) => readonly Area[];
}

/**
 * Puts areas into a tree. Children stand in the order of the list; a code that is not there has none, and of two
 * areas with one code the later counts (`parseAreas` refuses such a list).
 */
export function growTree(areas: readonly Area[]): AreaTree {
  const byCode = new Map(areas.map((area) => [area.code, area]));
  const children = Map.groupBy(areas, (area) => area.parent);
  return { byCode, childrenOf: (code) => children.get(code) ?? [] };
}

/** True when `code` is `root` or stands somewhere under it. */
export function liesWithin(tree: AreaTree, code: string, root: string): boolean {
  for (let at = tree.byCode.get(code); at; at = at.parent === null ? undefined : tree.byCode.get(at.parent)) {
    if (at.code === root) return true;
  }
  return false;
}
