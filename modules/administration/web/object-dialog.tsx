import { formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnAccess } from '../contract.ts';

interface ObjectDialogProps {
  readonly access: OwnAccess;
  readonly patient: string;
  readonly onClose: () => void;
}

/** Asks why, and lays the access before the privacy officer. */
export function ObjectDialog({ access, patient, onClose }: ObjectDialogProps) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { busy, post } = usePost();
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={t('seen.object-title')}
      okText={t('seen.object-send')}
      cancelText={t('act.cancel')}
      okButtonProps={{ disabled: reason.trim().length < 2, loading: busy }}
      onCancel={onClose}
      onOk={async () => {
        const body = { entry: access.entry, patient, reason: reason.trim() };
        if (await post('/api/administration/my-record/objections', body, t('seen.objected'))) onClose();
      }}
    >
      <p>
        {formatTime(access.at, language)} {access.who}
      </p>
      <p className="sh-quiet">{t('seen.object-hint')}</p>
      <label htmlFor="objection-reason" className="administration-label">
        {t('seen.object-reason')}
      </label>
      <Input.TextArea
        id="objection-reason"
        autoFocus
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
