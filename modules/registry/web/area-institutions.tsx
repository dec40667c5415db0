import { useAddress } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { InstitutionList } from '../contract.ts';
import { institutionColumns } from './institution-columns.tsx';

const pageSize = 50;

/** What stands in a town, one by one. */
export function AreaInstitutions({ code }: { readonly code: string }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { get, set } = useAddress();
  const sort = get('sort') ?? 'kind';
  const offset = Number(get('offset')) || 0;
  const query = { area: code, sort };
  const list = useApi<InstitutionList>('/api/registry/institutions', { ...query, limit: pageSize, offset });
  return (
    <section className="registry-section">
      <p className="sh-quiet">{t('area.town')}</p>
      <DataTable
        id="registry.area-institutions"
        caption={t('institutions.title')}
        columns={institutionColumns(t, language, '').filter(({ key }) => key !== 'area' && key !== 'town')}
        rows={list.data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={list.data?.total}
        busy={list.isFetching}
        sort={sort}
        onSort={(next) => set({ sort: next, offset: null })}
        toolbar={<h2>{t('institutions.title')}</h2>}
        actions={<ExportLinks path="/api/registry/institutions/export" query={query} />}
        paging={{ offset, limit: pageSize, onChange: (from) => set({ offset: from ? String(from) : null }) }}
        empty={t('area.no-institutions')}
      />
    </section>
  );
}
