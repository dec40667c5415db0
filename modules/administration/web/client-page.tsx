import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { ClientDetail } from '../contract.ts';
import { ClientDeeds } from './client-deeds.tsx';
import { ClientEditor } from './client-editor.tsx';
import { ClientHistory } from './client-history.tsx';
import { Missing } from './missing.tsx';
import './administration.css';

/** One program over the list: what it may do, whether it is used, what can be done about it, and what was. */
export default function ClientPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { id = '' } = useParams();
  const mayManage = useMay('administration.manage-clients');
  const path = `/api/administration/clients/${encodeURIComponent(id)}`;
  const detail = useApi<ClientDetail>(path);
  return (
    <DetailDrawer title={detail.data?.client.name ?? t('client.title')} back="/administration/clients">
      <Loaded query={detail} rows={10}>
        {({ client, tokens }) => (
          <>
            <dl className="administration-terms">
              <dt>{t('account.state')}</dt>
              <dd>
                <StatusMark
                  status={client.disabledAt ? 'none' : 'met'}
                  said={t(client.disabledAt ? 'client.paused' : 'client.enabled')}
                />
                {client.disabledAt && ` ${formatTime(client.disabledAt, language)}`}
              </dd>
              <dt>client_id</dt>
              <dd>
                <code className="sh-code">{client.id}</code>
              </dd>
              <dt>{t('client.kind')}</dt>
              <dd>{t(`client-kind.${client.kind}`)}</dd>
              <dt>{t('client.method')}</dt>
              <dd>
                {t(`client-method.${client.method}`)}
                {client.secretAt && ` · ${t('client.secret-at', { time: formatTime(client.secretAt, language) })}`}
              </dd>
              <dt>{t('client.created')}</dt>
              <dd>{formatTime(client.createdAt, language)}</dd>
              <dt>{t('client.last-used')}</dt>
              <dd>
                <Missing text={client.lastUsedAt && formatTime(client.lastUsedAt, language)} reason={t('client.never-used')} />
              </dd>
              <dt>{t('client.tokens')}</dt>
              <dd>
                {t('client.tokens-open', { access: tokens.access, refresh: tokens.refresh })}
                {client.kind === 'app' && ` · ${t('client.people', { count: tokens.people })}`}
              </dd>
            </dl>
            {mayManage && <ClientDeeds client={client} tokens={tokens} path={path} />}
            <ClientEditor key={client.id} client={client} path={path} mayManage={mayManage} />
            <ClientHistory client={client} path={path} mayManage={mayManage} />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
