import type { Column } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import type { Language } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import type { TFunction } from 'i18next';
import type { EmergencyItem } from '../contract.ts';

interface Means {
  readonly t: TFunction<'privacy'>;
  readonly language: Language;
  readonly onJudge: (one: EmergencyItem) => void;
  readonly onEnd: (one: EmergencyItem) => void;
}

const marks: Readonly<Record<EmergencyItem['state'], MarkName>> = { open: 'behind', justified: 'met', unjustified: 'off-track' };

export const reviewColumns = ({ t, language, onJudge, onEnd }: Means): readonly Column<EmergencyItem>[] => [
  {
    key: 'since',
    title: t('reviews.since'),
    sort: 'since',
    keep: true,
    rowHeader: true,
    render: ({ since }) => formatTime(since, language),
  },
  {
    key: 'by',
    title: t('reviews.by'),
    render: ({ by, username, account }) => `${by ?? account}${username ? ` (${username})` : ''}`,
  },
  { key: 'patient', title: t('patient'), render: ({ patient }) => patient },
  { key: 'reason', title: t('emergency.reason'), render: ({ reason }) => reason },
  {
    key: 'until',
    title: t('reviews.until'),
    sort: 'until',
    rank: 2,
    keep: true,
    render: ({ active, endedAt, until }) =>
      `${formatTime(endedAt ?? until, language)} ${active ? t('reviews.active') : t('reviews.over')}`,
  },
  { key: 'institution', title: t('reviews.institution'), rank: 3, render: ({ institution }) => institution ?? '—' },
  {
    key: 'state',
    title: t('reviews.state'),
    keep: true,
    render: ({ state }) => <StatusMark status={marks[state]} said={t(`reviews.${state}`)} />,
  },
  {
    key: 'note',
    title: t('reviews.note'),
    rank: 2,
    render: ({ note, reviewedBy }) => (note ? `${note}${reviewedBy ? ` — ${reviewedBy}` : ''}` : '—'),
  },
  {
    key: 'actions',
    title: t('reviews.actions'),
    keep: true,
    render: (one) => (
      <span className="sh-row">
        {one.state === 'open' && (
          <Button size="small" onClick={() => onJudge(one)} aria-label={t('reviews.judge-named', { patient: one.patient })}>
            {t('reviews.judge')}
          </Button>
        )}
        {one.active && (
          <Button size="small" onClick={() => onEnd(one)} aria-label={t('reviews.end-named', { patient: one.patient })}>
            {t('emergency.end')}
          </Button>
        )}
      </span>
    ),
  },
];
