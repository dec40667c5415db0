import { type GeoJSONSource, Map as MapLibre, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useTheme } from '../theme.tsx';
import { mapColours } from './map-colours.ts';
import type { MapDrawing } from './map-drawing.ts';
import { boundsOf, labelHeight } from './map-geometry.ts';
import { MapMarks } from './map-marks.tsx';

// A file of our own origin: the page's policy allows no worker made of text.
setWorkerUrl(workerUrl);

const source = 'areas';

/** Pixels; below stands what the map is not. */
const padding = { top: 18, right: 18, bottom: 18 + labelHeight, left: 18 };

/** The outlines with what the layers' expressions read: colour, and whether an area is chosen or pointed at. */
function dataOf({ outlines, areas, selected, pointed }: MapDrawing, colours: (typeof mapColours)['light']) {
  const drawn = new Map(areas.map((area) => [area.code, area]));
  return {
    type: 'FeatureCollection' as const,
    features: outlines.features.map(({ properties, ...feature }) => {
      const area = drawn.get(properties.code);
      const colour = area?.step === null || area === undefined ? colours.land : colours.steps[area.step];
      const weight = area && (area.chooses === selected ? 3 : area.chooses === pointed ? 2 : 1);
      return { ...feature, properties: { chooses: area?.chooses ?? properties.code, colour, weight: weight ?? 1 } };
    }),
  };
}

interface GlMapProps {
  readonly drawing: MapDrawing;
  /** It stands: what was shown meanwhile may go. */
  readonly onReady: () => void;
  /** The browser cannot draw it after all. */
  readonly onFail: () => void;
}

/** Who waits longer than this, ms, has the map without WebGL. */
const patience = 10_000;

/** The map by MapLibre: shapes on its canvas, circles and figures over it as SVG, so that no glyphs are fetched from anywhere. */
export default function GlMap({ drawing, onReady, onFail }: GlMapProps) {
  const { t } = useTranslation('ui');
  const { name: theme } = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | null>(null);
  const [ready, setReady] = useState(false);
  const [, moved] = useState(0);
  const latest = useRef({ drawing, onReady, onFail, t });
  latest.current = { drawing, onReady, onFail, t };
  const { outlines } = drawing;

  useEffect(() => {
    const container = box.current;
    if (!container) return;
    const { west, south, east, north } = boundsOf(outlines);
    const say = latest.current.t;
    let made: MapLibre;
    try {
      made = new MapLibre({
        container,
        style: { version: 8, sources: {}, layers: [] },
        bounds: [west, south, east, north],
        fitBoundsOptions: { padding },
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        // The page is scrolled far more often than the map is zoomed: that has buttons.
        scrollZoom: false,
        keyboard: false,
        fadeDuration: 0,
        minZoom: 4,
        maxZoom: 12,
        locale: {
          'Map.Title': latest.current.drawing.name,
          'NavigationControl.ZoomIn': say('map.zoom-in'),
          'NavigationControl.ZoomOut': say('map.zoom-out'),
        },
      });
    } catch {
      latest.current.onFail();
      return;
    }
    map.current = made;
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    const canvas = made.getCanvas();
    canvas.tabIndex = -1;
    const again = () => moved((n) => n + 1);
    made.on('move', again);
    made.on('resize', () => {
      made.fitBounds([west, south, east, north], { padding, animate: false });
      again();
    });
    made.on('webglcontextlost', () => latest.current.onFail());
    const late = setTimeout(() => latest.current.onFail(), patience);
    made.on('load', () => {
      made.addSource(source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] }, tolerance: 0 });
      made.addLayer({ id: 'fill', type: 'fill', source, paint: { 'fill-color': ['get', 'colour'], 'fill-antialias': true } });
      made.addLayer({ id: 'line', type: 'line', source, layout: { 'line-join': 'round' } });
      const areaAt = (event: { readonly features?: readonly { readonly properties: unknown }[] }): string | null => {
        const properties = event.features?.[0]?.properties as { readonly chooses?: string } | undefined;
        return properties?.chooses ?? null;
      };
      made.on('mousemove', 'fill', (event) => {
        canvas.style.cursor = 'pointer';
        latest.current.drawing.onPoint(areaAt(event));
      });
      made.on('mouseleave', 'fill', () => {
        canvas.style.cursor = '';
        latest.current.drawing.onPoint(null);
      });
      made.on('click', 'fill', (event) => {
        const area = areaAt(event);
        if (area) latest.current.drawing.onChoose(area);
      });
      clearTimeout(late);
      setReady(true);
      latest.current.onReady();
    });
    return () => {
      clearTimeout(late);
      map.current = null;
      setReady(false);
      made.remove();
    };
  }, [outlines]);

  useEffect(() => {
    const drawn = map.current;
    if (!ready || !drawn) return;
    const colours = mapColours[theme];
    drawn.getSource<GeoJSONSource>(source)?.setData(dataOf(drawing, colours));
    drawn.setPaintProperty('line', 'line-color', ['case', ['>', ['get', 'weight'], 1], colours.mark, colours.line]);
    drawn.setPaintProperty('line', 'line-width', ['get', 'weight']);
    drawn.setLayoutProperty('line', 'line-sort-key', ['get', 'weight']);
  }, [ready, drawing, theme]);

  return (
    <div className={`sh-map-gl ${ready ? '' : 'sh-map-coming'}`} aria-busy={!ready}>
      <div ref={box} className="sh-map-canvas" />
      {ready && (
        <svg className="sh-map-over" aria-hidden="true">
          <MapMarks
            drawing={drawing}
            project={([x, y]) => {
              const at = map.current?.project([x, y]);
              return [at?.x ?? 0, at?.y ?? 0];
            }}
          />
        </svg>
      )}
    </div>
  );
}
