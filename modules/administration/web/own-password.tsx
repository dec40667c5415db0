import { usePost } from '@songhua/ui/use-write.ts';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const nothing = { password: '', newPassword: '', again: '' };

/** Another password; all other sessions end with it. */
export function OwnPassword({ username }: { readonly username: string }) {
  const { t } = useTranslation('administration');
  const { message } = App.useApp();
  const { busy, post } = usePost();
  const [typed, setTyped] = useState(nothing);
  const differ = typed.again !== '' && typed.again !== typed.newPassword;
  const submit = async () => {
    const { password, newPassword } = typed;
    const answer = await post<{ ended: number }>('/session/password', { password, newPassword });
    if (!answer) return;
    setTyped(nothing);
    void message.success(t('own.password-changed', { count: answer.ended }));
  };
  const field = (name: keyof typeof nothing, autoComplete: string) => (
    <>
      <label htmlFor={`own-${name}`} className="administration-label">
        {t(`own.${name}`)}
      </label>
      <Input.Password
        id={`own-${name}`}
        required
        autoComplete={autoComplete}
        value={typed[name]}
        status={name === 'again' && differ ? 'error' : ''}
        onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      />
    </>
  );
  return (
    <section className="administration-section">
      <h2>{t('own.change-password')}</h2>
      <p className="sh-quiet">{t('own.password-rules')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!differ) void submit();
        }}
      >
        <input type="text" autoComplete="username" value={username} readOnly hidden />
        {field('password', 'current-password')}
        {field('newPassword', 'new-password')}
        {field('again', 'new-password')}
        {differ && <p role="alert">{t('own.differ')}</p>}
        <Button className="administration-buttons" htmlType="submit" type="primary" loading={busy}>
          {t('own.change-password')}
        </Button>
      </form>
    </section>
  );
}
