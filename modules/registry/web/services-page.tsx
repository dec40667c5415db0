import { useAddress, useArea } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate, formatNumber } from '@songhua/ui/format.ts';
import { AreaMap } from '@songhua/ui/map/area-map.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { OfferList, Offers } from '../contract.ts';
import { offerColumns } from './offer-columns.tsx';
import { OfferFilters, readOffer } from './offer-filters.tsx';

const pageSize = 50;

/** Where a service, department, designation, laboratory or machine is: offered, known not to be, not known. */
export default function ServicesPage() {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { id } = useParams();
  const area = useArea();
  const { what, code } = readOffer(get('offer'));
  const filters = { what, code, class: get('class'), level: get('level'), state: get('state') };
  const sort = get('sort');
  const limit = Number(get('limit')) || pageSize;
  const offset = Number(get('offset')) || 0;
  const choices = useApi<OfferList>('/api/registry/offers');
  const found = useApi<Offers>(area ? '/api/registry/services' : null, { ...filters, area, sort, limit, offset });
  const { data } = found;
  const areas = data?.areas;
  const marks = useMemo(
    () =>
      (areas ?? []).map(({ area: at, offered, absent, unknown }) => ({
        area: at,
        // Where nothing is known, none is no answer.
        value: offered === 0 && absent === 0 ? null : offered,
        reason: t('services.nothing-known'),
        note: t('services.note', {
          absent: formatNumber(absent, 0, language),
          unknown: formatNumber(unknown, 0, language),
        }),
      })),
    [areas, t, language],
  );
  const title = data?.title[language] ?? '';
  const count = (state: 'offered' | 'absent' | 'unknown') =>
    formatNumber(
      (areas ?? []).reduce((sum, one) => sum + one[state], 0),
      0,
      language,
    );
  return (
    <>
      <PageHead
        title={t('services.title')}
        lead={
          data &&
          t('services.lead', {
            title,
            offered: count('offered'),
            absent: count('absent'),
            unknown: count('unknown'),
            date: formatDate(data.asOf, language),
          })
        }
      />
      <OfferFilters choices={choices.data?.items} />
      {Boolean(choices.error) && <ProblemNotice error={choices.error} onRetry={() => void choices.refetch()} />}
      {data && (
        <section className="registry-map" aria-label={t('services.map', { title })}>
          <AreaMap
            name={t('services.map', { title })}
            kind="count"
            marks={marks}
            valueTitle={t('services.offered')}
            unit={t('unit.institutions')}
            selected={get('area')}
            onSelect={(next) => set({ area: next === get('area') ? null : next, offset: null }, false)}
          />
        </section>
      )}
      <DataTable
        id="registry.services"
        caption={t('services.map', { title })}
        columns={offerColumns(t, language)}
        rows={data?.items}
        error={found.error}
        onRetry={() => void found.refetch()}
        rowKey={(row) => row.id}
        total={data?.total}
        current={id}
        busy={found.isFetching}
        sort={sort ?? 'state'}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={{
          offset,
          limit,
          onChange: (from, size) => set({ offset: from ? String(from) : null, limit: size === pageSize ? null : String(size) }),
        }}
        actions={<ExportLinks path="/api/registry/services/export" query={{ ...filters, area, sort }} />}
        notice={
          data?.items.some(({ evidence }) => evidence === 'synthetic') && <p className="registry-synthetic">{t('synthetic')}</p>
        }
        empty={t('services.empty')}
      />
    </>
  );
}
