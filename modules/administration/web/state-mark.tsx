import type { StatusName } from '@songhua/ui/status.ts';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DeliveryState } from '../contract.ts';

const shapes: Readonly<Record<DeliveryState, StatusName>> = {
  dead: 'off-track',
  retry: 'behind',
  behind: 'unknown',
  waiting: 'on-track',
  aside: 'unknown',
  done: 'met',
};

/** The state as shape, word and colour; what it means and what to do shows on hover, focus and click. */
export function StateMark({ state }: { readonly state: DeliveryState }) {
  const { t } = useTranslation('administration');
  const word = t(`state.${state}`);
  const why = t(`state-long.${state}`);
  return (
    <Popover content={<div className="sh-popover-text">{why}</div>} trigger={['hover', 'focus', 'click']}>
      <button type="button" className={`sh-plain-button sh-status sh-status-${shapes[state]}`} aria-label={`${word} · ${why}`}>
        <StatusShape status={shapes[state]} />
        <span>{word}</span>
      </button>
    </Popover>
  );
}
