import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Delivery, EventDetail } from '../contract.ts';
import { EventCorrection } from './event-correction.tsx';
import { EventDeliveries } from './event-deliveries.tsx';
import { EventHistory } from './event-history.tsx';
import { SetAsideDialog } from './set-aside-dialog.tsx';
import { useSettle } from './use-settle.tsx';
import './administration.css';

const open = new Set(['waiting', 'behind', 'retry', 'dead']);

/** One event over the list: how each handler fared, the payload with its correction, and who did what. */
export default function EventPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { id = '' } = useParams();
  const detail = useApi<EventDetail>(`/api/administration/events/${encodeURIComponent(id)}`);
  const maySettle = useMay('administration.settle-events');
  const settle = useSettle();
  const [leaving, setLeaving] = useState<Delivery | null>(null);
  return (
    <DetailDrawer title={detail.data?.type ?? t('event.title')} back="/administration/events">
      <Loaded query={detail} rows={10}>
        {(event) => (
          <>
            <dl className="administration-terms">
              <dt>{t('event.subject')}</dt>
              <dd>{event.subject ?? <span className="sh-quiet">{t('event.no-subject')}</span>}</dd>
              <dt>{t('event.at')}</dt>
              <dd>{formatTime(event.at, language)}</dd>
              <dt>{t('event.id')}</dt>
              <dd className="administration-id">{event.id}</dd>
            </dl>
            <EventDeliveries event={event} settle={maySettle ? settle : null} onSetAside={setLeaving} />
            <section className="administration-section">
              <h2>{t(event.isCorrected ? 'event.payload-now' : 'event.payload')}</h2>
              <pre className="administration-payload">
                {JSON.stringify(event.isCorrected ? event.corrected : event.payload, null, 2)}
              </pre>
              {event.isCorrected && (
                <details>
                  <summary>{t('event.payload-original')}</summary>
                  <pre className="administration-payload">{JSON.stringify(event.payload, null, 2)}</pre>
                </details>
              )}
            </section>
            {maySettle && event.deliveries.some(({ state }) => open.has(state)) && (
              <EventCorrection key={`${event.id} ${event.corrections}`} event={event} settle={settle} />
            )}
            <EventHistory event={event} />
          </>
        )}
      </Loaded>
      {leaving && <SetAsideDialog delivery={leaving} settle={settle} onClose={() => setLeaving(null)} />}
    </DetailDrawer>
  );
}
