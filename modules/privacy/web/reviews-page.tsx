import { useAddress } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EmergencyItem, EmergencyList } from '../contract.ts';
import { reviewColumns } from './review-columns.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import './privacy.css';

const states = ['open', 'justified', 'unjustified', 'all'] as const;

/** Which emergency accesses wait for a verdict? Those first; the judged ones one click away. */
export default function ReviewsPage() {
  const { t } = useTranslation('privacy');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { limit, offset, paging } = usePaging();
  const { busy, post } = usePost();
  const [judged, setJudged] = useState<EmergencyItem | null>(null);
  const state = states.find((one) => one === get('state')) ?? 'open';
  const sort = get('sort');
  const list = useApi<EmergencyList>('/api/access/emergency', { state, sort, limit, offset });
  const { data } = list;
  const count = (one: (typeof states)[number]): string => (data && one !== 'all' ? ` ${data.counts[one] ?? 0}` : '');
  return (
    <>
      <PageHead title={t('reviews.title')} lead={t('reviews.lead')} />
      <DataTable
        id="privacy.reviews"
        fill
        caption={t('reviews.title')}
        columns={reviewColumns({
          t,
          language,
          onJudge: setJudged,
          onEnd: ({ id }) => void post(`/api/access/emergency/${id}/end`, {}),
        })}
        rows={data?.items}
        error={data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ id }) => id}
        total={data?.total}
        sort={sort}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={paging}
        empty={state === 'open' ? t('reviews.none-open') : t('reviews.empty')}
        toolbar={
          <Segmented
            size="small"
            aria-label={t('reviews.state')}
            value={state}
            onChange={(next) => set({ state: next === 'open' ? null : next, offset: null })}
            options={states.map((one) => ({ value: one, label: `${t(`reviews.${one}`)}${count(one)}` }))}
          />
        }
        actions={<ExportLinks path="/api/access/emergency/export" query={{ state, sort }} />}
      />
      {judged && (
        <ReviewDialog
          emergency={judged}
          busy={busy}
          onClose={() => setJudged(null)}
          onVerdict={async (verdict, note) => {
            if (await post(`/api/access/emergency/${judged.id}/review`, { verdict, note })) setJudged(null);
          }}
        />
      )}
    </>
  );
}
