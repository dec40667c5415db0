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

/** Where each mark is drawn: at its own outline, else in the middle of those that lie in it. Marks of neither are not drawn. */
export function placeMarks(
  marks: readonly AreaMark[],
  centres: ReadonlyMap<string, Point>,
  areas: readonly Pick<AreaNode, 'code' | 'parent'>[],
): ReadonlyMap<string, Point> {
  const partsOf = (code: string): readonly Point[] => {
    const own = centres.get(code);
    return own ? [own] : areas.filter(({ parent }) => parent === code).flatMap(({ code: part }) => partsOf(part));
  };
  return new Map(
    marks.flatMap(({ area }): [string, Point][] => {
      const parts = partsOf(area);
      if (parts.length === 0) return [];
      const middle = (at: 0 | 1): number => parts.reduce((sum, point) => sum + point[at], 0) / parts.length;
      return [[area, [middle(0), middle(1)]]];
    }),
  );
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
