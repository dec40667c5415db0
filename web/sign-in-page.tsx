import { ApiProblem, request } from '@songhua/ui/api.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { RecoveryCodes, SecretPicture } from '@songhua/ui/second-factor.tsx';
import { type Text, useLanguage, useText } from '@songhua/ui/text.ts';
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { type AskingApp, ConsentForm } from './consent-form.tsx';
import { Brand, SignInFrame } from './sign-in-frame.tsx';
import { SignInProblem } from './sign-in-problem.tsx';

interface LoginDetails {
  readonly prompt: 'login';
  readonly demoAccounts: readonly { readonly username: string; readonly password: string; readonly title: Text }[];
  readonly setUp: boolean;
}

type Details = LoginDetails | { readonly prompt: 'consent'; readonly app: AskingApp };

/** What the server asks for next. */
type Step =
  | { readonly step: 'credentials' | 'new-password' | 'second-factor' }
  | { readonly step: 'enrol'; readonly secret: string; readonly address: string }
  | { readonly step: 'in'; readonly returnTo: string; readonly recoveryCodes?: readonly string[] };

const nothing = { username: '', password: '', newPassword: '', again: '', code: '' };

/** All that was typed goes along with each step; the server keeps nothing in between. */
export default function SignInPage() {
  const { uid = '' } = useParams();
  const { t } = useTranslation('web');
  const text = useText();
  const language = useLanguage();
  const here = `/sign-in/${encodeURIComponent(uid)}`;
  const details = useApi<Details>(`${here}/details`);
  const [typed, setTyped] = useState(nothing);
  const [now, setNow] = useState<Step>({ step: 'credentials' });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const expired = details.error instanceof ApiProblem && details.error.status === 404;
  const differ = now.step === 'new-password' && typed.again !== '' && typed.again !== typed.newPassword;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (differ) return;
    setBusy(true);
    setError(null);
    const { username, password, newPassword, code } = typed;
    const body = { username, password, ...(newPassword && { newPassword }), ...(code && { code }) };
    try {
      const next = await request<Step>(here, { method: 'POST', body, language });
      if (next.step === 'in' && !next.recoveryCodes) window.location.assign(next.returnTo);
      else setNow(next);
    } catch (failure) {
      setError(failure);
      // A code is good once: the next try needs another.
      setTyped((before) => ({ ...before, code: '' }));
    }
    setBusy(false);
  };

  const field = (name: keyof typeof nothing) => ({
    id: name,
    name,
    required: true,
    size: 'large' as const,
    value: typed[name],
    onChange: (event: { target: { value: string } }) => setTyped((before) => ({ ...before, [name]: event.target.value })),
  });

  if (details.data?.prompt === 'consent') return <ConsentForm here={here} app={details.data.app} />;
  const login = details.data;
  if (now.step === 'in') {
    return (
      <SignInFrame>
        <Brand title={t('sign-in.codes')} />
        <RecoveryCodes codes={now.recoveryCodes ?? []} />
        <Button type="primary" size="large" block autoFocus onClick={() => window.location.assign(now.returnTo)}>
          {t('sign-in.continue')}
        </Button>
      </SignInFrame>
    );
  }
  return (
    <SignInFrame onSubmit={(event) => void submit(event)}>
      <Brand title={t('name')} lead={t('tagline')} />
      {expired ? (
        <Alert type="warning" showIcon title={t('sign-in.expired')} action={<Button href="/">{t('sign-in.again')}</Button>} />
      ) : (
        details.error && <ProblemNotice error={details.error} onRetry={() => void details.refetch()} />
      )}
      {login?.setUp && (
        <Alert
          type="info"
          showIcon
          title={t('sign-in.set-up')}
          action={
            <Button size="small" href="/set-up">
              {t('sign-in.set-up-go')}
            </Button>
          }
        />
      )}
      {now.step === 'credentials' && (
        <>
          <label htmlFor="username">{t('sign-in.username')}</label>
          <Input {...field('username')} autoComplete="username" autoFocus />
          <label htmlFor="password">{t('sign-in.password')}</label>
          <Input.Password {...field('password')} autoComplete="current-password" />
        </>
      )}
      {now.step === 'new-password' && (
        <>
          <p>{t('sign-in.new-password-help')}</p>
          <label htmlFor="newPassword">{t('sign-in.new-password')}</label>
          <Input.Password {...field('newPassword')} autoComplete="new-password" autoFocus />
          <label htmlFor="again">{t('sign-in.new-password-again')}</label>
          <Input.Password {...field('again')} autoComplete="new-password" status={differ ? 'error' : ''} />
          {differ && <p role="alert">{t('sign-in.differ')}</p>}
        </>
      )}
      {now.step === 'enrol' && (
        <>
          <p>{t('sign-in.enrol')}</p>
          <SecretPicture address={now.address} secret={now.secret} />
        </>
      )}
      {(now.step === 'second-factor' || now.step === 'enrol') && (
        <>
          <label htmlFor="code">{t('sign-in.code')}</label>
          <Input {...field('code')} autoComplete="one-time-code" autoFocus maxLength={40} />
          {now.step === 'second-factor' && <p className="sh-quiet">{t('sign-in.code-help')}</p>}
        </>
      )}
      <SignInProblem error={error} />
      <Button type="primary" size="large" htmlType="submit" loading={busy} block>
        {t(now.step === 'new-password' ? 'sign-in.next' : 'sign-in.go')}
      </Button>
      {now.step !== 'credentials' && (
        <Button
          type="link"
          onClick={() => {
            setTyped(nothing);
            setError(null);
            setNow({ step: 'credentials' });
          }}
        >
          {t('sign-in.back')}
        </Button>
      )}
      {now.step === 'credentials' && login && login.demoAccounts.length > 0 && (
        <section aria-label={t('sign-in.demo')}>
          <p className="sh-quiet">{t('sign-in.demo')}</p>
          <div className="sh-row">
            {login.demoAccounts.map(({ username, password, title }) => (
              <Button key={username} onClick={() => setTyped({ ...nothing, username, password })}>
                {text(title)}
              </Button>
            ))}
          </div>
        </section>
      )}
    </SignInFrame>
  );
}
