import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { EventDetail, HistoryEntry } from '../contract.ts';
import { Missing } from './missing.tsx';

type Row = HistoryEntry & { readonly key: string };

/** What went wrong and what people did, newest first. */
export function EventHistory({ event }: { readonly event: EventDetail }) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const titles = new Map(event.deliveries.map(({ handler, handlerTitle }) => [handler, handlerTitle?.[language] ?? handler]));
  const rows: Row[] = event.history.map((entry, at) => ({ ...entry, key: String(at) })).reverse();
  const columns: Column<Row>[] = [
    { key: 'at', title: t('column.at'), keep: true, rowHeader: true, render: ({ at }) => formatTime(at, language) },
    { key: 'what', title: t('column.what'), keep: true, render: ({ what }) => t(`what.${what}`) },
    { key: 'who', title: t('column.who'), keep: true, render: ({ by }) => <Missing text={by} reason={t('missing.who')} /> },
    {
      key: 'handler',
      title: t('column.handler'),
      keep: true,
      rank: 2,
      render: ({ handler }) => (handler ? titles.get(handler) : ''),
    },
    {
      key: 'note',
      title: t('column.note'),
      render: ({ note, what, payload }) => (
        <>
          <span className="administration-note">{note}</span>
          {what === 'corrected' && <pre className="administration-payload">{JSON.stringify(payload, null, 2)}</pre>}
        </>
      ),
    },
  ];
  return (
    <section className="administration-section">
      <h2>{t('event.history')}</h2>
      <DataTable
        id="administration.history"
        caption={t('event.history')}
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        total={rows.length}
        empty={t('event.no-history')}
      />
    </section>
  );
}
