import { ApiProblem, request } from '@songhua/ui/api.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { type Text, useLanguage, useText } from '@songhua/ui/text.ts';
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { describe } from './describe.ts';
import { LanguageSwitch, ThemeSwitch } from './user-tools.tsx';
import './sign-in.css';

interface Details {
  readonly client: string | null;
  readonly demoAccounts: readonly { readonly username: string; readonly password: string; readonly title: Text }[];
}

export default function SignInPage() {
  const { uid = '' } = useParams();
  const { t } = useTranslation('web');
  const text = useText();
  const language = useLanguage();
  const here = `/sign-in/${encodeURIComponent(uid)}`;
  const details = useApi<Details>(`${here}/details`);
  const [account, setAccount] = useState({ username: '', password: '' });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const expired = details.error instanceof ApiProblem && details.error.status === 404;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const { returnTo } = await request<{ returnTo: string }>(here, { method: 'POST', body: account, language });
      window.location.assign(returnTo);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };

  const field = (name: 'username' | 'password') => ({
    id: name,
    name,
    required: true,
    size: 'large' as const,
    value: account[name],
    onChange: (event: { target: { value: string } }) => setAccount((now) => ({ ...now, [name]: event.target.value })),
  });

  return (
    <main className="sh-sign-in">
      <form onSubmit={(event) => void submit(event)}>
        <header>
          <img src="/favicon.svg" alt="" width="40" height="40" />
          <div>
            <h1>{t('name')}</h1>
            <p className="sh-quiet">{t('tagline')}</p>
          </div>
        </header>
        {expired ? (
          <Alert type="warning" showIcon title={t('sign-in.expired')} action={<Button href="/">{t('sign-in.again')}</Button>} />
        ) : (
          details.error && <ProblemNotice error={details.error} onRetry={() => void details.refetch()} />
        )}
        <label htmlFor="username">{t('sign-in.username')}</label>
        <Input {...field('username')} autoComplete="username" autoFocus />
        <label htmlFor="password">{t('sign-in.password')}</label>
        <Input.Password {...field('password')} autoComplete="current-password" />
        {error !== null && <Alert type="error" showIcon role="alert" title={describe(error, text, t('broken.what'))} />}
        <Button type="primary" size="large" htmlType="submit" loading={busy} block>
          {t('sign-in.go')}
        </Button>
        {details.data && details.data.demoAccounts.length > 0 && (
          <section aria-label={t('sign-in.demo')}>
            <p className="sh-quiet">{t('sign-in.demo')}</p>
            <div className="sh-row">
              {details.data.demoAccounts.map(({ username, password, title }) => (
                <Button key={username} onClick={() => setAccount({ username, password })}>
                  {text(title)}
                </Button>
              ))}
            </div>
          </section>
        )}
        <footer className="sh-row">
          <LanguageSwitch />
          <ThemeSwitch />
        </footer>
      </form>
    </main>
  );
}
