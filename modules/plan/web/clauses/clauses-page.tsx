import { useAddress, useAt, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type ClauseItem, type ClauseList, clauseType, embodiment } from '../../contract.ts';
import { Choice } from '../rules/rule-filters.tsx';
import { ClauseMark, clauseMarks, clauseStatuses } from './clause-mark.tsx';
import { useEmbodimentName } from './embodiment-name.ts';
import '../plan.css';

const pageSize = 50;

/** Every clause of the plan: what it asks, what in this house embodies it, and how it stands. */
export default function ClausesPage() {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { id } = useParams();
  const kept = useKept(true);
  const sort = get('sort');
  const limit = Number(get('limit')) || pageSize;
  const offset = Number(get('offset')) || 0;
  const filters = {
    at: useAt(),
    plan: get('plan'),
    type: get('type'),
    status: get('status'),
    embodied: get('embodied'),
    chapter: get('chapter'),
    q: get('q'),
    sort,
  };
  const list = useApi<ClauseList>('/api/plan/clauses', { ...filters, limit, offset });
  const { data } = list;
  const name = useEmbodimentName();
  const columns: Column<ClauseItem>[] = [
    {
      key: 'summary',
      title: t('clauses.column.summary'),
      rowHeader: true,
      render: (row) => <Link to={`/plan/clauses/${encodeURIComponent(row.id)}${kept}`}>{row.summary[language]}</Link>,
    },
    {
      key: 'status',
      title: t('clauses.column.status'),
      sort: 'status',
      render: (row) => <ClauseMark status={row.status} />,
    },
    {
      key: 'embodied',
      title: t('clauses.column.embodied'),
      rank: 2,
      render: (row) => row.embodiedBy.map((one) => name(one)).join(' · '),
    },
    { key: 'type', title: t('clauses.column.type'), sort: 'type', rank: 3, render: (row) => t(`clause-type.${row.type}`) },
    {
      key: 'section',
      title: t('clauses.column.section'),
      sort: 'order',
      rank: 3,
      render: (row) => <span lang="zh-CN">{row.section}</span>,
    },
    { key: 'id', keep: true, title: t('rules.column.id'), sort: 'id', rank: 2, render: (row) => row.id },
  ];
  return (
    <>
      <PageHead title={t('clauses.title')} lead={data && t('clauses.lead', { total: formatNumber(data.total, 0, language) })}>
        {data && (
          <fieldset className="plan-counts">
            <legend className="sh-visually-hidden">{t('clauses.counts')}</legend>
            {clauseStatuses
              .filter((one) => data.counts[one] || filters.status === one)
              .map((one) => (
                <button
                  key={one}
                  type="button"
                  className={`plan-count sh-status-${clauseMarks[one]}`}
                  aria-pressed={filters.status === one}
                  onClick={() => set({ status: filters.status === one ? null : one, offset: null })}
                >
                  <StatusShape status={clauseMarks[one]} />
                  <strong>{data.counts[one] ?? 0}</strong>
                  <span>{t(`clause-status.${one}`)}</span>
                </button>
              ))}
          </fieldset>
        )}
      </PageHead>
      <DataTable
        id="plan.clauses"
        fill
        caption={t('clauses.title')}
        columns={columns}
        rows={data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={data?.total}
        busy={list.isFetching}
        current={id}
        sort={sort}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={{
          offset,
          limit,
          onChange: (from, size) => set({ offset: from ? String(from) : null, limit: size === pageSize ? null : String(size) }),
        }}
        toolbar={
          <>
            <SearchBox label={t('clauses.search')} className="plan-search" />
            <Choice
              name="chapter"
              label={t('clauses.column.chapter')}
              options={(data?.chapters ?? []).map(({ title, total }) => ({ value: title, label: `${title} (${total})` }))}
            />
            <Choice
              name="type"
              label={t('clauses.column.type')}
              options={clauseType.options.map((value) => ({ value, label: t(`clause-type.${value}`) }))}
            />
            <Choice
              name="embodied"
              label={t('clauses.column.embodied')}
              options={embodiment.shape.kind.options.map((value) => ({ value, label: t(`embodiment.${value}`) }))}
            />
          </>
        }
        actions={<ExportLinks path="/api/plan/clauses/export" query={filters} />}
      />
    </>
  );
}
