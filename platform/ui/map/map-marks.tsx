import type { DrawnMark, MapDrawing } from './map-drawing.ts';
import type { Point } from './map-geometry.ts';
import { placeNames } from './place-names.ts';

interface MapMarksProps {
  readonly drawing: MapDrawing;
  readonly project: (at: Point) => Point;
}

/**
 * Circles with their counts, or figures alone, at pixels. They answer to the mouse; the list beside the map does the same by
 * keyboard. Large ones are drawn first, so that a small one beside is not hidden, and names over all of them.
 */
export function MapMarks({ drawing, project }: MapMarksProps) {
  const { marks, narrow, selected, pointed, onPoint, onChoose } = drawing;
  const place = ({ at }: DrawnMark): string =>
    `translate(${project(at)
      .map((n) => n.toFixed(1))
      .join(' ')})`;
  const placed = marks.map(({ mark: { area }, title, at, radius }) => ({ area, title, at: project(at), radius: radius ?? 0 }));
  const named = placed.filter(({ area }) => !narrow || area === selected || area === pointed);
  const names = placeNames(named, [selected, pointed]);
  return (
    <>
      {marks
        .toSorted((a, b) => (b.radius ?? 0) - (a.radius ?? 0))
        .map((drawn) => {
          const { mark, label, radius } = drawn;
          const { area, value } = mark;
          const state = `${area === selected ? 'sh-map-selected' : ''} ${area === pointed ? 'sh-map-pointed' : ''}`;
          const empty = value === null || value === 0 ? 'sh-map-empty' : '';
          const outside = radius === null || radius < 3 + 3.4 * label.length;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map does the same by keyboard
            <g
              key={area}
              className={`sh-map-mark ${state} ${empty}`}
              transform={place(drawn)}
              onPointerEnter={() => onPoint(area)}
              onPointerLeave={() => onPoint(null)}
              onClick={() => onChoose(area)}
            >
              {radius !== null && <circle r={radius} />}
              <text className={outside ? 'sh-map-label' : 'sh-map-count'} y={outside && radius !== null ? -radius - 4 : 4}>
                {label}
              </text>
            </g>
          );
        })}
      {named
        .filter(({ area }) => names.has(area))
        .map(({ area, title, at: [x, y] }) => (
          <text key={area} className="sh-map-name" x={x.toFixed(1)} y={(y + (names.get(area) ?? 0)).toFixed(1)}>
            {title}
          </text>
        ))}
    </>
  );
}
