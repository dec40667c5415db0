import { useAddress } from '@songhua/ui/address.ts';
import { statusOrder } from '@songhua/ui/status.ts';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { IndicatorItem, Status } from '../contract.ts';
import { countByStatus } from './order-indicators.ts';
import './plan.css';

/** How many indicators stand where; a press shows only those, another press all again. */
export function StatusCounts({
  items,
  chosen,
}: {
  readonly items: readonly IndicatorItem[];
  readonly chosen: Status | undefined;
}) {
  const { t } = useTranslation('plan');
  const { set } = useAddress();
  const counts = countByStatus(items);
  return (
    <fieldset className="plan-counts">
      <legend className="sh-visually-hidden">{t('overview.counts')}</legend>
      {statusOrder.map((status) => (
        <button
          key={status}
          type="button"
          className={`plan-count sh-status-${status}`}
          aria-pressed={chosen === status}
          onClick={() => set({ status: chosen === status ? null : status })}
        >
          <StatusShape status={status} />
          <strong>{counts.get(status)}</strong>
          <span>{t(`ui:status.${status}`)}</span>
        </button>
      ))}
    </fieldset>
  );
}
