import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { useTranslation } from 'react-i18next';
import type { IndicatorItem } from '../contract.ts';
import { referenceText, targetText } from './figures.ts';
import './plan.css';

/** The target; where this area has none, the city's as a quiet reference, named as such. */
export function TargetView({ item }: { readonly item: IndicatorItem }) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const own = targetText(item, language);
  const reference = referenceText(item, language);
  if (own !== null) return <span className="plan-words">{own}</span>;
  if (reference === null) return <Value value={null} reason={t('missing.target')} />;
  return (
    <span className="sh-quiet" title={t('missing.area-target')}>
      {t('overview.city', { value: reference })}
    </span>
  );
}
