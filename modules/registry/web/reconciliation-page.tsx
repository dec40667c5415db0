import { useAddress, useArea } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate, formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Reconciliation } from '../contract.ts';
import { reconciliationColumns } from './reconciliation-columns.tsx';
import './registry.css';

/** Does the registry add up to what was published? How many totals are equal, and what differs first. */
export default function ReconciliationPage() {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { get, set } = useAddress();
  const area = useArea();
  const view = get('show') === 'open' ? 'open' : 'all';
  const query = { area, show: view };
  const list = useApi<Reconciliation>('/api/registry/reconciliation', query);
  const { data } = list;
  const open = data ? data.total - data.equal : 0;
  return (
    <>
      <PageHead
        title={t('reconciliation.title')}
        lead={data && t('reconciliation.lead', { date: formatDate(data.asOf, language) })}
      >
        {data && (
          <p className={`registry-verdict ${open === 0 ? 'registry-good' : 'registry-open'}`}>
            <strong>
              {formatNumber(data.equal, 0, language)} / {formatNumber(data.total, 0, language)}
            </strong>{' '}
            {open === 0 ? t('reconciliation.all-equal') : t('reconciliation.some-open', { count: open })}
          </p>
        )}
      </PageHead>
      <DataTable
        id="registry.reconciliation"
        fill
        caption={t('reconciliation.title')}
        columns={reconciliationColumns(t, language)}
        rows={data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => `${row.area.code} ${row.measure}`}
        total={data?.items.length}
        busy={list.isFetching}
        toolbar={
          <Segmented
            size="small"
            aria-label={t('reconciliation.show')}
            value={view}
            onChange={(next) => set({ show: next === 'open' ? next : null })}
            options={[
              { value: 'all', label: t('reconciliation.all') },
              { value: 'open', label: t('reconciliation.only-open') },
            ]}
          />
        }
        actions={<ExportLinks path="/api/registry/reconciliation/export" query={query} />}
        empty={t('reconciliation.empty')}
      />
    </>
  );
}
