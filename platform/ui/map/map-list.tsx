import { useTranslation } from 'react-i18next';
import { Value } from '../value.tsx';
import type { AreaMark } from './place-marks.ts';

interface MapListProps {
  readonly name: string;
  readonly valueTitle: string;
  readonly unit: string | undefined;
  readonly decimals: number;
  readonly marks: readonly AreaMark[];
  readonly nameOf: (area: string) => string;
  readonly drawn: (area: string) => boolean;
  /** Without an outline of its own: its circle stands about the middle of the county. */
  readonly loose: (area: string) => boolean;
  readonly selected: string | undefined;
  readonly onPoint: (area: string | null) => void;
  readonly onChoose: ((area: string) => void) | undefined;
}

/** The map's figures as a list that does by keyboard what the map does by mouse. */
export function MapList(props: MapListProps) {
  const { name, valueTitle, unit, decimals, marks, nameOf, drawn, loose, selected, onPoint, onChoose } = props;
  const { t } = useTranslation('ui');
  return (
    <div className="sh-table sh-map-list">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="sh-table-box" tabIndex={0} aria-label={t('map.list', { name })}>
        <table>
          <caption className="sh-visually-hidden">{name}</caption>
          <thead>
            <tr>
              <th scope="col">{t('area.label')}</th>
              <th scope="col" className="sh-number">
                {valueTitle}
                {unit && <span className="sh-unit">{unit}</span>}
              </th>
            </tr>
          </thead>
          <tbody>
            {marks.map(({ area, value, reason, note }) => (
              <tr
                key={area}
                className={area === selected ? 'sh-current' : undefined}
                onPointerEnter={() => onPoint(area)}
                onPointerLeave={() => onPoint(null)}
              >
                <th scope="row">
                  {onChoose ? (
                    <button
                      type="button"
                      className="sh-plain-button sh-map-choice"
                      aria-pressed={area === selected}
                      onFocus={() => onPoint(area)}
                      onBlur={() => onPoint(null)}
                      onClick={() => onChoose(area)}
                    >
                      {nameOf(area)}
                    </button>
                  ) : (
                    nameOf(area)
                  )}
                  {loose(area) && <span className="sh-quiet"> {t('map.loose')}</span>}
                  {!drawn(area) && <span className="sh-quiet"> {t('map.not-drawn')}</span>}
                  {note && <span className="sh-map-note sh-quiet">{note}</span>}
                </th>
                <td className="sh-number">
                  <Value value={value} decimals={decimals} reason={reason} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
