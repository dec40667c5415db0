import { DataTable } from '@songhua/ui/data-table.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { MissedList } from '../contract.ts';

type Line = MissedList['items'][number];

/** Who is behind with following up, in all open investigations of one's area: the most overdue first. Nothing where nobody is waited for. */
export function MissedFollowUps() {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { data } = useApi<MissedList>('/api/investigation/missed');
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-labelledby="iv-missed">
      <h2 id="iv-missed">{t('missed.title')}</h2>
      <DataTable<Line>
        id="investigation.missed"
        caption={t('missed.title')}
        rows={data.items}
        rowKey={({ worker }) => worker ?? ''}
        empty={t('none')}
        notice={data.more && <p className="sh-quiet">{t('missed.more')}</p>}
        columns={[
          {
            key: 'worker',
            title: t('field.worker'),
            rowHeader: true,
            render: ({ worker, name }) => (worker === null ? t('waiting.unassigned') : (name ?? worker)),
          },
          { key: 'institution', title: t('missed.institution'), rank: 2, render: ({ institution }) => institution ?? '—' },
          {
            key: 'overdue',
            title: t('figure.overdue'),
            numeric: true,
            render: ({ overdue }) =>
              overdue > 0 ? <StatusMark status="off-track" said={t('missed.people', { count: overdue })} /> : '0',
          },
          { key: 'since', title: t('missed.since'), render: ({ since }) => (since ? formatDate(since, language) : '—') },
          { key: 'due', title: t('figure.due'), numeric: true, render: ({ due }) => due },
        ]}
      />
    </section>
  );
}
