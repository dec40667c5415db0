import { DataTable } from '@songhua/ui/data-table.tsx';
import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LaidAsideList } from '../contract.ts';

/** What capture has not looked at yet, and what it could not read: why, and once more. */
export function LaidAside() {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  const query = useApi<LaidAsideList>('/api/reporting/laid-aside');
  const { busy, post } = usePost();
  const { data } = query;
  const total = data?.total ?? 0;
  return (
    <section className="reporting-after">
      <DataTable
        id="reporting.laid-aside"
        caption={t('aside.title')}
        columns={[
          { key: 'source', title: t('aside.source'), rowHeader: true, render: ({ source }) => source },
          { key: 'error', title: t('aside.error'), render: ({ error }) => <code>{error}</code> },
          { key: 'tries', title: t('aside.tries'), numeric: true, render: ({ tries }) => formatNumber(tries, 0, language) },
          { key: 'first', title: t('aside.first'), keep: true, rank: 2, render: ({ firstAt }) => formatTime(firstAt, language) },
          { key: 'at', title: t('aside.at'), keep: true, rank: 2, render: ({ at }) => formatTime(at, language) },
        ]}
        rows={data?.items}
        error={data ? undefined : query.error}
        onRetry={() => void query.refetch()}
        rowKey={({ source }) => source}
        total={data?.total}
        empty={t('aside.none')}
        toolbar={
          <>
            <h2 className="reporting-heading">{t('aside.title')}</h2>
            {data && (
              <StatusMark
                status={total > 0 ? 'off-track' : 'met'}
                said={t('aside.count', { count: total, waiting: data.waiting })}
              />
            )}
          </>
        }
        actions={
          <Button
            size="small"
            loading={busy}
            disabled={total === 0}
            onClick={() => void post('/api/reporting/laid-aside/retry', {}, t('aside.tried'))}
          >
            {t('aside.retry')}
          </Button>
        }
        notice={total > 0 ? <p className="sh-quiet">{t('aside.help')}</p> : undefined}
      />
    </section>
  );
}
