import { formatNumber } from '../format.ts';
import type { AreaNode } from '../page-route.ts';
import type { Language } from '../text.ts';
import { circleRadius } from './circle-size.ts';
import { classBreaks, classOf } from './class-breaks.ts';
import type { DrawnArea, DrawnMark } from './map-drawing.ts';
import { centreOf, type Point } from './map-geometry.ts';
import { type AreaMark, markOf, placeMarks } from './place-marks.ts';
import type { Outlines } from './use-outlines.ts';

export interface DrawAsked {
  /** Counts are circles; rates colour the areas by classes. */
  readonly kind: 'count' | 'rate';
  readonly marks: readonly AreaMark[];
  readonly outlines: Outlines;
  readonly areas: readonly AreaNode[];
  readonly decimals: number;
  readonly language: Language;
  /** Of circles, against those on a desk. */
  readonly scale: number;
}

/** Where the outlines' figures stand, in degrees, by area. */
export const centresOf = (outlines: Outlines): ReadonlyMap<string, Point> =>
  new Map(outlines.features.map(({ properties, geometry }) => [properties.code, centreOf(geometry)]));

/** On a map an English name stands without what kind of place it is; Chinese ones are short as they are. */
const shortName = (name: string): string => name.replace(/ (City|County|District)$/, '');

/** What of the figures is drawn where: each outline's class, each circle or figure with its place and size. */
export function drawAreas(asked: DrawAsked): { readonly areas: readonly DrawnArea[]; readonly marks: readonly DrawnMark[] } {
  const { kind, marks, outlines, areas, decimals, language, scale } = asked;
  const values = marks.flatMap(({ value }) => value ?? []);
  const breaks = classBreaks(values);
  const most = Math.max(0, ...values);
  const byArea = new Map(marks.map((mark) => [mark.area, mark]));
  const places = placeMarks(marks, centresOf(outlines), areas);
  const names = new Map(areas.map(({ code, name }) => [code, name[language]]));
  return {
    areas: outlines.features.map(({ properties: { code } }) => {
      const mark = markOf(code, byArea, areas);
      const value = mark?.value ?? null;
      return {
        code,
        chooses: mark?.area ?? code,
        step: kind === 'rate' && value !== null ? classOf(breaks, value) : null,
        missing: kind === 'rate' && value === null,
      };
    }),
    marks: marks.flatMap((mark) => {
      const at = places.at.get(mark.area);
      if (!at) return [];
      return [
        {
          mark,
          at,
          label: mark.value === null ? '?' : formatNumber(mark.value, decimals, language),
          title: shortName(names.get(mark.area) ?? mark.area),
          radius: kind === 'count' ? circleRadius(mark.value ?? 0, most, scale) : null,
        },
      ];
    }),
  };
}
