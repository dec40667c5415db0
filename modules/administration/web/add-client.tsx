import { usePost } from '@songhua/ui/use-write.ts';
import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddedClient, Client } from '../contract.ts';
import { ClientFields, fieldsOf, type TypedClient } from './client-fields.tsx';

const usualScopes = {
  app: 'openid fhirUser launch launch/patient patient/Observation.rs patient/Patient.r',
  backend: 'system/Patient.rs system/Observation.rs',
} as const;

const empty: TypedClient = { name: '', contacts: '', jwks: '', jwksUri: '', redirectUris: '', launchUri: '', scopes: '' };

/** A program is told its name here, and its secret where it has one: this once. */
export function AddClient({
  onClose,
  onAdded,
}: {
  readonly onClose: () => void;
  readonly onAdded: (added: AddedClient) => void;
}) {
  const { t } = useTranslation('administration');
  const { busy, post } = usePost();
  const [kind, setKind] = useState<Client['kind']>('backend');
  const [method, setMethod] = useState<Client['method']>('private_key_jwt');
  const [typed, setTyped] = useState(empty);
  const value = { ...typed, scopes: typed.scopes || usualScopes[kind] };
  const save = async () => {
    const body = { kind, method, ...fieldsOf(value, { kind, method }) };
    const added = await post<AddedClient>('/api/administration/clients', body);
    if (added) onAdded(added);
  };
  return (
    <Modal
      open
      title={t('clients.add')}
      okText={t('clients.add-go')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: busy, disabled: typed.name.trim() === '' }}
      onCancel={onClose}
      onOk={() => void save()}
    >
      <p className="administration-label">{t('client.kind')}</p>
      <Radio.Group
        aria-label={t('client.kind')}
        value={kind}
        options={(['backend', 'app'] as const).map((one) => ({ value: one, label: t(`client-kind.${one}`) }))}
        onChange={(event) => {
          const next = event.target.value as typeof kind;
          setKind(next);
          if (next === 'backend' && method === 'none') setMethod('private_key_jwt');
        }}
      />
      <p className="administration-label">{t('client.method')}</p>
      <Radio.Group
        aria-label={t('client.method')}
        value={method}
        options={(['private_key_jwt', 'client_secret_basic', 'none'] as const)
          .filter((one) => kind === 'app' || one !== 'none')
          .map((one) => ({ value: one, label: t(`client-method.${one}`) }))}
        onChange={(event) => setMethod(event.target.value as typeof method)}
      />
      <ClientFields kind={kind} method={method} value={value} onChange={setTyped} />
    </Modal>
  );
}
