import { useAddress, useArea, useKept } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate, formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Facets, InstitutionList } from '../contract.ts';
import { institutionColumns } from './institution-columns.tsx';
import { InstitutionFilters } from './institution-filters.tsx';
import { InstitutionsMap } from './institutions-map.tsx';
import { useMapView, ViewSwitch } from './view-switch.tsx';

const pageSize = 50;

/** Every registered institution: search, facets, sort and paging stay with the server and in the address. */
export default function InstitutionsPage() {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { id } = useParams();
  const map = useMapView();
  const area = useArea();
  const kept = useKept(true);
  const traits = { class: get('class'), kind: get('kind'), level: get('level'), ownership: get('ownership'), q: get('q') };
  const filters = { area, ...traits };
  const sort = get('sort');
  const limit = Number(get('limit')) || pageSize;
  const offset = Number(get('offset')) || 0;
  const list = useApi<InstitutionList>(area ? '/api/registry/institutions' : null, { ...filters, sort, limit, offset });
  const facets = useApi<Facets>(area ? '/api/registry/facets' : null, filters);
  const { data } = list;
  const count = (value: number | null) => (value === null ? '—' : formatNumber(value, 0, language));
  const lead = data && data.total > 0 && (
    <>
      {t('institutions.lead', {
        total: count(data.total),
        beds: count(data.beds),
        staff: count(data.staff),
        date: data.asOf ? formatDate(data.asOf, language) : '—',
      })}{' '}
      <EvidenceMark evidence={data.evidence} />
    </>
  );
  return (
    <>
      <PageHead title={t('institutions.title')} lead={lead}>
        {!data?.empty && <ViewSwitch />}
      </PageHead>
      {map && !data?.empty && <InstitutionsMap filters={traits} />}
      <DataTable
        id="registry.institutions"
        fill={!map}
        caption={t('institutions.title')}
        columns={institutionColumns(t, language, kept)}
        rows={data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={data?.total}
        current={id}
        busy={list.isFetching}
        sort={sort}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={{
          offset,
          limit,
          onChange: (from, size) => set({ offset: from ? String(from) : null, limit: size === pageSize ? null : String(size) }),
        }}
        notice={data?.evidence === 'synthetic' && <p className="registry-synthetic">{t('synthetic')}</p>}
        empty={data?.empty && t('institutions.empty')}
        toolbar={!data?.empty && <InstitutionFilters facets={facets.data} />}
        actions={!data?.empty && <ExportLinks path="/api/registry/institutions/export" query={{ ...filters, sort }} />}
      />
    </>
  );
}
