import { useTranslation } from 'react-i18next';
import type { ReferenceRange } from '../contract.ts';

/** A reference range beside a value of the same unit, without words: `3.9–6.1`, `≤ 3.4`. */
export function boundsOf(range: ReferenceRange | null): string {
  if (range === null) return '';
  const { low, high, text } = range;
  if (low !== null && high !== null) return `${low}–${high}`;
  if (high !== null) return `≤ ${high}`;
  return low === null ? (text ?? '') : `≥ ${low}`;
}

/** A reference range as it is read: both ends, one of them, or as it was written. */
export function useRange(): (range: ReferenceRange | null) => string {
  const { t } = useTranslation('resident-record');
  return (range) => {
    if (range === null) return t('range.unknown');
    const { low, high, text } = range;
    const unit = range.unit ?? '';
    if (low !== null && high !== null) return t('range.between', { low, high, unit });
    if (high !== null) return t('range.below', { high, unit });
    if (low !== null) return t('range.above', { low, unit });
    return text ?? t('range.unknown');
  };
}
