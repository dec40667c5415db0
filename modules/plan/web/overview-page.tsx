import { useAddress, useArea, useAt, useChoices, useKept } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { statusOrder } from '@songhua/ui/status.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { IndicatorList } from '../contract.ts';
import { AttentionList } from './attention-list.tsx';
import { BulletLegend, hasWay } from './bullet.tsx';
import { orderByDimension, orderIndicators } from './order-indicators.ts';
import { OutlookLine } from './outlook-line.tsx';
import { overviewColumns } from './overview-columns.tsx';
import { OverviewNotices } from './overview-notices.tsx';
import { StatusCounts } from './status-counts.tsx';

/** The planner's morning question: what is off track? */
export default function OverviewPage() {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const area = useArea();
  const at = useAt();
  const { get, set } = useAddress();
  const { dates } = useChoices();
  const { id } = useParams();
  const kept = useKept(true);
  const query = { area, at, plan: get('plan') };
  const list = useApi<IndicatorList>(area ? '/api/plan/indicators' : null, query);
  const chosen = statusOrder.find((one) => one === get('status'));
  const byDimension = get('group') === 'dimension';
  const items = list.data?.items;
  const ordered = items && (byDimension ? orderByDimension(items) : orderIndicators(items));
  const rows = ordered?.filter((one) => !chosen || one.status === chosen);
  const lead =
    list.data &&
    t(list.data.at === list.data.today ? 'overview.lead-today' : 'overview.lead-at', {
      area: list.data.area.name[language],
      at: formatDate(list.data.at, language),
      today: formatDate(list.data.today, language),
    });
  return (
    <>
      <PageHead title={t('overview.title')} lead={lead}>
        {items && <StatusCounts items={items} chosen={chosen} />}
      </PageHead>
      <AttentionList area={area} at={at} plan={get('plan')} />
      {list.data && dates && list.data.at !== dates.end && <OutlookLine area={area} end={dates.end} />}
      <DataTable
        id="plan.indicators"
        fill
        caption={t('overview.table')}
        columns={overviewColumns(t, language, kept)}
        rows={rows}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(item) => item.id}
        groupOf={byDimension ? (item) => item.dimension[language] : undefined}
        total={rows?.length}
        busy={list.isFetching}
        current={id}
        notice={<OverviewNotices items={rows ?? []} />}
        toolbar={
          <>
            <Segmented
              size="small"
              aria-label={t('overview.order')}
              value={byDimension ? 'dimension' : 'status'}
              onChange={(value) => set({ group: value === 'dimension' ? value : null })}
              options={[
                { value: 'status', label: t('overview.by-status') },
                { value: 'dimension', label: t('overview.by-dimension') },
              ]}
            />
            {rows?.some(hasWay) && <BulletLegend />}
          </>
        }
        actions={<ExportLinks path="/api/plan/indicators/export" query={query} />}
        empty={chosen ? t('overview.none', { status: t(`ui:status.${chosen}`) }) : undefined}
      />
    </>
  );
}
