import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Reconciliation } from '../contract.ts';
import { reconciliationColumns } from './reconciliation-columns.tsx';

/** Published totals of the area itself beside the registry's sums. */
export function AreaReconciliation({ code }: { readonly code: string }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const found = useApi<Reconciliation>('/api/registry/reconciliation', { area: code });
  const rows = found.data?.items.filter(({ area }) => area.code === code);
  return (
    <section className="registry-section">
      <DataTable
        id="registry.area-reconciliation"
        caption={t('reconciliation.title')}
        columns={reconciliationColumns(t, language).filter(({ key }) => key !== 'area')}
        rows={rows}
        error={found.error}
        onRetry={() => void found.refetch()}
        rowKey={(row) => row.measure}
        total={rows?.length}
        busy={found.isFetching}
        toolbar={<h2>{t('reconciliation.title')}</h2>}
        actions={<ExportLinks path="/api/registry/reconciliation/export" query={{ area: code }} />}
        empty={t('area.nothing-published')}
      />
    </section>
  );
}
