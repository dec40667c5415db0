import type { Column } from '@songhua/ui/data-table.tsx';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PatientRow, PatientState } from '../contract.ts';
import { ResultMark } from './marks.tsx';
import { CloseVisit } from './visit-button.tsx';
import { sayDay, sayMoment } from './when.ts';
import './detail.css';

const shapes = {
  here: 'on-track',
  inpatient: 'met',
  planned: 'behind',
  recent: 'none',
  contracted: 'unknown',
} as const satisfies Readonly<Record<PatientState, string>>;

/** What is new about somebody: how much, the kinds that count, and whether a result lies outside its range. */
function News({ row: { patient, news } }: { readonly row: PatientRow }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  if (news === null) return <span className="sh-quiet">{t('patients.news-unasked')}</span>;
  if (news.total === 0) return <span className="sh-quiet">{t('patients.news-none')}</span>;
  const kinds = news.kinds.slice(0, 4).map(({ kind, count }) => `${t(`news.kind.${kind}`)} ${count}`);
  return (
    <Link to={`/record/${patient}`} className="record-news-cell">
      <strong>{t('patients.news', { count: news.total })}</strong>
      <span>{kinds.join(language === 'zh' ? '、' : ', ')}</span>
      {news.abnormal > 0 && <ResultMark of="abnormal" said={t('patients.abnormal', { count: news.abnormal })} />}
      {news.since === null && <span className="sh-quiet">{t('patients.first-look')}</span>}
    </Link>
  );
}

function Visit({ row: { visit } }: { readonly row: PatientRow }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  if (visit === null) return <span className="sh-quiet">—</span>;
  const kind = t(`visit.kinds.${visit.kind}`, { defaultValue: visit.kind });
  return (
    <>
      {visit.reason ?? kind}
      <span className="record-sub">
        {[visit.reason && kind, visit.from && sayMoment(visit.from, language)].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}

/** Columns of the doctor's first page. */
export function usePatientColumns(): Column<PatientRow>[] {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const text = useText();
  return [
    {
      key: 'name',
      title: t('patients.column.name'),
      sort: 'name',
      rowHeader: true,
      render: (row) => (
        <>
          <Link to={`/record/${row.patient}`}>
            <strong>{row.name}</strong>
          </Link>
          <span className="record-sub">{[t(`sex.${row.sex}`), row.age && text(row.age.text)].filter(Boolean).join(' · ')}</span>
        </>
      ),
    },
    {
      key: 'state',
      title: t('patients.column.state'),
      keep: true,
      render: ({ state }) => (
        <span className={`sh-status sh-status-${shapes[state]}`}>
          <StatusShape status={shapes[state]} />
          <span>{t(`patients.state.${state}`)}</span>
        </span>
      ),
    },
    { key: 'visit', title: t('patients.column.visit'), sort: 'last', rank: 2, render: (row) => <Visit row={row} /> },
    { key: 'news', title: t('patients.column.news'), render: (row) => <News row={row} /> },
    {
      key: 'number',
      title: t('patients.column.number'),
      rank: 3,
      hidden: true,
      render: ({ number }) => number ?? <span className="sh-quiet">—</span>,
    },
    {
      key: 'born',
      title: t('patients.column.born'),
      rank: 3,
      render: ({ birthDate }) => (birthDate === null ? <span className="sh-quiet">—</span> : sayDay(birthDate, language)),
    },
    {
      key: 'act',
      title: t('patients.column.act'),
      rank: 2,
      keep: true,
      render: ({ visit, state, name }) =>
        visit && (state === 'here' || state === 'inpatient') ? <CloseVisit visit={visit.id} name={name} /> : null,
    },
  ];
}
