import type { Column } from '@songhua/ui/data-table.tsx';
import { formatDate, formatNumber, formatTime } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Submission } from '../contract.ts';
import { StateMark } from './state-mark.tsx';

type T = TFunction<'returns'>;

const dash = (t: T) => (
  <span className="sh-quiet" title={t('missing')}>
    —
  </span>
);

/** What is said of a return in every list of them. `of` finds it in a row; rows of counties without one show a dash. */
export function submissionColumns<Row>(t: T, language: Language, of: (row: Row) => Submission | null): Column<Row>[] {
  const said = (row: Row, render: (one: Submission) => React.ReactNode): React.ReactNode => {
    const one = of(row);
    return one ? render(one) : dash(t);
  };
  return [
    { key: 'state', title: t('column.state'), keep: true, render: (row) => <StateMark state={of(row)?.state ?? null} /> },
    {
      key: 'file',
      title: t('column.file'),
      rank: 2,
      render: (row) => said(row, ({ id, file }) => <Link to={`/returns/${id}`}>{file.name}</Link>),
    },
    {
      key: 'asOf',
      title: t('column.as-of'),
      keep: true,
      rank: 3,
      render: (row) => said(row, ({ asOf }) => formatDate(asOf, language)),
    },
    {
      key: 'rows',
      title: t('column.rows'),
      numeric: true,
      rank: 2,
      render: (row) => said(row, ({ checked }) => (checked ? formatNumber(checked.rows, 0, language) : dash(t))),
    },
    {
      key: 'errors',
      title: t('column.errors'),
      numeric: true,
      rank: 2,
      render: (row) => said(row, ({ checked }) => (checked ? formatNumber(checked.errors, 0, language) : dash(t))),
    },
    { key: 'by', title: t('column.by'), rank: 3, render: (row) => said(row, ({ by }) => by) },
    {
      key: 'changed',
      title: t('column.changed'),
      keep: true,
      rank: 2,
      render: (row) => said(row, ({ changedAt }) => formatTime(changedAt, language)),
    },
  ];
}
