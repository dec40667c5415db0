import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AddedClient } from '../contract.ts';

/** A program's name, and its secret where it has one: shown this once. */
export function ClientSecret({ told, onClose }: { readonly told: AddedClient; readonly onClose: () => void }) {
  const { t } = useTranslation('administration');
  return (
    <Modal
      open
      title={t('clients.told')}
      okText={t('code.done')}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
      onOk={onClose}
      onCancel={onClose}
    >
      <dl className="administration-terms">
        <dt>client_id</dt>
        <dd>
          <code className="sh-code">{told.id}</code>
        </dd>
        {told.secret && (
          <>
            <dt>client_secret</dt>
            <dd>
              <code className="sh-code">{told.secret}</code>
            </dd>
          </>
        )}
      </dl>
      {told.secret && <p className="sh-quiet">{t('clients.told-once')}</p>}
    </Modal>
  );
}
