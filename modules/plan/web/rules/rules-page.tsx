import { useAddress, useArea, useAt, useKept } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { RuleList } from '../../contract.ts';
import { ruleColumns } from './rule-columns.tsx';
import { RuleCounts } from './rule-counts.tsx';
import { RuleFilters } from './rule-filters.tsx';
import '../plan.css';

const pageSize = 50;

/** Which of the plan's rules do not hold, and where? */
export default function RulesPage() {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { id } = useParams();
  const area = useArea();
  const kept = useKept(true);
  const sort = get('sort');
  const limit = Number(get('limit')) || pageSize;
  const offset = Number(get('offset')) || 0;
  const filters = {
    area,
    at: useAt(),
    plan: get('plan'),
    status: get('status'),
    severity: get('severity'),
    subject: get('subject'),
    ambiguous: get('ambiguous'),
    clause: get('clause'),
    q: get('q'),
    sort,
  };
  const list = useApi<RuleList>(area ? '/api/plan/rules' : null, { ...filters, limit, offset, results: 1 });
  const { data } = list;
  return (
    <>
      <PageHead
        title={t('rules.title')}
        lead={data && t('rules.lead', { area: data.area.name[language], at: formatDate(data.at, language) })}
      >
        {data && <RuleCounts counts={data.counts} />}
      </PageHead>
      <DataTable
        id="plan.rules"
        fill
        caption={t('rules.title')}
        columns={ruleColumns(t, language, kept)}
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
        toolbar={<RuleFilters />}
        actions={<ExportLinks path="/api/plan/rules/export" query={filters} />}
      />
    </>
  );
}
