import { DataTable } from '@songhua/ui/data-table.tsx';
import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { OverdueHouses } from '../contract.ts';
import { remaining } from './say-remaining.ts';

/** Whom disease control calls this morning: institutions whose cards are overdue, the longest first; how many, never whose. */
export function OverdueHousesTable() {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  const query = useApi<OverdueHouses>('/api/reporting/overdue');
  const { data } = query;
  const sinceWhen = (due: string): string => {
    const { days, hours, minutes } = remaining(due, data?.asOf ?? due);
    return t('clock.over', { span: days > 0 ? t('clock.days', { days, hours }) : t('clock.hours', { hours, minutes }) });
  };
  return (
    <section id="overdue" className="reporting-after">
      <DataTable
        id="reporting.overdue"
        caption={t('overdue.title')}
        columns={[
          { key: 'name', title: t('cards.institution'), rowHeader: true, render: ({ name, reference }) => name ?? reference },
          { key: 'county', title: t('overdue.county'), rank: 2, render: ({ county }) => county?.[language] ?? '—' },
          { key: 'cards', title: t('overdue.cards'), numeric: true, render: ({ cards }) => formatNumber(cards, 0, language) },
          {
            key: 'longest',
            title: t('overdue.longest'),
            keep: true,
            render: ({ due, level }) => (
              <StatusMark
                status={level === 'day' ? 'off-track' : 'behind'}
                said={sinceWhen(due)}
                why={formatTime(due, language)}
              />
            ),
          },
        ]}
        rows={data?.items}
        error={data ? undefined : query.error}
        onRetry={() => void query.refetch()}
        rowKey={({ reference }) => reference}
        total={data?.total}
        empty={t('overdue.none')}
        toolbar={<h2 className="reporting-heading">{t('overdue.title')}</h2>}
        notice={data?.more ? <p className="sh-quiet">{t('overdue.more', { count: data.items.length })}</p> : undefined}
      />
    </section>
  );
}
