import type { AreaNode } from '@songhua/ui/page-route.ts';

/** Whether an area is the other or one of its parts, at any depth. */
export function liesIn(code: string, within: string, areas: readonly Pick<AreaNode, 'code' | 'parent'>[]): boolean {
  const parents = new Map(areas.map((one) => [one.code, one.parent]));
  // A tree has no rings, but a broken list must not hang the page.
  for (let at: string | null = code, steps = 0; at !== null && steps < 10; at = parents.get(at) ?? null, steps += 1) {
    if (at === within) return true;
  }
  return false;
}
