import { useMemo } from 'react';
import type { MapDrawing } from './map-drawing.ts';
import { boundsOf, fitInto, labelHeight, pathOf } from './map-geometry.ts';
import { MapMarks } from './map-marks.tsx';

interface SvgMapProps {
  readonly drawing: MapDrawing;
  readonly width: number;
  readonly height: number;
}

/** The map without WebGL: on paper, while MapLibre is fetched, and in browsers that lack it. */
export function SvgMap({ drawing, width, height }: SvgMapProps) {
  const { name, outlines, areas, selected, pointed, onPoint, onChoose } = drawing;
  const project = useMemo(() => fitInto(boundsOf(outlines), width, height - labelHeight, 18), [outlines, width, height]);
  const paths = useMemo(
    () => new Map(outlines.features.map(({ properties, geometry }) => [properties.code, pathOf(geometry, project)])),
    [outlines, project],
  );
  return (
    <svg className="sh-map-svg" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
      <title>{name}</title>
      {areas.map(({ code, chooses, step, missing }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map does the same by keyboard
        <path
          key={code}
          d={paths.get(code)}
          className={['sh-map-area', step === null ? '' : `sh-map-step-${step}`, missing ? 'sh-map-missing' : ''].join(' ')}
          onPointerEnter={() => onPoint(chooses)}
          onPointerLeave={() => onPoint(null)}
          onClick={() => onChoose(chooses)}
        />
      ))}
      {areas
        .filter(({ chooses }) => chooses === selected || chooses === pointed)
        .map(({ code, chooses }) => (
          <path key={code} d={paths.get(code)} className={chooses === selected ? 'sh-map-selected' : 'sh-map-pointed'} />
        ))}
      <MapMarks drawing={drawing} project={project} />
    </svg>
  );
}
