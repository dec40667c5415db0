import { useAddress, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Objection, type ObjectionList, objectionFilter } from '../contract.ts';
import { AuditMark } from './audit-mark.tsx';
import { Missing } from './missing.tsx';
import { objectionShapes } from './objection-shapes.ts';
import './administration.css';

/** What residents object to, what is not settled first. */
export default function ObjectionsPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { get, set } = useAddress();
  const kept = useKept(true);
  const { id } = useParams();
  const state = get('state') ?? 'pending';
  const { limit, offset, paging } = usePaging();
  const list = useApi<ObjectionList>('/api/administration/objections', { state, limit, offset });
  const columns: Column<Objection>[] = [
    {
      key: 'at',
      title: t('objections.column.at'),
      keep: true,
      rowHeader: true,
      render: (one) => <Link to={`/administration/objections/${one.id}${kept}`}>{formatTime(one.at, language)}</Link>,
    },
    { key: 'by', title: t('objections.column.by'), render: ({ by }) => by },
    { key: 'reason', title: t('objections.column.reason'), render: ({ reason }) => reason },
    {
      key: 'who',
      title: t('objections.column.who'),
      rank: 2,
      render: ({ access }) => <Missing text={access?.actorName ?? access?.actorId} reason={t('audit.gone')} />,
    },
    {
      key: 'state',
      title: t('anomalies.column.state'),
      keep: true,
      render: (one) => <AuditMark status={objectionShapes[one.state]} word={t(`objections.state.${one.state}`)} />,
    },
  ];
  return (
    <>
      <PageHead title={t('objections.title')} lead={t('objections.lead')} />
      <DataTable
        id="administration.objections"
        fill
        caption={t('objections.title')}
        columns={columns}
        rows={list.data?.items}
        error={list.data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={(one) => one.id}
        current={id}
        total={list.data?.total}
        paging={paging}
        empty={t('objections.empty')}
        toolbar={
          <Segmented
            size="small"
            aria-label={t('anomalies.column.state')}
            value={state}
            onChange={(next) => set({ state: next === 'pending' ? null : next, offset: null })}
            options={objectionFilter.options.map((value) => ({ value, label: t(`objections.state.${value}`) }))}
          />
        }
        actions={<ExportLinks path="/api/administration/objections/export" query={{ state }} />}
      />
    </>
  );
}
