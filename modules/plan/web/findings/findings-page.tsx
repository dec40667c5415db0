import { useAddress, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Finding, FindingList } from '../../contract.ts';
import { Choice } from '../rules/rule-filters.tsx';
import '../plan.css';

const marks: Readonly<Record<Finding['severity'], MarkName>> = { high: 'off-track', medium: 'behind', low: 'unknown' };

/** Where does the plan contradict itself, and by which arithmetic? */
export default function FindingsPage() {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const kept = useKept();
  const { get } = useAddress();
  const filters = { plan: get('plan'), kind: get('kind'), clause: get('clause') };
  const list = useApi<FindingList>('/api/plan/findings', filters);
  const all = useApi<FindingList>('/api/plan/findings', { plan: filters.plan });
  const kinds = [...new Set(all.data?.items.map(({ kind }) => kind))].sort();
  const columns: Column<Finding>[] = [
    {
      key: 'summary',
      title: t('findings.column.summary'),
      rowHeader: true,
      render: (row) => (
        <>
          {row.summary[language]}
          {row.handling && <small className="sh-quiet plan-handling">{row.handling[language]}</small>}
        </>
      ),
    },
    {
      key: 'severity',
      keep: true,
      title: t('findings.column.severity'),
      render: (row) => <StatusMark status={marks[row.severity]} said={t(`finding-severity.${row.severity}`)} />,
    },
    {
      key: 'arithmetic',
      title: t('findings.column.arithmetic'),
      render: (row) => <span className="plan-arithmetic">{row.arithmetic || '—'}</span>,
    },
    {
      key: 'kind',
      title: t('findings.column.kind'),
      width: 130,
      rank: 2,
      render: (row) => t(`finding-kind.${row.kind}`, row.kind),
    },
    {
      key: 'clauses',
      title: t('findings.column.clauses'),
      rank: 2,
      render: (row) => (
        <span className="plan-clauses">
          {row.clauses.map((clause) => (
            <Link key={clause} to={`/plan/clauses/${encodeURIComponent(clause)}${kept}`}>
              {clause}
            </Link>
          ))}
        </span>
      ),
    },
  ];
  return (
    <>
      <PageHead title={t('findings.title')} lead={t('findings.lead')} />
      <DataTable
        id="plan.findings"
        fill
        caption={t('findings.title')}
        columns={columns}
        rows={list.data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={list.data?.total}
        busy={list.isFetching}
        toolbar={
          <Choice
            name="kind"
            label={t('findings.column.kind')}
            options={kinds.map((value) => ({ value, label: t(`finding-kind.${value}`, value) }))}
          />
        }
        actions={<ExportLinks path="/api/plan/findings/export" query={filters} />}
        empty={t('findings.none')}
      />
    </>
  );
}
