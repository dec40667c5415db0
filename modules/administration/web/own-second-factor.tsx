import { RecoveryCodes, SecretPicture } from '@songhua/ui/second-factor.tsx';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnAccount } from '../contract.ts';

interface Begun {
  readonly secret: string;
  readonly address: string;
}

/** Begins, confirms, renews and takes away the second factor; each wants the password once more. */
export function OwnSecondFactor({ factor }: { readonly factor: OwnAccount['secondFactor'] }) {
  const { t } = useTranslation('administration');
  const { busy, post } = usePost();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const clear = (): void => {
    setPassword('');
    setCode('');
    setBegun(null);
  };
  const finish = async (deed: 'second-factor/confirm' | 'recovery-codes' | 'second-factor/remove'): Promise<void> => {
    const answer = await post<{ recoveryCodes?: readonly string[] }>(`/session/${deed}`, { password, code });
    if (!answer) return setCode('');
    clear();
    if (answer.recoveryCodes) setCodes(answer.recoveryCodes);
  };
  const given = password !== '' && code !== '';
  return (
    <section className="administration-section">
      <h2>{t('factor.title')}</h2>
      <p>
        <StatusMark status={factor.on ? 'met' : 'none'} said={t(factor.on ? 'factor.on' : 'factor.off')} />{' '}
        {factor.on && <span className="sh-quiet">{t('factor.codes-left', { count: factor.recoveryCodes })}</span>}
      </p>
      <p className="sh-quiet">{t(factor.on ? 'factor.on-long' : 'factor.off-long')}</p>
      <label htmlFor="factor-password" className="administration-label">
        {t('own.password')}
      </label>
      <Input.Password
        id="factor-password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {begun && (
        <div className="administration-section">
          <p>{t('factor.scan')}</p>
          <SecretPicture {...begun} />
        </div>
      )}
      {(factor.on || begun) && (
        <>
          <label htmlFor="factor-code" className="administration-label">
            {t('factor.code')}
          </label>
          <Input
            id="factor-code"
            autoComplete="one-time-code"
            value={code}
            maxLength={40}
            onChange={(event) => setCode(event.target.value)}
          />
        </>
      )}
      <div className="sh-row administration-buttons">
        {factor.on && (
          <>
            <Button loading={busy} disabled={!given} onClick={() => void finish('recovery-codes')}>
              {t('factor.renew')}
            </Button>
            <Button danger loading={busy} disabled={!given} onClick={() => void finish('second-factor/remove')}>
              {t('factor.remove')}
            </Button>
          </>
        )}
        {!factor.on && begun && (
          <Button type="primary" loading={busy} disabled={!given} onClick={() => void finish('second-factor/confirm')}>
            {t('factor.confirm')}
          </Button>
        )}
        {!factor.on && !begun && (
          <Button
            type="primary"
            loading={busy}
            disabled={password === ''}
            onClick={async () => setBegun(await post<Begun>('/session/second-factor', { password }))}
          >
            {t('factor.begin')}
          </Button>
        )}
      </div>
      {codes && (
        <Modal
          open
          title={t('factor.codes')}
          okText={t('code.done')}
          cancelButtonProps={{ style: { display: 'none' } }}
          mask={{ closable: false }}
          onOk={() => setCodes(null)}
          onCancel={() => setCodes(null)}
        >
          <RecoveryCodes codes={codes} />
        </Modal>
      )}
    </section>
  );
}
