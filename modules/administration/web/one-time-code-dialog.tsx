import { formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OneTimeCode } from '../contract.ts';

/** The code to hand over, shown this once. */
export function OneTimeCodeDialog({
  code,
  username,
  onClose,
}: {
  readonly code: OneTimeCode;
  readonly username: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  return (
    <Modal
      open
      title={t('code.title')}
      okText={t('code.done')}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
      onOk={onClose}
      onCancel={onClose}
    >
      <p>{t('code.what', { username, until: formatTime(code.until, language) })}</p>
      <p className="administration-code">
        <code>{code.code}</code>
      </p>
    </Modal>
  );
}
