import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Received } from '../contract.ts';
import { sayMoment } from './when.ts';
import './emergency.css';

/** What the emergency command sent to one's institution or department, what nobody has acknowledged first. */
export default function ReceivedPage() {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const query = useApi<Received>('/api/emergency/received');
  const { busy, post } = usePost();
  return (
    <>
      <PageHead title={t('received.title')} lead={t('received.lead')} />
      <Loaded query={query}>
        {({ items }) => (
          <>
            {items.length === 0 && <p className="sh-quiet">{t('received.empty')}</p>}
            {items.map((one) => (
              <article key={one.notice} className="em-section em-notice" aria-label={one.title}>
                <h2>
                  {t(`audience.${one.audience}`)} · {one.title}
                </h2>
                <p className="em-under">
                  {t('received.from', { by: one.sentBy ?? '—', at: sayMoment(one.sentAt, language), event: one.eventTitle })}
                </p>
                <p className="em-text">{one.body}</p>
                <p className="em-under">{t('received.to', { to: one.to.map((name) => name[language]).join(t('and')) })}</p>
                {one.acknowledgedAt === null ? (
                  <p className="em-task-head">
                    <StatusMark status="off-track" said={t('received.waiting')} />
                    <Button
                      type="primary"
                      className="sh-no-print"
                      disabled={busy}
                      onClick={() => void post(`/api/emergency/received/${one.notice}/acknowledge`, {})}
                    >
                      {t('received.confirm')}
                    </Button>
                  </p>
                ) : (
                  <StatusMark
                    status="met"
                    said={t('received.done', {
                      by: one.acknowledgedBy ?? '—',
                      at: sayMoment(one.acknowledgedAt, language),
                    })}
                  />
                )}
              </article>
            ))}
          </>
        )}
      </Loaded>
    </>
  );
}
