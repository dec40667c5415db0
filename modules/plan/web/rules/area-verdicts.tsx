import { useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AreaVerdicts, RuleStatus } from '../../contract.ts';

type Row = AreaVerdicts['items'][number];

/** How many rules fail, are unknown or pass in each county, each number a link to those very rules. */
export function AreaVerdictTable({ query }: { readonly query: Readonly<Record<string, string | undefined>> }) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const kept = useKept();
  const list = useApi<AreaVerdicts>('/api/plan/areas', query);
  const link = (row: Row, text: number, filter: Readonly<Record<string, string>>) => {
    const search = new URLSearchParams(kept);
    search.set('area', row.area.code);
    for (const [name, value] of Object.entries(filter)) search.set(name, value);
    return text === 0 ? (
      <span className="sh-quiet">0</span>
    ) : (
      <Link to={`/plan/rules?${search}`}>{formatNumber(text, 0, language)}</Link>
    );
  };
  const verdict = (status: RuleStatus): Column<Row> => ({
    key: status,
    title: t(`verdict.${status}`),
    numeric: true,
    render: (row) => link(row, row.counts[status] ?? 0, { status }),
  });
  const columns: Column<Row>[] = [
    {
      key: 'area',
      keep: true,
      title: t('areas.area'),
      rowHeader: true,
      render: (row) => <Link to={`/registry/areas/${row.area.code}${kept}`}>{row.area.name[language]}</Link>,
    },
    {
      key: 'must',
      title: t('rules.must-failing'),
      numeric: true,
      render: (row) => link(row, row.mustFailing, { status: 'fail', severity: 'must' }),
    },
    verdict('fail'),
    verdict('unknown'),
    verdict('pass'),
  ];
  return (
    <section className="plan-section">
      <h2>{t('rules.by-area')}</h2>
      <DataTable
        id="plan.areas-verdicts"
        caption={t('rules.by-area')}
        columns={columns}
        rows={list.data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.area.code}
        busy={list.isFetching}
        actions={<ExportLinks path="/api/plan/areas/export" query={query} />}
      />
    </section>
  );
}
