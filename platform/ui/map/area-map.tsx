import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChoices } from '../address.ts';
import { formatNumber } from '../format.ts';
import { useLanguage } from '../text.ts';
import { classBreaks } from './class-breaks.ts';
import { centresOf, drawAreas } from './draw-areas.ts';
import type { MapDrawing } from './map-drawing.ts';
import { CircleLegend, ClassLegend } from './map-legend.tsx';
import { MapList } from './map-list.tsx';
import { type AreaMark, cityOf, placeMarks } from './place-marks.ts';
import { SvgMap } from './svg-map.tsx';
import { type Outlines, useOutlines } from './use-outlines.ts';
import '../data-table.css';
import './map.css';

const GlMap = lazy(() => import('./gl-map.tsx'));

interface AreaMapProps {
  /** Says what is drawn, for those who do not see it. */
  readonly name: string;
  /** Counts are circles; rates colour the areas by classes. */
  readonly kind: 'count' | 'rate';
  /** One figure an area, in the order of the list. */
  readonly marks: readonly AreaMark[];
  /** Head of the list's figures. */
  readonly valueTitle: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly selected?: string | undefined;
  readonly onSelect?: (area: string) => void;
}

/** Asked once: making a drawing surface costs more than remembering. */
let webgl: boolean | undefined;
function hasWebgl(): boolean {
  webgl ??= document.createElement('canvas').getContext('webgl2') !== null;
  return webgl;
}

/** Circles on a phone, against those on a desk. */
const narrowScale = 0.72;

function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const sizes = new ResizeObserver(() => setWidth(element.clientWidth));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  return { box, width };
}

interface PlateProps extends AreaMapProps {
  readonly outlines: Outlines;
  readonly nameOf: (area: string) => string;
  readonly pointed: string | null;
  readonly onPoint: (area: string | null) => void;
}

/** The drawn part: map, what is pointed at, legend, and what the map is not. */
function MapPlate(props: PlateProps) {
  const { name, kind, marks, unit, decimals = 0, selected, onSelect, outlines, nameOf, pointed, onPoint } = props;
  const { t } = useTranslation('ui');
  const language = useLanguage();
  const { areas } = useChoices();
  const { box, width } = useWidth();
  const [state, setState] = useState<'coming' | 'drawn' | 'failed'>('coming');
  const onChoose = useMemo(() => onSelect ?? (() => {}), [onSelect]);
  const values = marks.flatMap(({ value }) => value ?? []);
  const most = Math.max(0, ...values);
  const narrow = width > 0 && width < 480;
  const scale = narrow ? narrowScale : 1;
  const drawn = useMemo(
    () => drawAreas({ kind, marks, outlines, areas, decimals, language, scale }),
    [kind, marks, outlines, areas, decimals, language, scale],
  );
  const drawing = useMemo(
    (): MapDrawing => ({ ...drawn, name, outlines, narrow, selected, pointed, onPoint, onChoose }),
    [drawn, name, outlines, narrow, selected, pointed, onPoint, onChoose],
  );
  const shown = marks.find(({ area }) => area === pointed);
  const height = narrow ? 320 : 440;
  const plain = <SvgMap drawing={drawing} width={width || 640} height={height} />;
  const withGl = hasWebgl() && state !== 'failed';
  return (
    <figure className="sh-map" aria-label={name}>
      <div ref={box} className="sh-map-box" style={{ height }}>
        {width > 0 && <div className={withGl && state === 'drawn' ? 'sh-map-paper' : 'sh-map-plain'}>{plain}</div>}
        {width > 0 && withGl && (
          <Suspense>
            <GlMap drawing={drawing} onReady={() => setState('drawn')} onFail={() => setState('failed')} />
          </Suspense>
        )}
        {shown && (
          <p className="sh-map-tip" aria-hidden="true">
            <strong>{nameOf(shown.area)}</strong>{' '}
            {shown.value === null
              ? (shown.reason ?? t('value.missing'))
              : `${formatNumber(shown.value, decimals, language)} ${unit ?? ''}`}
            {shown.note && <span>{shown.note}</span>}
          </p>
        )}
        <p className="sh-map-schematic">{t('map.schematic')}</p>
      </div>
      <figcaption>
        {kind === 'count' ? (
          <CircleLegend most={most} unit={unit} scale={scale} />
        ) : (
          <ClassLegend breaks={classBreaks(values)} unit={unit} missing={values.length < marks.length} />
        )}
      </figcaption>
    </figure>
  );
}

/** A map of the city's areas with the list that says the same. A city without outlines has the list and the reason. */
export function AreaMap(props: AreaMapProps) {
  const { name, marks, valueTitle, unit, decimals = 0, selected, onSelect } = props;
  const { t } = useTranslation('ui');
  const language = useLanguage();
  const { areas } = useChoices();
  const city = cityOf(marks, areas);
  const outlines = useOutlines(city);
  const [pointed, setPointed] = useState<string | null>(null);
  const nameOf = useCallback(
    (area: string): string => areas.find(({ code }) => code === area)?.name[language] ?? area,
    [areas, language],
  );
  const placed = useMemo(() => (outlines ? placeMarks(marks, centresOf(outlines), areas) : null), [outlines, marks, areas]);
  return (
    <div className="sh-map-and-list">
      {outlines === null && <p className="sh-map-none">{t('map.no-outlines')}</p>}
      {outlines === undefined && <div className="sh-map sh-map-waiting" aria-busy="true" />}
      {outlines && <MapPlate {...props} outlines={outlines} nameOf={nameOf} pointed={pointed} onPoint={setPointed} />}
      <MapList
        name={name}
        valueTitle={valueTitle}
        unit={unit}
        decimals={decimals}
        marks={marks}
        nameOf={nameOf}
        drawn={(area) => !placed || placed.at.has(area)}
        loose={(area) => placed?.loose.has(area) ?? false}
        selected={selected}
        onPoint={setPointed}
        onChoose={onSelect}
      />
    </div>
  );
}
