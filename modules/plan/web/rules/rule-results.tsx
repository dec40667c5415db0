import { useAddress, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RuleDetail, RuleResult } from '../../contract.ts';
import { marginReason } from './margin-reason.ts';
import { RuleChange } from './rule-change.tsx';
import { RuleFacts } from './rule-facts.tsx';
import { Verdict, verdicts } from './verdict.tsx';

interface RuleResultsProps {
  readonly detail: RuleDetail;
  readonly question: Readonly<Record<string, string | undefined>>;
  readonly shown: {
    readonly status: string | undefined;
    readonly q: string | undefined;
    readonly offset: number;
    readonly limit: number;
  };
}

/** Page of the subject a result is about. */
const pathOf = ({ subject }: RuleResult): string =>
  subject.type === 'institution'
    ? `/registry/institutions/${encodeURIComponent(subject.id)}`
    : `/registry/areas/${encodeURIComponent(subject.id)}`;

/** Whom the rule was asked of: what fails first, with the facts that decided and what would help. */
export function RuleResults({ detail: { item, total }, question, shown }: RuleResultsProps) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const kept = useKept();
  const { set } = useAddress();
  const columns: Column<RuleResult>[] = [
    {
      key: 'subject',
      title: item.subjects.map((type) => t(`subject.${type}`)).join(' · '),
      rowHeader: true,
      render: (row) => <Link to={pathOf(row) + kept}>{row.subject.name[language]}</Link>,
    },
    {
      key: 'status',
      title: t('rules.column.status'),
      render: (row) => <Verdict status={row.status} why={row.reason?.[language]} />,
    },
    {
      key: 'margin',
      title: t('rules.column.margin'),
      unit: item.unit?.[language],
      numeric: true,
      render: (row) =>
        row.margin === null ? (
          <Value value={null} reason={t(`rules.${marginReason(row.status)}`)} />
        ) : (
          `${row.margin > 0 ? '+' : ''}${formatNumber(row.margin, item.decimals, language)}`
        ),
    },
    { key: 'facts', title: t('rules.column.facts'), render: (row) => <RuleFacts facts={row.facts} evidence={row.evidence} /> },
    { key: 'evidence', title: t('column.evidence'), rank: 2, render: (row) => <EvidenceMark evidence={row.evidence} /> },
    {
      key: 'change',
      title: t('rules.column.change'),
      rank: 2,
      render: (row) =>
        row.status === 'pass' || row.status === 'not-applicable' ? (
          <span className="sh-quiet">—</span>
        ) : (
          <RuleChange rule={item.id} subject={row.subject.id} question={question} />
        ),
    },
  ];
  const sum = verdicts.reduce((all, one) => all + (item.counts[one] ?? 0), 0);
  return (
    <section className="plan-section">
      <h2>{t('rules.results')}</h2>
      <DataTable
        id="plan.rule-results"
        caption={t('rules.results')}
        columns={columns}
        rows={item.results}
        rowKey={(row) => row.subject.id}
        total={total}
        paging={{ ...shown, onChange: (from) => set({ from: from ? String(from) : null }) }}
        toolbar={
          <Segmented
            size="small"
            aria-label={t('rules.column.status')}
            value={shown.status ?? 'all'}
            onChange={(value) => set({ result: value === 'all' ? null : value, from: null })}
            options={[
              { value: 'all', label: `${t('rules.all')} ${formatNumber(sum, 0, language)}` },
              ...verdicts
                .filter((one) => item.counts[one])
                .map((one) => ({
                  value: one,
                  label: `${t(`verdict.${one}`)} ${formatNumber(item.counts[one] ?? 0, 0, language)}`,
                })),
            ]}
          />
        }
        actions={
          <ExportLinks
            path={`/api/plan/rules/${encodeURIComponent(item.id)}/export`}
            query={{ ...question, status: shown.status, q: shown.q }}
          />
        }
      />
    </section>
  );
}
