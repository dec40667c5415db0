import type { MapDrawing } from './map-drawing.ts';
import type { Point } from './map-geometry.ts';

/**
 * Circles with their counts, or figures alone, at pixels. They answer to the mouse; the list beside the map does the same by
 * keyboard. Large ones are drawn first, so that a small one beside is not hidden.
 */
export function MapMarks({ drawing, project }: { readonly drawing: MapDrawing; readonly project: (at: Point) => Point }) {
  const { marks, selected, pointed, onPoint, onChoose } = drawing;
  return (
    <g>
      {marks
        .toSorted((a, b) => (b.radius ?? 0) - (a.radius ?? 0))
        .map(({ mark: { area, value }, at, label, title, radius }) => {
          const [x, y] = project(at);
          const state = `${area === selected ? 'sh-map-selected' : ''} ${area === pointed ? 'sh-map-pointed' : ''}`;
          const empty = value === null || value === 0 ? 'sh-map-empty' : '';
          const outside = radius === null || radius < 5 + 3.6 * label.length;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map does the same by keyboard
            <g
              key={area}
              className={`sh-map-mark ${state} ${empty}`}
              transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
              onPointerEnter={() => onPoint(area)}
              onPointerLeave={() => onPoint(null)}
              onClick={() => onChoose(area)}
            >
              {radius !== null && <circle r={radius} />}
              <text className={outside ? 'sh-map-label' : 'sh-map-count'} y={outside && radius !== null ? -radius - 4 : 4}>
                {label}
              </text>
              <text className="sh-map-name" y={radius === null ? 18 : radius + 13}>
                {title}
              </text>
            </g>
          );
        })}
    </g>
  );
}
