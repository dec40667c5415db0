import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '../contract.ts';
import type { Settle } from './use-settle.tsx';

interface DeliveryActionsProps {
  readonly delivery: Delivery;
  readonly settle: Settle;
  readonly onSetAside: (delivery: Delivery) => void;
}

/** What can be done about a delivery in its state, and nothing else. */
export function DeliveryActions({ delivery, settle, onSetAside }: DeliveryActionsProps) {
  const { t } = useTranslation('administration');
  const { id, handler, type, state } = delivery;
  const subject = delivery.subject ?? '';
  const failed = state === 'dead' || state === 'retry';
  if (state === 'done') return null;
  return (
    <span className="administration-actions">
      {failed && (
        <Button
          size="small"
          type={state === 'dead' ? 'primary' : 'default'}
          aria-label={t('act.retry-named', { type, subject })}
          onClick={() => void settle.retry(id, handler)}
        >
          {t('act.retry')}
        </Button>
      )}
      {state === 'aside' ? (
        <Button size="small" onClick={() => void settle.takeBack(id, handler)}>
          {t('act.take-back')}
        </Button>
      ) : (
        <Button
          size="small"
          type="text"
          aria-label={t('act.set-aside-named', { type, subject })}
          onClick={() => onSetAside(delivery)}
        >
          {t('act.set-aside')}
        </Button>
      )}
    </span>
  );
}
