import type { Column } from '@songhua/ui/data-table.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import type { Language } from '@songhua/ui/text.ts';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { CardItem, CardState } from '../contract.ts';
import { ClockMark, ReviewMark } from './clock-mark.tsx';

interface Means {
  readonly t: TFunction<'reporting'>;
  readonly language: Language;
  /** Search text that keeps the filters. */
  readonly kept: string;
  readonly asOf: string;
  /** The reader reviews: how long there is for that stands beside how the report stood to its clock. */
  readonly reviews?: boolean;
}

export const stateMarks: Readonly<Record<CardState, MarkName>> = {
  draft: 'behind',
  reported: 'on-track',
  returned: 'off-track',
  checked: 'on-track',
  approved: 'met',
  dismissed: 'none',
  duplicate: 'none',
  deleted: 'none',
};

/** What somebody is called by in a list: sex and age after the name. */
export const sayPerson = (t: TFunction<'reporting'>, { sex, age }: Pick<CardItem, 'sex' | 'age'>): string =>
  [sex && t(`sex.${sex}`), age !== null && t('age', { age })].filter(Boolean).join(' ');

export const cardColumns = ({ t, language, kept, asOf, reviews = false }: Means): readonly Column<CardItem>[] => [
  {
    key: 'name',
    title: t('field.name'),
    rowHeader: true,
    render: (card) => (
      <Link to={`/reporting/cards/${card.id}${kept}`}>
        {card.name}
        <span className="reporting-under">{sayPerson(t, card)}</span>
      </Link>
    ),
  },
  {
    key: 'disease',
    title: t('field.disease'),
    render: (card) => (
      <>
        {card.diseaseName[language]}
        <span className="reporting-under">
          {[card.subtypeName?.[language], card.kind && t(`kind.${card.kind}`)].filter(Boolean).join(' · ')}
        </span>
      </>
    ),
  },
  { key: 'clock', title: t('cards.clock'), sort: 'due', keep: true, render: (card) => <ClockMark card={card} asOf={asOf} /> },
  {
    key: 'state',
    title: t('cards.state'),
    keep: true,
    render: ({ state }) => <StatusMark status={stateMarks[state]} said={t(`state.${state}`)} />,
  },
  ...(reviews
    ? [
        {
          key: 'review',
          title: t('cards.review'),
          keep: true,
          rank: 2,
          render: ({ reviewBy }: CardItem) => <ReviewMark reviewBy={reviewBy} asOf={asOf} />,
        } as const,
      ]
    : []),
  {
    key: 'diagnosed',
    title: t('field.diagnosed'),
    sort: 'diagnosed',
    keep: true,
    rank: 2,
    render: ({ diagnosed }) => formatTime(diagnosed, language),
  },
  {
    key: 'onset',
    title: t('field.onset'),
    keep: true,
    rank: 3,
    render: ({ onset }) => (onset ? formatDate(onset, language) : <span title={t('missing')}>—</span>),
  },
  {
    key: 'institution',
    title: t('cards.institution'),
    rank: 2,
    render: ({ institution }) => institution?.name ?? institution?.reference ?? '—',
  },
  { key: 'source', title: t('cards.source'), rank: 3, render: ({ source }) => t(`source.${source}`) },
];
