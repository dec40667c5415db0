import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ForecastHead, ForecastList } from '../contract.ts';
import { ForecastForm } from './forecast-form.tsx';
import { Moment } from './marks.tsx';
import './surge.css';

const stateStatus = { waiting: 'behind', running: 'on-track', done: 'met', failed: 'off-track', cancelled: 'unknown' } as const;

/** How a forecast stands; while it is reckoned, how far. */
export function ForecastMark({
  forecast: { state, done, runs },
}: {
  readonly forecast: Pick<ForecastHead, 'state' | 'done' | 'runs'>;
}) {
  const { t } = useTranslation('surge');
  const far = state === 'running' ? ` ${Math.round((100 * done) / runs)}%` : '';
  return <StatusMark status={stateStatus[state]} said={t(`forecast-state.${state}`) + far} />;
}

/** The newest forecasts, and the form for a new one. */
export default function ForecastsPage() {
  const { t } = useTranslation('surge');
  const query = useApi<ForecastList>('/api/surge/forecasts');
  const columns: Column<ForecastHead>[] = [
    {
      key: 'title',
      title: t('field.title'),
      rowHeader: true,
      render: ({ id, title }) => <Link to={`/surge/forecast/${id}`}>{title}</Link>,
    },
    { key: 'scenario', title: t('scenario.title'), render: ({ scenario }) => t(`scenario.${scenario}`) },
    { key: 'state', title: t('field.state'), keep: true, render: (forecast) => <ForecastMark forecast={forecast} /> },
    { key: 'at', title: t('field.at'), rank: 2, render: ({ at }) => <Moment at={at} /> },
    { key: 'by', title: t('field.by'), rank: 2, render: ({ by }) => by ?? t('system') },
  ];
  return (
    <>
      <PageHead title={t('forecast.title')} lead={t('forecast.lead')}>
        <Link to="/surge">{t('facility.back')}</Link>
      </PageHead>
      <DataTable
        id="surge.forecasts"
        caption={t('forecast.list')}
        columns={columns}
        rows={query.data?.items}
        error={query.error}
        onRetry={() => void query.refetch()}
        rowKey={({ id }) => id}
        total={query.data?.items.length}
        busy={query.isFetching}
        empty={t('forecast.empty')}
      />
      {query.data?.mayManage && <ForecastForm />}
    </>
  );
}
