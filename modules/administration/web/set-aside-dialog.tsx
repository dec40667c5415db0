import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '../contract.ts';
import type { Settle } from './use-settle.tsx';

interface SetAsideDialogProps {
  readonly delivery: Delivery;
  readonly settle: Settle;
  readonly onClose: () => void;
}

/** Asks for the reason without which nothing is set aside. */
export function SetAsideDialog({ delivery, settle, onClose }: SetAsideDialogProps) {
  const { t } = useTranslation('administration');
  const [reason, setReason] = useState('');
  const enough = reason.trim().length >= 2;
  return (
    <Modal
      open
      title={t('act.set-aside-title')}
      okText={t('act.set-aside-go')}
      cancelText={t('act.cancel')}
      okButtonProps={{ disabled: !enough, loading: settle.busy }}
      onCancel={onClose}
      onOk={async () => {
        if (await settle.setAside(delivery.id, delivery.handler, reason.trim())) onClose();
      }}
    >
      <p>
        {delivery.type} {delivery.subject}
      </p>
      <p className="sh-quiet">{t('act.set-aside-hint')}</p>
      <label htmlFor="set-aside-reason" className="administration-label">
        {t('act.reason')} <span className="sh-quiet">{t('act.reason-short')}</span>
      </label>
      <Input.TextArea
        id="set-aside-reason"
        autoFocus
        rows={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
