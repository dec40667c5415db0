import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OwnAccount } from '../contract.ts';
import { OwnApps } from './own-apps.tsx';
import { OwnPassword } from './own-password.tsx';
import { OwnSecondFactor } from './own-second-factor.tsx';
import { SessionList } from './session-list.tsx';
import './administration.css';

const path = '/api/administration/me';

/** One's own account: where one is signed in, password and second factor. */
export default function OwnAccountPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const text = useText();
  const own = useApi<OwnAccount>(path);
  const { message } = App.useApp();
  const { busy, post } = usePost();
  return (
    <>
      <PageHead title={t('own.title')} lead={t('own.lead')} />
      <Loaded query={own} rows={8}>
        {(account) => (
          <div className="administration-own-page">
            <dl className="administration-terms">
              <dt>{t('account.username')}</dt>
              <dd>{account.username}</dd>
              <dt>{t('account.name')}</dt>
              <dd>{account.name}</dd>
              <dt>{t('account.roles')}</dt>
              <dd>{account.roles.map(({ title }) => text(title)).join(language === 'zh' ? '、' : ', ')}</dd>
              <dt>{t('own.password-at')}</dt>
              <dd>{account.passwordAt ? formatTime(account.passwordAt, language) : t('own.password-first')}</dd>
            </dl>
            <section className="administration-section">
              <h2>{t('session.title')}</h2>
              <SessionList
                sessions={account.sessions}
                onEnd={async (session) => {
                  if (await post(`${path}/sessions/${session.id}/end`)) void message.success(t('session.ended'));
                }}
              />
              {account.sessions.length > 1 && (
                <Popconfirm
                  title={t('session.end-others-ask')}
                  okText={t('session.end-others')}
                  cancelText={t('act.cancel')}
                  onConfirm={async () => {
                    const answer = await post<{ ended: number }>(`${path}/sessions/end-others`);
                    if (answer) void message.success(t('session.ended-others', { count: answer.ended }));
                  }}
                >
                  <Button className="administration-buttons" size="small" loading={busy}>
                    {t('session.end-others')}
                  </Button>
                </Popconfirm>
              )}
            </section>
            <OwnApps />
            {account.demo ? (
              <p className="sh-quiet">{t('own.demo')}</p>
            ) : (
              <>
                <OwnPassword username={account.username} />
                <OwnSecondFactor factor={account.secondFactor} />
              </>
            )}
          </div>
        )}
      </Loaded>
    </>
  );
}
