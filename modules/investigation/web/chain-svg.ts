import type { Palette } from '@songhua/ui/palette.ts';
import type { Classification } from '../contract.ts';
import { daySaid, type Picture } from './chain-picture.ts';

const [left, top, across, down] = [40, 40, 14, 18];

function shape(kind: Classification, x: number, y: number, colour: string): string {
  const ink =
    kind === 'confirmed' || kind === 'clinical' ? `fill="${colour}"` : `fill="none" stroke="${colour}" stroke-width="1.6"`;
  if (kind === 'confirmed') return `<rect x="${x - 5}" y="${y - 5}" width="10" height="10" ${ink}/>`;
  if (kind === 'suspected') return `<path d="M${x} ${y - 6.5}l6.5 6.5-6.5 6.5-6.5-6.5z" ${ink}/>`;
  return `<circle cx="${x}" cy="${y}" r="5" ${ink}/>`;
}

/** The whole picture as it is folded now, whatever part of it is in view; it names numbers of the line list and nobody by name. */
export function chainsAsSvg({ plan, layout, folded, shown }: Picture, palette: Palette): string {
  const x = (at: number): number => left + (layout.x[at] ?? 0) * across;
  const y = (at: number): number => top + (layout.row[at] ?? 0) * down;
  const [width, height] = [left * 2 + plan.days * across + 60, top + layout.rows * down + 20];
  const lines = shown.flatMap((at) => {
    const from = plan.forest.infector[at] ?? -1;
    const dashes = plan.spoken.has(at) ? '' : ' stroke-dasharray="4 3"';
    return from < 0
      ? []
      : [`<path d="M${x(from)} ${y(from)}V${y(at)}H${x(at)}" fill="none" stroke="${palette.quiet}"${dashes}/>`];
  });
  const marks = shown.flatMap((at) => {
    const node = plan.nodes[at];
    if (!node) return [];
    const colour = node.classification === 'confirmed' ? palette['off-track'] : palette.accent;
    const more = folded.has(at) ? ` +${plan.below[at] ?? 0}` : '';
    const said = `<text x="${x(at) + 8}" y="${y(at) - 4}" fill="${palette.text}">#${node.serial}${more}</text>`;
    return [shape(node.classification, x(at), y(at), colour) + said];
  });
  const days: string[] = [];
  for (let day = 0; day <= plan.days; day += 7)
    days.push(`<text x="${left + day * across}" y="16" fill="${palette.quiet}">${daySaid(plan.start + day)}</text>`);
  const ground = `<rect width="100%" height="100%" fill="${palette.ground}"/>`;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="10">`;
  return [head, ground, ...days, ...lines, ...marks, '</svg>'].join('\n');
}
