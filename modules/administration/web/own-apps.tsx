import { formatTime } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useSayScope } from '@songhua/ui/use-say-scope.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OwnApps as Apps } from '../contract.ts';

const path = '/api/administration/me/apps';

/** The apps that may act for me: what each may do in words, about whom, since when; and taking that back. */
export function OwnApps() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const say = useSayScope();
  const list = useApi<Apps>(path);
  const { busy, post } = usePost();
  return (
    <section className="administration-section" aria-labelledby="own-apps">
      <h2 id="own-apps">{t('own-apps.title')}</h2>
      <p className="sh-quiet">{t('own-apps.lead')}</p>
      <Loaded query={list} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="sh-quiet">{t('own-apps.none')}</p>
          ) : (
            <ul className="administration-sessions">
              {items.map((app) => (
                <li key={app.client}>
                  <div>
                    <strong>{app.name}</strong>
                    <ul className="administration-notes">
                      {app.scopes.map((scope) => (
                        <li key={scope}>{say(scope)}</li>
                      ))}
                    </ul>
                    <span className="administration-subject">
                      {[
                        app.patients.length > 0 &&
                          t('own-apps.about', { names: app.patients.map(({ id, name }) => name ?? id).join(t('client.and')) }),
                        t('own-apps.since', { time: formatTime(app.since, language) }),
                        app.lastUsedAt
                          ? t('own-apps.used', { time: formatTime(app.lastUsedAt, language) })
                          : t('own-apps.never-used'),
                        app.until && t('own-apps.until', { time: formatTime(app.until, language) }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </div>
                  <Popconfirm
                    title={t('own-apps.end-ask', { name: app.name })}
                    okText={t('own-apps.end')}
                    cancelText={t('act.cancel')}
                    onConfirm={() =>
                      void post(`${path}/${encodeURIComponent(app.client)}/end`, {}, t('own-apps.ended', { name: app.name }))
                    }
                  >
                    <Button size="small" loading={busy} aria-label={t('own-apps.end-named', { name: app.name })}>
                      {t('own-apps.end')}
                    </Button>
                  </Popconfirm>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
