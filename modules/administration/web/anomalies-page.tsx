import { useAddress, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Anomaly, type AnomalyList, anomalyKind, anomalyState } from '../contract.ts';
import { AuditMark } from './audit-mark.tsx';
import './administration.css';

const anomalyShapes = { open: 'behind', explained: 'met', escalated: 'off-track' } as const;

/** What of the accesses looks unusual, the worst first. A finding is a question, not a verdict. */
export default function AnomaliesPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { get, set } = useAddress();
  const kept = useKept(true);
  const { id } = useParams();
  const filter = { state: get('state') ?? 'open', kind: get('kind'), actor: get('actor') };
  const sort = get('sort') ?? 'severity';
  const { limit, offset, paging } = usePaging();
  const list = useApi<AnomalyList>('/api/administration/anomalies', { ...filter, sort, limit, offset });
  const columns: Column<Anomaly>[] = [
    {
      key: 'kind',
      title: t('anomalies.column.kind'),
      rowHeader: true,
      render: (one) => (
        <Link to={`/administration/anomalies/${encodeURIComponent(one.id)}${kept}`}>{t(`anomalies.kind.${one.kind}`)}</Link>
      ),
    },
    { key: 'day', title: t('anomalies.column.day'), keep: true, render: ({ day }) => formatDate(day, language) },
    {
      key: 'who',
      title: t('audit.column.who'),
      render: ({ actorName, actorId }) => <span title={actorId}>{actorName ?? actorId}</span>,
    },
    {
      key: 'severity',
      title: t('anomalies.column.severity'),
      numeric: true,
      rank: 2,
      render: ({ severity }) => `${Math.round(severity * 100)}`,
    },
    {
      key: 'state',
      title: t('anomalies.column.state'),
      keep: true,
      render: ({ state }) => <AuditMark status={anomalyShapes[state]} word={t(`anomalies.state.${state}`)} />,
    },
  ];
  return (
    <>
      <PageHead title={t('anomalies.title')} lead={t('anomalies.lead')} />
      <DataTable
        id="administration.anomalies"
        fill
        caption={t('anomalies.title')}
        columns={columns}
        rows={list.data?.items}
        error={list.data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={(one) => one.id}
        current={id}
        total={list.data?.total}
        paging={paging}
        empty={t('anomalies.empty')}
        toolbar={
          <>
            <Segmented
              size="small"
              aria-label={t('anomalies.column.state')}
              value={filter.state}
              onChange={(next) => set({ state: next === 'open' ? null : next, offset: null })}
              options={[...anomalyState.options, 'all'].map((value) => ({ value, label: t(`anomalies.state.${value}`) }))}
            />
            <Select
              allowClear
              className="administration-filter"
              aria-label={t('anomalies.column.kind')}
              placeholder={t('anomalies.column.kind')}
              value={filter.kind ?? null}
              popupMatchSelectWidth={false}
              options={anomalyKind.options.map((value) => ({ value, label: t(`anomalies.kind.${value}`) }))}
              onChange={(value: string | undefined) => set({ kind: value ?? null, offset: null })}
            />
            <Select
              aria-label={t('anomalies.sort')}
              value={sort}
              popupMatchSelectWidth={false}
              options={(['severity', 'day'] as const).map((value) => ({ value, label: t(`anomalies.by.${value}`) }))}
              onChange={(value: string) => set({ sort: value === 'severity' ? null : value, offset: null })}
            />
          </>
        }
        actions={<ExportLinks path="/api/administration/anomalies/export" query={filter} />}
      />
    </>
  );
}
