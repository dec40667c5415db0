import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface ReasonDialogProps {
  readonly title: string;
  readonly go: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  /** What changes, said before it is done. */
  readonly children: ReactNode;
  /** Something is still missing besides the reason. */
  readonly incomplete?: boolean;
  readonly onClose: () => void;
  readonly onGo: (reason: string) => void;
}

/** Says what a decision changes and asks why it is made. */
export function ReasonDialog({ title, go, danger, busy, error, children, incomplete, onClose, onGo }: ReasonDialogProps) {
  const { t } = useTranslation('identity');
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={title}
      okText={go}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: reason.trim().length < 2 || incomplete === true, loading: busy, danger: danger ?? false }}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => onGo(reason.trim())}
    >
      {children}
      <label htmlFor="identity-why" className="identity-label">
        {t('reason')} <span className="sh-quiet">{t('reason-hint')}</span>
      </label>
      <Input.TextArea
        id="identity-why"
        rows={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {Boolean(error) && <ProblemNotice error={error} />}
    </Modal>
  );
}
