import { useAddress, useKept } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { type PeopleList, personState } from '../contract.ts';
import { CountyFilter } from './county-filter.tsx';
import { InstitutionFilter } from './institution-filter.tsx';
import { personColumns } from './person-columns.tsx';
import './identity.css';

/** Everybody who is registered, each once: found by name, number or phone. */
export default function PeoplePage() {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const { patient } = useParams();
  const { get, set } = useAddress();
  const kept = useKept(true);
  const { limit, offset, paging } = usePaging();
  const sort = get('sort') ?? '-recorded';
  const filter = {
    q: get('q'),
    institution: get('institution'),
    county: get('county'),
    state: get('state'),
    review: get('review'),
    sort,
  };
  const list = useApi<PeopleList>('/api/identity/people', { ...filter, limit, offset });
  const { data } = list;
  return (
    <>
      <PageHead title={t('people.title')} lead={t('people.lead')} />
      <DataTable
        id="identity.people"
        fill
        caption={t('people.title')}
        columns={personColumns({ t, language, kept })}
        rows={data?.items}
        error={data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.patient}
        total={data?.total}
        current={patient}
        sort={sort}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={paging}
        busy={list.isPlaceholderData}
        empty={get('q') ? t('people.none-found') : t('people.empty')}
        notice={data?.more && <p className="sh-quiet">{t('people.more', { count: data.total })}</p>}
        toolbar={
          <>
            <SearchBox label={t('people.search')} className="identity-search" />
            <Select
              allowClear
              className="identity-filter"
              aria-label={t('people.state')}
              placeholder={t('people.state')}
              value={get('state') ?? null}
              options={personState.options.map((value) => ({ value, label: t(`person-state.${value}`) }))}
              onChange={(value: string | undefined) => set({ state: value ?? null, offset: null })}
            />
            <CountyFilter />
            <InstitutionFilter />
            <Checkbox
              checked={get('review') === 'true'}
              onChange={(event) => set({ review: event.target.checked ? 'true' : null, offset: null })}
            >
              {t('people.with-review')}
            </Checkbox>
          </>
        }
        actions={<ExportLinks path="/api/identity/people/export" query={filter} />}
      />
    </>
  );
}
