import { formatTime } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KeyList } from '../contract.ts';

/** The keys with which this server signs who has signed in, and their renewal. */
export function SigningKeys({ mayRenew }: { readonly mayRenew: boolean }) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { busy, post } = usePost();
  const keys = useApi<KeyList>('/api/administration/keys');
  return (
    <section className="administration-section">
      <h2>{t('keys.title')}</h2>
      <p className="sh-quiet">{t('keys.lead')}</p>
      <Loaded query={keys} rows={2}>
        {({ items }) => (
          <ul className="administration-sessions">
            {items.map(({ kid, alg, madeAt, goneAt, signs }) => (
              <li key={kid}>
                <div>
                  <StatusMark status={signs ? 'met' : 'none'} said={t(signs ? 'keys.signs' : 'keys.shown')} /> {alg}{' '}
                  <code className="sh-code">{kid}</code>
                  <span className="administration-subject">
                    {t('keys.made', { time: formatTime(madeAt, language) })}
                    {goneAt && t('keys.gone', { time: formatTime(goneAt, language) })}
                  </span>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {mayRenew && (
        <Popconfirm
          title={t('keys.renew-ask')}
          okText={t('keys.renew')}
          cancelText={t('act.cancel')}
          onConfirm={() => void post('/api/administration/keys/renew')}
        >
          <Button className="administration-buttons" size="small" loading={busy}>
            {t('keys.renew')}
          </Button>
        </Popconfirm>
      )}
    </section>
  );
}
