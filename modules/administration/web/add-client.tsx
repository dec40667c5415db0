import { usePost } from '@songhua/ui/use-write.ts';
import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddedClient } from '../contract.ts';

const usualScopes = {
  app: 'openid fhirUser launch launch/patient patient/Observation.rs patient/Patient.r',
  backend: 'system/Patient.rs system/Observation.rs',
} as const;

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

function parseKeys(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

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
  const [kind, setKind] = useState<'app' | 'backend'>('backend');
  const [method, setMethod] = useState<'private_key_jwt' | 'client_secret_basic' | 'none'>('private_key_jwt');
  const [typed, setTyped] = useState({ name: '', jwks: '', jwksUri: '', redirectUris: '', launchUri: '', scopes: '' });
  const scopes = typed.scopes || usualScopes[kind];
  const save = async () => {
    const added = await post<AddedClient>('/api/administration/clients', {
      kind,
      method,
      name: typed.name,
      jwks: method === 'private_key_jwt' && typed.jwks ? parseKeys(typed.jwks) : null,
      jwksUri: method === 'private_key_jwt' && typed.jwksUri ? typed.jwksUri : null,
      redirectUris: kind === 'app' ? words(typed.redirectUris) : [],
      launchUri: kind === 'app' && typed.launchUri ? typed.launchUri : null,
      scopes: words(scopes),
    });
    if (added) onAdded(added);
  };
  const field = (name: keyof typeof typed, long = false, value = typed[name]) => {
    const shared = {
      id: `client-${name}`,
      value,
      onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
    };
    return (
      <>
        <label htmlFor={`client-${name}`} className="administration-label">
          {t(`client.${name}`)}
        </label>
        {long ? <Input.TextArea {...shared} rows={3} className="administration-json" /> : <Input {...shared} maxLength={500} />}
      </>
    );
  };
  return (
    <Modal
      open
      title={t('clients.add')}
      okText={t('clients.add-go')}
      cancelText={t('act.cancel')}
      okButtonProps={{ loading: busy, disabled: typed.name === '' }}
      onCancel={onClose}
      onOk={() => void save()}
    >
      {field('name')}
      <p className="administration-label">{t('client.kind')}</p>
      <Radio.Group
        aria-label={t('client.kind')}
        value={kind}
        options={(['backend', 'app'] as const).map((one) => ({ value: one, label: t(`client-kind.${one}`) }))}
        onChange={(event) => setKind(event.target.value as typeof kind)}
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
      {method === 'private_key_jwt' && (
        <>
          {field('jwksUri')}
          {field('jwks', true)}
        </>
      )}
      {kind === 'app' && (
        <>
          {field('redirectUris', true)}
          {field('launchUri')}
        </>
      )}
      {field('scopes', true, scopes)}
    </Modal>
  );
}
