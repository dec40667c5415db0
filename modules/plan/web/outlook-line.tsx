import { useAddress } from '@songhua/ui/address.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useTranslation } from 'react-i18next';
import type { IndicatorList } from '../contract.ts';
import { countByStatus } from './order-indicators.ts';

/** What the same facts mean at the end of the plan: one line, one click away from the view itself. */
export function OutlookLine({ area, end }: { readonly area: string; readonly end: string }) {
  const { t } = useTranslation('plan');
  const { set } = useAddress();
  const list = useApi<IndicatorList>('/api/plan/indicators', { area, at: end });
  if (!list.data) return <p className="plan-outlook">&nbsp;</p>;
  const counts = countByStatus(list.data.items);
  // Where the plan sets no targets there is nothing to look out for.
  if (counts.get('unknown') === list.data.items.length) return null;
  return (
    <p className="plan-outlook">
      {t('overview.outlook', { off: counts.get('off-track'), behind: counts.get('behind'), met: counts.get('met') })}{' '}
      <button type="button" className="sh-plain-button plan-link" onClick={() => set({ at: end, status: null }, false)}>
        {t('overview.outlook-go')}
      </button>
    </p>
  );
}
