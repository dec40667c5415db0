import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Delivery, EventDetail } from '../contract.ts';
import { DeliveryActions } from './delivery-actions.tsx';
import { StateMark } from './state-mark.tsx';
import type { Settle } from './use-settle.tsx';

interface EventDeliveriesProps {
  readonly event: EventDetail;
  readonly settle: Settle | null;
  readonly onSetAside: (delivery: Delivery) => void;
}

/** Each handler with its state in full words, the whole error, and what can be done. */
export function EventDeliveries({ event, settle, onSetAside }: EventDeliveriesProps) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const moment = ({ dueAt, doneAt }: Delivery): string | null => {
    if (doneAt) return `${t('column.done')} ${formatTime(doneAt, language)}`;
    return dueAt && `${t('column.due')} ${formatTime(dueAt, language)}`;
  };
  return (
    <section className="administration-section">
      <h2>{t('event.deliveries')}</h2>
      {event.deliveries.length === 0 && <p className="sh-quiet">{t('event.no-deliveries')}</p>}
      {event.deliveries.map((one) => (
        <article key={one.handler} className="administration-delivery">
          <div className="sh-row">
            <strong>{one.handlerTitle?.[language] ?? one.handler}</strong>
            <span className="sh-quiet">{one.handlerTitle && one.handler}</span>
            <StateMark state={one.state} />
            <span className="sh-quiet">
              {[
                one.tries > 0 && `${t('column.tries')} ${formatNumber(one.tries, 0, language)} ${t('column.tries-unit')}`,
                one.behind > 0 && `${t('column.behind')} ${formatNumber(one.behind, 0, language)} ${t('column.behind-unit')}`,
                moment(one),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {settle && <DeliveryActions delivery={one} settle={settle} onSetAside={onSetAside} />}
          </div>
          {one.state !== 'done' && <p className="sh-quiet">{t(`state-long.${one.state}`)}</p>}
          {one.state === 'aside' && one.subject && <p className="sh-quiet">{t('event.order-hint')}</p>}
          {one.error && <pre className="administration-payload administration-fault">{one.error}</pre>}
        </article>
      ))}
    </section>
  );
}
