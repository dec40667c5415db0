import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { useTranslation } from 'react-i18next';
import type { OwnConsentHistory } from '../contract.ts';

type Row = OwnConsentHistory['items'][number];

/** How a person's rules changed: when, by whom, and what each said then. */
export function ConsentHistory({ patient }: { readonly patient: string }) {
  const { t } = useTranslation('privacy');
  const language = useLanguage();
  const text = useText();
  const { limit, offset, paging } = usePaging();
  const list = useApi<OwnConsentHistory>('/api/access/my-record/consents/history', { patient, limit, offset });
  const columns: readonly Column<Row>[] = [
    { key: 'at', title: t('mine.history.at'), rowHeader: true, keep: true, render: ({ at }) => formatTime(at, language) },
    { key: 'deed', title: t('mine.history.deed'), keep: true, render: ({ deed }) => t(`mine.deed.${deed}`) },
    {
      key: 'says',
      title: t('mine.history.says'),
      render: ({ says }) => (says.length > 0 ? says.map(text).join(' ') : t('mine.forbids-nothing')),
    },
    {
      key: 'by',
      title: t('mine.history.by'),
      rank: 2,
      render: ({ by, own }) => (own ? t('mine.history.self') : (by ?? t('mine.history.system'))),
    },
  ];
  return (
    <section aria-labelledby="own-history">
      <h2 id="own-history">{t('mine.history.title')}</h2>
      <DataTable
        id="privacy.own-consent-history"
        caption={t('mine.history.title')}
        columns={columns}
        rows={list.data?.items}
        error={list.data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ id, version }) => `${id} ${version}`}
        total={list.data?.total}
        paging={paging}
      />
    </section>
  );
}
