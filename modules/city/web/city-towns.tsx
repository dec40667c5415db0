import { useAddress } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { Value } from '@songhua/ui/value.tsx';
import { Select } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CityTown, TownList } from '../contract.ts';

const pageSize = 50;
const states = ['waiting', 'begun', 'in'] as const;
const shapes = { waiting: 'unknown', begun: 'on-track', in: 'met' } as const;

const columnsOf = (t: TFunction<'city'>): Column<CityTown>[] => [
  { key: 'name', title: t('column.town'), sort: 'code', rowHeader: true, render: ({ name }) => name },
  { key: 'county', title: t('column.county'), rank: 2, render: ({ countyName }) => countyName },
  {
    key: 'residents',
    title: t('column.residents'),
    numeric: true,
    sort: 'residents',
    render: ({ residents }) => <Value value={residents} />,
  },
  {
    key: 'registrations',
    title: t('column.registrations'),
    numeric: true,
    rank: 2,
    render: ({ registrations }) => <Value value={registrations} reason={t('nothing-yet')} />,
  },
  {
    key: 'resources',
    title: t('column.resources'),
    numeric: true,
    sort: 'resources',
    render: ({ resources }) => <Value value={resources} />,
  },
  {
    key: 'state',
    title: t('column.state'),
    keep: true,
    render: ({ state }) => <StatusMark status={shapes[state]} said={t(`town-state.${state}`)} />,
  },
];

/** The towns, each as far as it is. */
export function CityTowns() {
  const { t } = useTranslation('city');
  const { get, set } = useAddress();
  const filters = { q: get('q'), state: get('state') };
  const sort = get('sort');
  const limit = Number(get('limit')) || pageSize;
  const offset = Number(get('offset')) || 0;
  const found = useApi<TownList>('/api/city/towns', { ...filters, sort, limit, offset });
  return (
    <section>
      <h2>{t('towns')}</h2>
      <DataTable
        id="city.towns"
        caption={t('towns')}
        columns={columnsOf(t)}
        rows={found.data?.items}
        rowKey={({ code }) => code}
        total={found.data?.total}
        error={found.error}
        onRetry={() => void found.refetch()}
        sort={sort ?? 'code'}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={{
          offset,
          limit,
          onChange: (from, size) => set({ offset: from ? String(from) : null, limit: size === pageSize ? null : String(size) }),
        }}
        toolbar={
          <>
            <SearchBox label={t('search')} className="city-search" />
            <Select
              aria-label={t('state-filter')}
              value={get('state') ?? ''}
              onChange={(state) => set({ state: state || null, offset: null })}
              options={[
                { value: '', label: t('all') },
                ...states.map((state) => ({ value: state, label: t(`town-state.${state}`) })),
              ]}
              style={{ minWidth: 120 }}
            />
          </>
        }
        actions={<ExportLinks path="/api/city/towns/export" query={{ ...filters, sort }} />}
        empty={t('empty-towns')}
      />
    </section>
  );
}
