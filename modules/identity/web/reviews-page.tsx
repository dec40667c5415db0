import { useAddress, useKept } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { type Grade, reviewFilterState, reviewKind } from '../contract.ts';
import { CountyFilter } from './county-filter.tsx';
import { InstitutionFilter } from './institution-filter.tsx';
import { reviewColumns } from './review-columns.tsx';
import { sayAge } from './say-age.ts';
import { useReviewQueue } from './use-review-queue.ts';
import './identity.css';

/** What waits and what is laid aside first. */
const states = [...new Set(['open', 'deferred', ...reviewFilterState.options] as const)];
const grades: readonly Grade[] = ['certain', 'probable', 'possible'];

/** Which pairs wait for me? Those that have waited longest first; one click opens the first, and each decision the next. */
export default function ReviewsPage() {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const navigate = useNavigate();
  const { id } = useParams();
  const { get, set } = useAddress();
  const kept = useKept(true);
  const { filter, list, paging } = useReviewQueue();
  const { data } = list;
  const first = filter.state === 'open' ? data?.items[0] : undefined;
  const oldest = filter.state === 'open' && filter.sort === 'opened' && paging.offset === 0 ? first : undefined;
  const waiting = data && t('reviews.lead', { count: data.counts.open ?? 0 });
  return (
    <>
      <PageHead
        title={t('reviews.title')}
        lead={
          data && (
            <>
              {waiting}
              {oldest && ` ${t('reviews.oldest', { age: sayAge(t, oldest.opened, data.asOf) })}`}
            </>
          )
        }
      >
        {first && (
          <Button type="primary" size="small" onClick={() => void navigate(`/identity/reviews/${first.id}${kept}`)}>
            {t('reviews.begin')}
          </Button>
        )}
      </PageHead>
      <DataTable
        id="identity.reviews"
        fill
        caption={t('reviews.title')}
        columns={reviewColumns({ t, language, kept, asOf: data?.asOf })}
        rows={data?.items}
        error={data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={data?.total}
        current={id}
        sort={filter.sort}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={paging}
        empty={filter.state === 'open' ? t('reviews.none-open') : t('reviews.empty')}
        toolbar={
          <>
            <Select
              className="identity-filter"
              aria-label={t('reviews.state')}
              value={filter.state}
              options={states.map((value) => ({
                value,
                label: `${t(`review-state.${value}`)}${data ? ` ${data.counts[value] ?? 0}` : ''}`,
              }))}
              onChange={(value: string) => set({ state: value === 'open' ? null : value, offset: null })}
            />
            <Select
              allowClear
              className="identity-filter"
              aria-label={t('reviews.grade-filter')}
              placeholder={t('reviews.grade-filter')}
              popupMatchSelectWidth={false}
              value={get('grade') ?? null}
              options={grades.map((value) => ({ value, label: t(`grade-filter.${value}`) }))}
              onChange={(value: string | undefined) => set({ grade: value ?? null, offset: null })}
            />
            <Select
              allowClear
              className="identity-filter"
              aria-label={t('drift.filter')}
              placeholder={t('drift.filter')}
              popupMatchSelectWidth={false}
              value={get('kind') ?? null}
              options={reviewKind.options.map((value) => ({ value, label: t(`drift.kind-${value}`) }))}
              onChange={(value: string | undefined) => set({ kind: value ?? null, offset: null })}
            />
            <CountyFilter />
            <InstitutionFilter />
          </>
        }
        actions={<ExportLinks path="/api/identity/reviews/export" query={filter} />}
      />
    </>
  );
}
