import { useTranslation } from 'react-i18next';
import type { IndicatorItem } from '../contract.ts';
import './plan.css';

const width = 128;
const margin = 7;

/** The figures a row's picture is drawn from, those that are known. */
const pointsOf = ({ baseline, target, current, expected }: IndicatorItem): readonly number[] =>
  [baseline.value, target.value ?? target.reference, current.value, expected].filter((one) => typeof one === 'number');

/** Whether there is enough to draw: today's figure, or two that differ. */
export function hasWay(item: IndicatorItem): boolean {
  const known = pointsOf(item);
  return item.current.value !== null || (known.length > 1 && Math.min(...known) < Math.max(...known));
}

/**
 * One row's way in a picture: hollow ring baseline, filled dot today, small tick where it should be by now,
 * tall bar the target. Positions only, so it needs no zero.
 */
export function Bullet({ item, label }: { readonly item: IndicatorItem; readonly label: string }) {
  const { t } = useTranslation('plan');
  const baseline = item.baseline.value;
  const target = item.target.value ?? item.target.reference ?? null;
  const now = item.current.value;
  if (!hasWay(item)) return <span className="sh-visually-hidden">{t('bullet.none')}</span>;
  const known = pointsOf(item);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const span = high - low || 1;
  const x = (value: number): number => margin + ((value - low) / span) * (width - 2 * margin);
  const path = baseline !== null && now !== null;
  return (
    <svg className="plan-bullet" width={width} height={18} viewBox={`0 0 ${width} 18`} role="img" aria-label={label}>
      <path d={`M${margin} 9H${width - margin}`} className="plan-bullet-track" />
      {path && <path d={`M${x(baseline)} 9H${x(now)}`} className={`plan-bullet-way sh-status-${item.status}`} />}
      {item.expected !== null && <path d={`M${x(item.expected)} 4V14`} className="plan-bullet-expected" />}
      {target !== null && <rect x={x(target) - 1.5} y={1} width={3} height={16} className="plan-bullet-target" />}
      {baseline !== null && <circle cx={x(baseline)} cy={9} r={3.6} className="plan-bullet-baseline" />}
      {now !== null && <circle cx={x(now)} cy={9} r={4.2} className={`plan-bullet-now sh-status-${item.status}`} />}
    </svg>
  );
}

export function BulletLegend() {
  const { t } = useTranslation('plan');
  return (
    <span className="plan-legend sh-quiet">
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <circle cx="6" cy="6" r="3.6" className="plan-bullet-baseline" />
      </svg>
      {t('column.baseline')}
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <circle cx="6" cy="6" r="4.2" className="plan-bullet-now" />
      </svg>
      {t('column.current')}
      <svg viewBox="0 0 8 12" width="8" height="12" aria-hidden="true">
        <path d="M4 1V11" className="plan-bullet-expected" />
      </svg>
      {t('column.expected')}
      <svg viewBox="0 0 8 14" width="8" height="14" aria-hidden="true">
        <rect x="2.5" y="0" width="3" height="14" className="plan-bullet-target" />
      </svg>
      {t('column.target')}
    </span>
  );
}
