import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatFigure, type NumberFormat } from './format.ts';
import { useLanguage } from './text.ts';
import './status-mark.css';

interface ValueProps {
  readonly value: number | null | undefined;
  readonly decimals?: number;
  readonly format?: NumberFormat;
  /** Why there is no value. */
  readonly reason?: string | undefined;
  /** Unit shown after the number, for places without a column header. */
  readonly unit?: string;
}

/** A figure. What is missing is a dash with its reason on hover and focus, never zero. */
export function Value({ value, decimals = 0, format = 'number', reason, unit }: ValueProps) {
  const { t } = useTranslation('ui');
  const language = useLanguage();
  if (value === null || value === undefined) {
    const why = reason ?? t('value.missing');
    return (
      <Tooltip title={why} trigger={['hover', 'focus']}>
        <button type="button" className="sh-plain-button sh-missing" aria-label={`${t('value.none')}: ${why}`}>
          —
        </button>
      </Tooltip>
    );
  }
  return (
    <span className="sh-figure">
      {formatFigure(value, format, decimals, language)}
      {unit && <span className="sh-quiet"> {unit}</span>}
    </span>
  );
}
