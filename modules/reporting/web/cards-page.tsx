import { useAddress, useKept } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Button, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { CardList, CardState, DiseaseList, WorkSummary } from '../contract.ts';
import { cardColumns } from './card-columns.tsx';
import { InstitutionPicker } from './institution-picker.tsx';
import './reporting.css';

const states: readonly CardState[] = [
  'draft',
  'reported',
  'returned',
  'checked',
  'approved',
  'dismissed',
  'duplicate',
  'deleted',
];

/** What is waiting, in a sentence: of an institution what is to be reported by when, of disease control what is to be reviewed. */
function Lead({ reviews }: { readonly reviews: boolean }) {
  const { t } = useTranslation('reporting');
  const { data } = useApi<WorkSummary>('/api/reporting/cards/summary');
  if (!data) return null;
  return reviews
    ? t('cards.lead-review', { count: data.toReview, overdue: data.overdue })
    : t('cards.lead-report', { count: data.draft, overdue: data.overdue, soon: data.soon, returned: data.returned });
}

/** Which cases must I report by when, or review? What is due first stands first. */
export default function CardsPage() {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  const navigate = useNavigate();
  const { id } = useParams();
  const { get, set } = useAddress();
  const kept = useKept(true);
  const reviews = useMay('reporting.review');
  const { limit, offset, paging } = usePaging();
  const isAll = get('show') === 'all';
  const filter = {
    ...(isAll ? { state: get('state') } : { waiting: true }),
    disease: get('disease'),
    late: get('late') ? true : undefined,
    q: get('q'),
    institution: get('institution'),
    sort: get('sort') ?? (isAll ? '-diagnosed' : 'due'),
  };
  const list = useApi<CardList>('/api/reporting/cards', { ...filter, limit, offset });
  const diseases = useApi<DiseaseList>('/api/reporting/diseases');
  const { data } = list;
  return (
    <>
      <PageHead title={t('cards.title')} lead={<Lead reviews={reviews} />}>
        <Button type="primary" size="small" onClick={() => void navigate(`/reporting/cards/new${kept}`)}>
          {t(reviews ? 'cards.enter' : 'cards.new')}
        </Button>
      </PageHead>
      <DataTable
        id="reporting.cards"
        fill
        caption={t('cards.title')}
        columns={cardColumns({ t, language, reviews, kept, asOf: data?.asOf ?? new Date().toISOString() })}
        rows={data?.items}
        error={data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={data?.total}
        current={id}
        sort={filter.sort}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={paging}
        empty={t(isAll ? 'cards.empty' : 'cards.nothing-waits')}
        toolbar={
          <>
            <Segmented<string>
              aria-label={t('cards.show')}
              value={isAll ? 'all' : 'waiting'}
              options={['waiting', 'all'].map((value) => ({ value, label: t(`cards.show-${value}`) }))}
              onChange={(value) => set({ show: value === 'all' ? 'all' : null, state: null, sort: null, offset: null })}
            />
            {isAll && (
              <Select
                allowClear
                className="reporting-filter"
                aria-label={t('cards.state')}
                placeholder={t('cards.state')}
                value={get('state') ?? null}
                options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
                onChange={(value: string | undefined) => set({ state: value ?? null, offset: null })}
              />
            )}
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              className="reporting-filter"
              aria-label={t('field.disease')}
              placeholder={t('field.disease')}
              popupMatchSelectWidth={false}
              value={get('disease') ?? null}
              options={(diseases.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name[language] }))}
              onChange={(value: string | undefined) => set({ disease: value ?? null, offset: null })}
            />
            {reviews && (
              <InstitutionPicker
                label={t('cards.institution')}
                value={get('institution') ?? null}
                name={data?.items[0]?.institution?.name ?? undefined}
                onChange={(institution) => set({ institution, offset: null })}
              />
            )}
            <SearchBox label={t('cards.search')} className="reporting-filter" />
          </>
        }
        actions={<ExportLinks path="/api/reporting/cards/export" query={filter} />}
      />
    </>
  );
}
