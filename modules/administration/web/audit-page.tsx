import { useAddress, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatSecond } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { AuditEntry, AuditList } from '../contract.ts';
import { AuditFilters, useAuditFilter } from './audit-filters.tsx';
import { AuditMark, outcomeOf, outcomeShapes } from './audit-mark.tsx';
import { AuditAlarms, AuditStateLine } from './audit-state.tsx';
import { Missing } from './missing.tsx';
import './administration.css';

/** Who did what, to whose records, and how it ended; newest first. */
export default function AuditPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { get, set } = useAddress();
  const kept = useKept(true);
  const { id } = useParams();
  const filter = useAuditFilter();
  const sort = get('sort') ?? '-at';
  const { limit, offset, paging } = usePaging();
  const list = useApi<AuditList>('/api/administration/audit', { ...filter, sort, limit, offset });
  const titles = new Map(list.data?.events.map(({ event, title }) => [event, title[language]]));
  const columns: Column<AuditEntry>[] = [
    {
      key: 'at',
      title: t('audit.column.at'),
      sort: 'at',
      keep: true,
      rowHeader: true,
      render: ({ entry, at }) => <Link to={`/administration/audit/${entry}${kept}`}>{formatSecond(at, language)}</Link>,
    },
    {
      key: 'who',
      title: t('audit.column.who'),
      render: ({ actorName, actorId }) => <span title={actorId}>{actorName ?? actorId}</span>,
    },
    {
      key: 'what',
      title: t('audit.column.what'),
      render: ({ event, method, path }) => (
        <span className="administration-path">
          {event === 'request' ? `${method} ${path}` : `${titles.get(event) ?? event} ${path}`}
        </span>
      ),
    },
    {
      key: 'patients',
      title: t('audit.column.patients'),
      numeric: true,
      rank: 2,
      render: ({ patientCount, onlyAsked }) =>
        onlyAsked > 0 ? (
          <>
            {patientCount}
            <span className="administration-subject">{t('audit.only-asked', { count: onlyAsked })}</span>
          </>
        ) : (
          patientCount
        ),
    },
    {
      key: 'outcome',
      title: t('audit.column.outcome'),
      keep: true,
      render: ({ status }) => (
        <AuditMark status={outcomeShapes[outcomeOf(status)]} word={`${t(`audit.outcome.${outcomeOf(status)}`)} ${status}`} />
      ),
    },
    {
      key: 'purpose',
      title: t('audit.column.purpose'),
      rank: 3,
      hidden: true,
      render: ({ purpose }) => <Missing text={purpose} reason={t('audit.missing')} />,
    },
    {
      key: 'address',
      title: t('audit.column.address'),
      rank: 3,
      render: ({ address }) => <Missing text={address} reason={t('audit.missing')} />,
    },
    {
      key: 'number',
      title: t('audit.column.number'),
      numeric: true,
      rank: 2,
      render: ({ number }) => <Missing text={number} reason={t('audit.unchained')} />,
    },
  ];
  return (
    <>
      <PageHead title={t('audit.title')} lead={<AuditStateLine />} />
      <AuditAlarms />
      <DataTable
        id="administration.audit"
        fill
        caption={t('audit.title')}
        columns={columns}
        rows={list.data?.items}
        error={list.data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ entry }) => String(entry)}
        current={id}
        total={list.data?.total}
        sort={sort}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={paging}
        empty={t('audit.empty')}
        toolbar={<AuditFilters list={list.data} />}
        actions={<ExportLinks path="/api/administration/audit/export" query={{ ...filter, sort }} />}
      />
    </>
  );
}
