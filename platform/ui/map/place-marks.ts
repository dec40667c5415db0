import type { AreaNode } from '../page-route.ts';
import type { Point } from './map-geometry.ts';

/** One area's figure. `note` says more of it where it is pointed at. */
export interface AreaMark {
  readonly area: string;
  /** Null when it is not known; `reason` says why. */
  readonly value: number | null;
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
}

/** How far the first of several stands from the middle, degrees: about four kilometres at 44° north. */
const apart = 0.05;
/** Sunflower seeds lie so: each turned by the golden angle, none behind another. */
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

/**
 * Where each mark is drawn: at its own outline, in the middle of those that lie in it, or, beside others of its kind, about the middle of the area
 * it lies in (`loose`: its place says no more than that). Marks of none of these are not drawn.
 */
export function placeMarks(
  marks: readonly AreaMark[],
  centres: ReadonlyMap<string, Point>,
  areas: readonly Pick<AreaNode, 'code' | 'parent'>[],
): { readonly at: ReadonlyMap<string, Point>; readonly loose: ReadonlySet<string> } {
  const parents = new Map(areas.map(({ code, parent }) => [code, parent]));
  const partsOf = (code: string): readonly Point[] => {
    const own = centres.get(code);
    return own ? [own] : areas.filter(({ parent }) => parent === code).flatMap(({ code: part }) => partsOf(part));
  };
  const beside = new Map<string, number>();
  const aroundParent = (area: string): Point | undefined => {
    const parent = parents.get(area);
    const middle = parent ? centres.get(parent) : undefined;
    if (!parent || !middle) return undefined;
    const nth = beside.get(parent) ?? 0;
    beside.set(parent, nth + 1);
    const [far, turned] = [apart * Math.sqrt(nth + 0.5), nth * goldenAngle];
    return [middle[0] + far * Math.cos(turned) * 1.4, middle[1] + far * Math.sin(turned)];
  };
  const at = new Map<string, Point>();
  const loose = new Set<string>();
  for (const { area } of marks) {
    const parts = partsOf(area);
    const middle = (axis: 0 | 1): number => parts.reduce((sum, point) => sum + point[axis], 0) / parts.length;
    const around = parts.length === 0 ? aroundParent(area) : undefined;
    if (around) loose.add(area);
    const place = around ?? (parts.length === 0 ? undefined : ([middle(0), middle(1)] as const));
    if (place) at.set(area, place);
  }
  return { at, loose };
}

/** The mark an outline shows: its area's own, else that of the nearest area it lies in. */
export function markOf(
  code: string,
  marks: ReadonlyMap<string, AreaMark>,
  areas: readonly Pick<AreaNode, 'code' | 'parent'>[],
): AreaMark | undefined {
  const parents = new Map(areas.map((one) => [one.code, one.parent]));
  for (let at: string | null | undefined = code; at; at = parents.get(at)) {
    const mark = marks.get(at);
    if (mark) return mark;
  }
  return undefined;
}

/** The city whose outlines the marks lie in: that of the first of them. */
export function cityOf(
  marks: readonly Pick<AreaMark, 'area'>[],
  areas: readonly Pick<AreaNode, 'code' | 'parent' | 'level'>[],
): string | undefined {
  const known = new Map(areas.map((one) => [one.code, one]));
  for (let at = known.get(marks[0]?.area ?? ''); at; at = known.get(at.parent ?? '')) if (at.level === 'city') return at.code;
  return areas.find(({ level }) => level === 'city')?.code;
}
