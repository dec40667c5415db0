import type { Column } from '@songhua/ui/data-table.tsx';
import { formatDate, formatNumber, formatTime } from '@songhua/ui/format.ts';
import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import type { Language } from '@songhua/ui/text.ts';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Registration, ReviewItem, ReviewState } from '../contract.ts';
import { LikelihoodMark } from './likelihood-mark.tsx';
import { Marked } from './marked.tsx';
import { Missing } from './missing.tsx';
import { sayAge } from './say-age.ts';
import { sayInstitution, sayName, sayWho } from './say-person.ts';

interface Means {
  readonly t: TFunction<'identity'>;
  readonly language: Language;
  /** Search text that keeps the filters. */
  readonly kept: string;
  readonly asOf: string | undefined;
}

export const stateMarks: Readonly<Record<ReviewState, MarkName>> = {
  open: 'behind',
  linked: 'met',
  apart: 'none',
  withdrawn: 'unknown',
};

export const reviewColumns = ({ t, language, kept, asOf }: Means): readonly Column<ReviewItem>[] => {
  const side = (mine: Registration, theirs: Registration) => (
    <>
      <Marked text={sayName(t, mine.name)} other={sayName(t, theirs.name)} />
      <span className="identity-under">{sayWho(t, language, mine)}</span>
      <span className="identity-under">{sayInstitution(mine.institution)}</span>
    </>
  );
  return [
    {
      key: 'one',
      title: t('reviews.one'),
      rowHeader: true,
      render: ({ id, one, other }) => <Link to={`/identity/reviews/${id}${kept}`}>{side(one, other)}</Link>,
    },
    { key: 'other', title: t('reviews.other'), render: ({ one, other }) => side(other, one) },
    { key: 'grade', title: t('reviews.grade'), keep: true, render: (review) => <LikelihoodMark review={review} /> },
    {
      key: 'weight',
      title: t('reviews.weight'),
      numeric: true,
      sort: 'weight',
      width: 88,
      rank: 2,
      render: ({ weight }) => formatNumber(weight, 1, language),
    },
    {
      key: 'vetoes',
      title: t('reviews.vetoes'),
      rank: 2,
      render: ({ kind, vetoes }) => (
        <>
          {kind === 'drift' && <strong className="identity-under">{t('drift.mark')}</strong>}
          <Missing
            text={vetoes.map((one) => t(`veto.${one}`, { defaultValue: one })).join(t('list'))}
            reason={t('reviews.no-vetoes')}
          />
        </>
      ),
    },
    {
      key: 'opened',
      title: t('reviews.waiting'),
      sort: 'opened',
      keep: true,
      render: ({ opened, decided }) => (
        <span title={formatTime(opened, language)}>{sayAge(t, opened, decided ?? asOf ?? opened)}</span>
      ),
    },
    {
      key: 'state',
      title: t('reviews.state'),
      keep: true,
      rank: 3,
      render: ({ state, by, deferred }) => (
        <>
          <StatusMark status={stateMarks[state]} said={t(`review-state.${deferred ? 'deferred' : state}`)} />
          {deferred && (
            <span className="identity-under">
              {t('defer.until', { by: deferred.by.name, day: formatDate(deferred.until, language) })}
            </span>
          )}
          {by && <span className="identity-under">{by.name}</span>}
        </>
      ),
    },
  ];
};
