import type { Column } from '@songhua/ui/data-table.tsx';
import { formatDate, formatNumber } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { RuleItem } from '../../contract.ts';
import { Verdict } from './verdict.tsx';

/** What the first subject that fails, or the first that is unknown, says of itself: the quickest answer to “why?”. */
export function whyOf(item: RuleItem, language: Language): string | undefined {
  const first = item.results[0];
  if (!first || first.status === 'pass') return undefined;
  const facts = first.facts.map(
    ({ name, value, unit }) => `${name[language]} ${value ?? '—'}${unit ? ` ${unit[language]}` : ''}`,
  );
  return [first.subject.name[language], first.reason?.[language], ...facts].filter(Boolean).join('\n');
}

/** The columns of the list of rules: what is asked, of whom, by when, and what it gives. */
export function ruleColumns(t: TFunction<'plan'>, language: Language, kept: string): Column<RuleItem>[] {
  const count = (value: number | undefined) => (value ? formatNumber(value, 0, language) : <span className="sh-quiet">0</span>);
  return [
    {
      key: 'summary',
      title: t('rules.column.summary'),
      rowHeader: true,
      render: (item) => (
        <>
          <Link to={`/plan/rules/${encodeURIComponent(item.id)}${kept}`}>{item.summary[language]}</Link>{' '}
          {item.ambiguous && <span className="plan-tag">{t('rules.ambiguous')}</span>}
        </>
      ),
    },
    {
      key: 'status',
      title: t('rules.column.status'),
      width: 100,
      render: (item) => <Verdict status={item.status} why={whyOf(item, language)} />,
    },
    {
      key: 'fail',
      keep: true,
      title: t('rules.column.fail'),
      sort: 'failing',
      numeric: true,
      render: (item) => count(item.counts.fail),
    },
    {
      key: 'unknown',
      keep: true,
      title: t('rules.column.unknown'),
      numeric: true,
      rank: 2,
      render: (item) => count(item.counts.unknown),
    },
    { key: 'pass', keep: true, title: t('rules.column.pass'), numeric: true, rank: 2, render: (item) => count(item.counts.pass) },
    {
      key: 'severity',
      keep: true,
      title: t('rules.column.severity'),
      render: (item) => <span className={`plan-severity-${item.severity}`}>{t(`severity.${item.severity}`)}</span>,
    },
    { key: 'scope', title: t('rules.column.scope'), rank: 3, render: (item) => item.scope[language] },
    {
      key: 'deadline',
      keep: true,
      title: t('rules.column.deadline'),
      rank: 2,
      render: (item) => (item.deadline ? formatDate(item.deadline.date, language) : <span className="sh-quiet">—</span>),
    },
    { key: 'id', keep: true, title: t('rules.column.id'), sort: 'id', rank: 3, render: (item) => item.id },
  ];
}
