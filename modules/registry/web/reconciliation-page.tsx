import { useAddress, useArea, useChoices } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate, formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Reconciliation } from '../contract.ts';
import { liesIn } from './lies-in.ts';
import { attentionFirst, reconciliationColumns } from './reconciliation-columns.tsx';
import { ReconciliationCsv } from './reconciliation-csv.tsx';
import './registry.css';

/** Does the registry add up to what was published? How many totals are equal, and what differs first. */
export default function ReconciliationPage() {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { get, set } = useAddress();
  const area = useArea();
  const { home, areas } = useChoices();
  // The city holds every area, so it narrows nothing.
  const within = area === home ? null : area;
  const list = useApi<Reconciliation>('/api/registry/reconciliation');
  const { data } = list;
  const view = get('show') === 'open' ? 'open' : 'all';
  const open = data ? data.total - data.equal : 0;
  const ordered = data && attentionFirst(data.items);
  const rows = ordered?.filter(
    (row) => (view === 'all' || row.status !== 'equal') && (within === null || liesIn(row.area.code, within, areas)),
  );
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
        rows={rows}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => `${row.area.code} ${row.measure}`}
        total={rows?.length}
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
        actions={
          within === null && view === 'all' ? (
            <ExportLinks path="/api/registry/reconciliation/export" />
          ) : (
            rows && <ReconciliationCsv rows={rows} />
          )
        }
        empty={t('reconciliation.empty')}
      />
    </>
  );
}
