import { useAddress } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ConsentList } from '../contract.ts';
import { AskedBox } from './asked-box.tsx';
import './privacy.css';

type Row = ConsentList['items'][number];

const statuses = ['all', 'active', 'other'] as const;

/** A person's consents, and what each forbids in words. */
export default function ConsentsPage() {
  const { t } = useTranslation('privacy');
  const language = useLanguage();
  const text = useText();
  const { get, set } = useAddress();
  const { limit, offset, paging } = usePaging();
  const patient = get('patient') ?? '';
  const status = statuses.find((one) => one === get('status')) ?? 'all';
  const sort = get('sort');
  const list = useApi<ConsentList>(patient ? '/api/access/consents' : null, { patient, status, sort, limit, offset });
  const columns: readonly Column<Row>[] = [
    { key: 'id', title: t('consents.id'), rowHeader: true, render: ({ id }) => id },
    {
      key: 'binds',
      title: t('consents.state'),
      keep: true,
      render: ({ binds, status: one }) => (
        <StatusMark status={binds ? 'met' : 'none'} said={binds ? t('consents.binds') : t('consents.idle', { status: one })} />
      ),
    },
    {
      key: 'forbids',
      title: t('consents.forbids'),
      render: ({ forbids }) =>
        forbids.length > 0 ? (
          <ul className="privacy-through">
            {forbids.map((one) => (
              <li key={one.en}>{text(one)}</li>
            ))}
          </ul>
        ) : (
          t('consents.nothing')
        ),
    },
    {
      key: 'written',
      title: t('consents.written'),
      sort: 'written',
      rank: 2,
      keep: true,
      render: ({ written }) => formatTime(written, language),
    },
  ];
  return (
    <>
      <PageHead title={t('consents.title')} lead={t('consents.lead')} />
      <div className="privacy-fields">
        <AskedBox
          label={t('patient')}
          hint="Patient/123"
          value={patient}
          onEnter={(value) => set({ patient: value || null, offset: null })}
        />
      </div>
      {patient ? (
        <DataTable
          id="privacy.consents"
          fill
          caption={t('consents.title')}
          columns={columns}
          rows={list.data?.items}
          error={list.data ? undefined : list.error}
          onRetry={() => void list.refetch()}
          rowKey={({ id }) => id}
          total={list.data?.total}
          sort={sort}
          onSort={(next) => set({ sort: next, offset: null })}
          paging={paging}
          empty={t('consents.empty')}
          toolbar={
            <Segmented
              size="small"
              aria-label={t('consents.state')}
              value={status}
              onChange={(next) => set({ status: next === 'all' ? null : next, offset: null })}
              options={statuses.map((one) => ({ value: one, label: t(`consents.filter-${one}`) }))}
            />
          }
          actions={<ExportLinks path="/api/access/consents/export" query={{ patient, status, sort }} />}
        />
      ) : (
        <p className="sh-quiet">{t('consents.ask')}</p>
      )}
    </>
  );
}
