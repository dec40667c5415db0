import type { Point } from './map-geometry.ts';

/** A mark at its pixel. */
export interface PlacedMark {
  readonly area: string;
  readonly title: string;
  readonly at: Point;
  /** Pixels; 0 of a figure without a circle. */
  readonly radius: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const lineHeight = 13;
/** Pixels of a letter at the size names are set in; a Chinese character takes twice that. */
const letter = 6;
const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 * letter : letter), 0);

const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** The part of a mark no name may cover: its figure, in the middle of the circle. */
function figureOf({ at: [x, y], radius }: PlacedMark): Box {
  const half = Math.max(radius * 0.7, 9);
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

/**
 * Where each name stands against its mark, in pixels downwards: below it, else above it. A name that would cover another's figure or a
 * name already set is left out; largest first, `always` before all.
 */
export function placeNames(
  marks: readonly PlacedMark[],
  always: readonly (string | null | undefined)[],
): ReadonlyMap<string, number> {
  const placed = new Map<string, number>();
  const taken: Box[] = [];
  const first = (mark: PlacedMark): number => (always.includes(mark.area) ? 0 : 1);
  for (const mark of marks.toSorted((a, b) => first(a) - first(b) || b.radius - a.radius)) {
    const [x, y] = mark.at;
    const half = widthOf(mark.title) / 2;
    const below = mark.radius === 0 ? 18 : mark.radius + 12;
    const above = mark.radius === 0 ? -12 : -mark.radius - 4;
    const boxAt = (down: number): Box => ({
      left: x - half,
      right: x + half,
      top: y + down - lineHeight + 3,
      bottom: y + down + 3,
    });
    const isFree = (down: number): boolean =>
      !taken.some((box) => meet(box, boxAt(down))) &&
      marks.every((other) => other.area === mark.area || !meet(figureOf(other), boxAt(down)));
    const down = [below, above].find(isFree) ?? (first(mark) === 0 ? below : undefined);
    if (down === undefined) continue;
    placed.set(mark.area, down);
    taken.push(boxAt(down));
  }
  return placed;
}
