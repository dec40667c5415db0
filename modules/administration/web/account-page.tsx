import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { AccountDetail, AccountEdit, OneTimeCode } from '../contract.ts';
import { AccountDeeds } from './account-deeds.tsx';
import { AccountFields } from './account-fields.tsx';
import { AccountRelations } from './account-relations.tsx';
import { AccountStateMark } from './account-state-mark.tsx';
import { OneTimeCodeDialog } from './one-time-code-dialog.tsx';
import { SessionList } from './session-list.tsx';
import './administration.css';

/** One account over the list: what it is, where its owner works, where it is signed in, and what can be done about it. */
export default function AccountPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const text = useText();
  const { id = '' } = useParams();
  const path = `/api/administration/accounts/${encodeURIComponent(id)}`;
  const detail = useApi<AccountDetail>(path);
  const mayManage = useMay('administration.manage-accounts');
  const { message } = App.useApp();
  const { busy, post } = usePost();
  const [draft, setDraft] = useState<AccountEdit | null>(null);
  const [code, setCode] = useState<OneTimeCode | null>(null);
  const act = async (deed: string, body: object = {}): Promise<void> => {
    const answer = await post<Partial<OneTimeCode>>(`${path}${deed}`, body);
    if (answer?.code !== undefined) setCode(answer as OneTimeCode);
    else if (answer) void message.success(t('account.done'));
  };
  return (
    <DetailDrawer title={detail.data?.account.username ?? t('account.title')} back="/administration/accounts">
      <Loaded query={detail} rows={10}>
        {({ account, memberships, proxies, sessions, roles }) => (
          <>
            <dl className="administration-terms">
              <dt>{t('account.state')}</dt>
              <dd>
                <AccountStateMark state={account.state} />
                {account.lockedUntil && account.state === 'locked' && ` ${formatTime(account.lockedUntil, language)}`}
              </dd>
              <dt>{t('account.name')}</dt>
              <dd>{account.name}</dd>
              <dt>{t('account.roles')}</dt>
              <dd>
                {roles
                  .filter(({ role }) => account.roles.includes(role))
                  .map(({ title }) => text(title))
                  .join(language === 'zh' ? '、' : ', ')}
              </dd>
              <dt>{t('account.second-factor')}</dt>
              <dd>{account.secondFactor ? t('account.on') : t('account.off')}</dd>
              <dt>{t('account.failures')}</dt>
              <dd>{account.failures === 0 ? t('account.no-failures') : t('account.failures-of', { ...account })}</dd>
              <dt>{t('account.created')}</dt>
              <dd>{formatTime(account.createdAt, language)}</dd>
            </dl>
            {account.demo && <p className="sh-quiet">{t('account.demo-long')}</p>}
            {mayManage && !account.demo && (
              <>
                <AccountDeeds account={account} busy={busy} act={act} />
                <section className="administration-section">
                  <h2>{t('account.edit')}</h2>
                  <AccountFields value={draft ?? account} onChange={setDraft} roles={roles} />
                  <Button
                    className="administration-buttons"
                    type="primary"
                    disabled={!draft}
                    loading={busy}
                    onClick={() => {
                      const { name, roles: held, area, practitioner, patient } = draft ?? account;
                      void act('/edit', { name, roles: held, area, practitioner, patient }).then(() => setDraft(null));
                    }}
                  >
                    {t('account.save')}
                  </Button>
                </section>
              </>
            )}
            <AccountRelations
              key={JSON.stringify([memberships, proxies])}
              memberships={memberships}
              proxies={proxies}
              roles={roles}
              busy={busy}
              save={mayManage && !account.demo ? act : null}
            />
            <section className="administration-section">
              <h2>{t('session.title')}</h2>
              <SessionList sessions={sessions} onEnd={mayManage ? (session) => void act(`/sessions/${session.id}/end`) : null} />
            </section>
          </>
        )}
      </Loaded>
      {code && <OneTimeCodeDialog code={code} username={detail.data?.account.username ?? ''} onClose={() => setCode(null)} />}
    </DetailDrawer>
  );
}
