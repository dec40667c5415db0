import type { Palette } from '@songhua/ui/palette.ts';
import type { Classification } from '../contract.ts';
import { daySaid, type Picture } from './chain-picture.ts';

/** Which part of the picture is in view: pixels of a day and a row, and where day 0 and row 0 stand. */
export interface Sight {
  readonly day: number;
  readonly row: number;
  readonly left: number;
  readonly top: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Days and how many fell ill on each stand above the chains. */
export const headHeight = 60;
const letters = '12px "Noto Sans SC Variable", "Noto Sans SC", sans-serif';

const xOf = (sight: Sight, day: number): number => sight.left + day * sight.day;
const yOf = (sight: Sight, row: number): number => sight.top + row * sight.row;

/** All of it, as far as rows do not fall below a pixel. */
export function wholeSight({ plan, layout }: Picture, { width, height }: Size): Sight {
  const day = Math.max(0.5, Math.min(40, (width - 110) / plan.days));
  const row = Math.max(1, Math.min(22, (height - headHeight - 30) / Math.max(1, layout.rows)));
  return { day, row, left: 30, top: headHeight + 14 };
}

/** Closer or farther about a point that stays where it is. */
export const zoomed = (sight: Sight, by: number, { x, y }: { x: number; y: number }): Sight => {
  const day = Math.max(0.2, Math.min(200, sight.day * by));
  const row = Math.max(0.5, Math.min(60, sight.row * by));
  return {
    ...{ day, row },
    left: x - (x - sight.left) * (day / sight.day),
    top: y - (y - sight.top) * (row / sight.row),
  };
};

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

/** Lines of one kind in one stroke: thousands of strokes of their own are what makes a picture slow. */
function drawLines(on: CanvasRenderingContext2D, { width, height }: Size, sight: Sight, picture: Picture, spoken: boolean): void {
  const { layout, plan, shown } = picture;
  on.setLineDash(spoken || sight.row < 4 ? [] : [4, 3]);
  on.beginPath();
  for (const at of shown) {
    const from = plan.forest.infector[at] ?? -1;
    if (from < 0 || plan.spoken.has(at) !== spoken) continue;
    const [y0, y1] = [yOf(sight, layout.row[from] ?? 0), yOf(sight, layout.row[at] ?? 0)];
    const [x0, x1] = [xOf(sight, layout.x[from] ?? 0), xOf(sight, layout.x[at] ?? 0)];
    if (Math.max(y0, y1) < headHeight || Math.min(y0, y1) > height || Math.max(x0, x1) < 0 || Math.min(x0, x1) > width) continue;
    on.moveTo(x0, y0);
    on.lineTo(x0, y1);
    on.lineTo(x1, y1);
  }
  on.stroke();
}

/** How many fell ill on each day, the folded and the unlinked ones among them. */
function drawDays(on: CanvasRenderingContext2D, { width }: Size, sight: Sight, { plan }: Picture, palette: Palette): void {
  const { byDay, days, start } = plan;
  const most = byDay.reduce((top, one) => Math.max(top, one), 1);
  const step = Math.max(1, Math.ceil(90 / sight.day));
  for (let day = 0; day < days + step; day += 1) {
    const x = xOf(sight, day);
    if (x < -100 || x > width + 20) continue;
    const tall = (34 * (byDay[day] ?? 0)) / most;
    on.fillStyle = palette.soft;
    if (tall > 0) on.fillRect(x - Math.max(1, sight.day * 0.4), headHeight - 4 - tall, Math.max(1, sight.day * 0.8), tall);
    on.fillStyle = palette.quiet;
    if (day % step === 0) on.fillText(daySaid(start + day), x, 12);
  }
}

interface Marked {
  readonly chosen: number | null;
  readonly found: ReadonlySet<number>;
}

/** Draws what of the chains lies in view: a line down at the infector's day, then along the infectee's row; dashed where a rule proposes it. */
export function drawChains(
  on: CanvasRenderingContext2D,
  size: Size,
  sight: Sight,
  picture: Picture,
  { chosen, found }: Marked,
  palette: Palette,
): void {
  const { layout, plan, folded, shown } = picture;
  on.clearRect(0, 0, size.width, size.height);
  on.font = letters;
  on.textBaseline = 'middle';
  on.lineWidth = 1;
  on.setLineDash([]);
  drawDays(on, size, sight, picture, palette);
  on.save();
  on.beginPath();
  on.rect(0, headHeight, size.width, size.height - headHeight);
  on.clip();
  on.strokeStyle = palette.quiet;
  for (const spoken of [true, false]) drawLines(on, size, sight, picture, spoken);
  on.setLineDash([]);
  const dot = Math.max(1, Math.min(6, sight.row / 3));
  for (const at of shown) {
    const [x, y] = [xOf(sight, layout.x[at] ?? 0), yOf(sight, layout.row[at] ?? 0)];
    const node = plan.nodes[at];
    if (!node || y < headHeight - 20 || y > size.height + 20 || x < -20 || x > size.width + 20) continue;
    const colour = node.classification === 'confirmed' ? palette['off-track'] : palette.accent;
    on.fillStyle = colour;
    on.strokeStyle = colour;
    on.lineWidth = 1.6;
    if (dot < 2) on.fillRect(x - 1, y - 1, 2, 2);
    else mark(on, node.classification, x, y, dot);
    if (at === chosen || found.has(at)) {
      on.strokeStyle = at === chosen ? palette.text : palette.target;
      on.beginPath();
      on.arc(x, y, dot + 5, 0, 2 * Math.PI);
      on.stroke();
    }
    const more = folded.has(at) ? `+${plan.below[at] ?? 0}` : '';
    on.fillStyle = palette.text;
    if (sight.row >= 16) on.fillText(`#${node.serial} ${more}`.trim(), x + dot + 3, y - 7);
    else if (more !== '' && sight.row >= 9) on.fillText(more, x + dot + 3, y);
  }
  on.restore();
}

/** The case nearest to a point, within a finger's breadth. */
export function nodeAt(sight: Sight, { layout, shown }: Picture, x: number, y: number): number | null {
  let [best, nearest] = [14 ** 2, -1];
  for (const at of shown) {
    const away = (xOf(sight, layout.x[at] ?? 0) - x) ** 2 + (yOf(sight, layout.row[at] ?? 0) - y) ** 2;
    if (away < best) [best, nearest] = [away, at];
  }
  return nearest < 0 ? null : nearest;
}
