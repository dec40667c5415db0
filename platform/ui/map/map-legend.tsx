import { useTranslation } from 'react-i18next';
import { formatNumber } from '../format.ts';
import { useLanguage } from '../text.ts';
import { circleRadius, circleSamples } from './circle-size.ts';
import { breakDecimals } from './class-breaks.ts';

interface CircleLegendProps {
  readonly most: number;
  readonly unit: string | undefined;
  readonly scale: number;
}

/** What the size of a circle says: two counts beside their circles. */
export function CircleLegend({ most, unit, scale }: CircleLegendProps) {
  const { t } = useTranslation('ui');
  const language = useLanguage();
  if (most < 1) return null;
  return (
    <p className="sh-map-legend">
      <span className="sh-quiet">{t('map.circles')}</span>
      {circleSamples(most).map((count) => {
        const radius = circleRadius(count, most, scale);
        return (
          <span key={count} className="sh-map-key">
            <svg width={2 * radius + 2} height={2 * radius + 2} aria-hidden="true" className="sh-map-mark">
              <circle cx={radius + 1} cy={radius + 1} r={radius} />
            </svg>
            {formatNumber(count, 0, language)} {unit}
          </span>
        );
      })}
    </p>
  );
}

interface ClassLegendProps {
  readonly breaks: readonly number[];
  readonly unit: string | undefined;
  /** Whether some area has no figure. */
  readonly missing: boolean;
}

/** The classes of a rate: a class holds its lower limit, not its upper one, save the last. */
export function ClassLegend({ breaks, unit, missing }: ClassLegendProps) {
  const { t } = useTranslation('ui');
  const language = useLanguage();
  const decimals = breakDecimals(breaks);
  const limit = (at: number): string => formatNumber(breaks[at] ?? 0, decimals, language);
  return (
    <p className="sh-map-legend">
      {unit && <span className="sh-quiet">{unit}</span>}
      {breaks.slice(1).map((upper, at) => (
        <span key={upper} className="sh-map-key">
          <svg width="22" height="14" aria-hidden="true">
            <rect className={`sh-map-area sh-map-step-${at}`} width="22" height="14" />
          </svg>
          {at === breaks.length - 2 ? `${limit(at)} – ${limit(at + 1)}` : `${limit(at)} – < ${limit(at + 1)}`}
        </span>
      ))}
      {missing && (
        <span className="sh-map-key">
          <svg width="22" height="14" aria-hidden="true">
            <rect className="sh-map-area sh-map-missing" width="22" height="14" />
          </svg>
          {t('value.missing')}
        </span>
      )}
    </p>
  );
}
