import { request } from '@songhua/ui/api.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand, SignInFrame } from './sign-in-frame.tsx';
import { SignInProblem } from './sign-in-problem.tsx';

const nothing = { code: '', username: '', name: '', password: '' };

/** The first administrator, for whoever reads the server's console. */
export default function SetUpPage() {
  const { t } = useTranslation('web');
  const language = useLanguage();
  const [typed, setTyped] = useState(nothing);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      const { returnTo } = await request<{ returnTo: string }>('/set-up', { method: 'POST', body: typed, language });
      window.location.assign(returnTo);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const field = (name: keyof typeof nothing) => ({
    id: name,
    name,
    required: true,
    size: 'large' as const,
    value: typed[name],
    onChange: (event: { target: { value: string } }) => setTyped((before) => ({ ...before, [name]: event.target.value })),
  });
  return (
    <SignInFrame onSubmit={() => void submit()}>
      <Brand title={t('set-up.title')} lead={t('set-up.lead')} />
      <label htmlFor="code">{t('set-up.code')}</label>
      <Input {...field('code')} autoComplete="one-time-code" autoFocus />
      <label htmlFor="username">{t('sign-in.username')}</label>
      <Input {...field('username')} autoComplete="username" />
      <label htmlFor="name">{t('set-up.name')}</label>
      <Input {...field('name')} autoComplete="name" />
      <label htmlFor="password">{t('sign-in.new-password')}</label>
      <Input.Password {...field('password')} autoComplete="new-password" />
      <SignInProblem error={error} />
      <Button type="primary" size="large" htmlType="submit" loading={busy} block>
        {t('set-up.go')}
      </Button>
    </SignInFrame>
  );
}
