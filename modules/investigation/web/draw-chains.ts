import type { ChainLayout } from '@songhua/engine-outbreak';
import type { Palette } from '@songhua/ui/palette.ts';
import type { Chains, Classification } from '../contract.ts';

/** Which part of the picture is in view: pixels of a day and a row, and where day 0 and row 0 stand. */
export interface Sight {
  readonly day: number;
  readonly row: number;
  readonly left: number;
  readonly top: number;
}

export interface Picture {
  readonly layout: ChainLayout;
  readonly nodes: Chains['nodes'];
  /** Index of the infector beside the nodes, -1 for none, and whether a person said so. */
  readonly infector: Int32Array;
  readonly spoken: ReadonlySet<number>;
  readonly found: ReadonlySet<number>;
}

export const xOf = (sight: Sight, day: number): number => sight.left + day * sight.day;
export const yOf = (sight: Sight, row: number): number => sight.top + row * sight.row;

/** Shape and colour by what a case is, so that no colour is needed to tell them apart. */
function mark(on: CanvasRenderingContext2D, kind: Classification, x: number, y: number, size: number): void {
  on.beginPath();
  if (kind === 'confirmed') on.rect(x - size, y - size, 2 * size, 2 * size);
  else if (kind === 'suspected') {
    on.moveTo(x, y - size * 1.3);
    on.lineTo(x + size * 1.3, y);
    on.lineTo(x, y + size * 1.3);
    on.lineTo(x - size * 1.3, y);
    on.closePath();
  } else on.arc(x, y, size, 0, 2 * Math.PI);
  if (kind === 'confirmed' || kind === 'clinical') on.fill();
  else on.stroke();
}

/** Draws what of the chains lies in view: a line down at the infector's day, then along the infectee's row; dashed where a rule proposes it. */
export function drawChains(
  on: CanvasRenderingContext2D,
  size: { width: number; height: number },
  sight: Sight,
  picture: Picture,
  palette: Palette,
): void {
  const { layout, nodes, infector, spoken, found } = picture;
  on.clearRect(0, 0, size.width, size.height);
  const inView = (y: number): boolean => y > -20 && y < size.height + 20;
  on.lineWidth = 1;
  for (let at = 0; at < nodes.length; at += 1) {
    const from = infector[at] ?? -1;
    if (from < 0) continue;
    const [y0, y1] = [yOf(sight, layout.row[from] ?? 0), yOf(sight, layout.row[at] ?? 0)];
    if (!inView(y0) && !inView(y1) && y0 < 0 === y1 < 0) continue;
    const [x0, x1] = [xOf(sight, layout.x[from] ?? 0), xOf(sight, layout.x[at] ?? 0)];
    on.strokeStyle = palette.quiet;
    on.setLineDash(spoken.has(at) ? [] : [4, 3]);
    on.beginPath();
    on.moveTo(x0, y0);
    on.lineTo(x0, y1);
    on.lineTo(x1, y1);
    on.stroke();
  }
  on.setLineDash([]);
  const dot = Math.max(2, Math.min(6, sight.row / 3));
  on.font = '12px "Noto Sans SC Variable", "Noto Sans SC", sans-serif';
  on.textBaseline = 'middle';
  for (const [at, node] of nodes.entries()) {
    const [x, y] = [xOf(sight, layout.x[at] ?? 0), yOf(sight, layout.row[at] ?? 0)];
    if (!inView(y) || x < -20 || x > size.width + 20) continue;
    const colour = node.classification === 'confirmed' ? palette['off-track'] : palette.accent;
    on.fillStyle = colour;
    on.strokeStyle = colour;
    on.lineWidth = 1.6;
    mark(on, node.classification, x, y, dot);
    if (found.has(at)) {
      on.strokeStyle = palette.text;
      on.beginPath();
      on.arc(x, y, dot + 5, 0, 2 * Math.PI);
      on.stroke();
    }
    if (sight.row >= 16) {
      on.fillStyle = palette.text;
      on.fillText(`#${node.serial}`, x + dot + 3, y - 7);
    }
  }
}

/** The case nearest to a point, within a finger's breadth. */
export function nodeAt(sight: Sight, { layout, nodes }: Picture, x: number, y: number): number | null {
  let [best, nearest] = [12 ** 2, -1];
  for (let at = 0; at < nodes.length; at += 1) {
    const away = (xOf(sight, layout.x[at] ?? 0) - x) ** 2 + (yOf(sight, layout.row[at] ?? 0) - y) ** 2;
    if (away < best) [best, nearest] = [away, at];
  }
  return nearest < 0 ? null : nearest;
}
