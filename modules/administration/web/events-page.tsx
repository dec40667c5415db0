import { useAddress, useKept } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Delivery, EventList } from '../contract.ts';
import { eventColumns } from './event-columns.tsx';
import { EventFilters, useStateAsked } from './event-filters.tsx';
import { EventSummary } from './event-summary.tsx';
import { SetAsideDialog } from './set-aside-dialog.tsx';
import { useRefresh } from './use-refresh.ts';
import { useSettle } from './use-settle.tsx';
import './administration.css';

/** What failed? Dead letters first, then what is retried by itself; everything else one click away. */
export default function EventsPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { id } = useParams();
  const kept = useKept(true);
  const state = useStateAsked();
  const maySettle = useMay('administration.settle-events');
  const settle = useSettle();
  const [leaving, setLeaving] = useState<Delivery | null>(null);
  const sort = get('sort');
  const { limit, offset, paging } = usePaging();
  const others = { handler: get('handler'), type: get('type'), subject: get('subject') };
  const list = useApi<EventList>('/api/administration/events', { ...others, state, sort, limit, offset });
  useRefresh();
  const { data } = list;
  const dead = data?.counts.dead ?? 0;
  const offersAll = maySettle && dead > 1 && (state === 'attention' || state === 'dead') && !others.subject;
  return (
    <>
      <PageHead title={t('events.title')} lead={data && !data.empty && <EventSummary list={data} failed={list.isError} />}>
        {offersAll && (
          <Popconfirm
            title={t('events.retry-all-ask')}
            okText={t('act.retry')}
            cancelText={t('act.cancel')}
            onConfirm={() => void settle.retryAll({ handler: others.handler, type: others.type })}
          >
            <Button size="small">{t('events.retry-all', { count: dead })}</Button>
          </Popconfirm>
        )}
      </PageHead>
      <DataTable
        id="administration.events"
        fill
        caption={t('events.title')}
        columns={eventColumns({ t, language, kept, settle: maySettle ? settle : null, onSetAside: setLeaving })}
        rows={data?.items}
        error={data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => `${row.id} ${row.handler}`}
        total={data?.total}
        current={data?.items.find((row) => row.id === id) && `${id} ${data.items.find((row) => row.id === id)?.handler}`}
        sort={sort}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={paging}
        empty={
          data?.empty ? t('events.empty') : state === 'attention' || state === 'dead' ? t('events.empty-attention') : undefined
        }
        toolbar={!data?.empty && <EventFilters list={data} />}
        actions={!data?.empty && <ExportLinks path="/api/administration/events/export" query={{ ...others, state, sort }} />}
      />
      {leaving && <SetAsideDialog delivery={leaving} settle={settle} onClose={() => setLeaving(null)} />}
    </>
  );
}
