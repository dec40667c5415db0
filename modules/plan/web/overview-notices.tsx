import { useTranslation } from 'react-i18next';
import type { IndicatorItem } from '../contract.ts';
import './plan.css';

/** What a reader must know of all the rows: that the plan asks nothing of this area. */
export function OverviewNotices({ items }: { readonly items: readonly IndicatorItem[] }) {
  const { t } = useTranslation('plan');
  const untargeted = items.length > 0 && items.every(({ target }) => target.value === null && target.text === null);
  return untargeted && <p className="plan-untargeted">{t('overview.untargeted')}</p>;
}
