import { App, Button, QRCode } from 'antd';
import { useTranslation } from 'react-i18next';

/** The picture an authenticator app scans, and the key to type where it cannot. Black on white in any theme: readers need it so. */
export function SecretPicture({ address, secret }: { readonly address: string; readonly secret: string }) {
  const { t } = useTranslation('ui');
  return (
    <div className="sh-secret">
      <div role="img" aria-label={t('second-factor.picture')}>
        <QRCode value={address} type="svg" size={176} color="#000" bgColor="#fff" errorLevel="M" />
      </div>
      <p className="sh-quiet">{t('second-factor.secret')}</p>
      <code className="sh-code">{secret.replace(/(.{4})(?!$)/g, '$1 ')}</code>
    </div>
  );
}

/** Recovery codes, shown this once. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useTranslation('ui');
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    void message.success(t('second-factor.copied'));
  };
  return (
    <div className="sh-recovery">
      <p>{t('second-factor.codes')}</p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code className="sh-code">{code}</code>
          </li>
        ))}
      </ol>
      <Button size="small" onClick={() => void copy()}>
        {t('second-factor.copy')}
      </Button>
    </div>
  );
}
