import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { cityDay, formatDate, formatNumber, formatTime } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import type { StatusName } from '@songhua/ui/status.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, Input, Progress } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Night, NightOrdered, NightsAndSettings } from '../contract.ts';

const status: Readonly<Record<NightOrdered['state'], StatusName>> = {
  waiting: 'unknown',
  running: 'on-track',
  done: 'met',
  failed: 'off-track',
};
const isOpen = ({ state }: NightOrdered): boolean => state === 'waiting' || state === 'running';

function Orders({ orders }: { readonly orders: readonly NightOrdered[] }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  if (orders.length === 0) return <p>{t('settings.no-orders')}</p>;
  return (
    <ul className="sv-list" aria-live="polite">
      {orders.slice(0, 5).map((one) => (
        <li key={one.id}>
          <span className="sv-marks">
            <StatusMark status={status[one.state]} said={t(`settings.order-state.${one.state}`)} />
            <strong>{formatDate(one.day, language)}</strong>
            <span className="sv-under">
              {one.by ?? t('settings.by-clock')} · {formatTime(one.orderedAt, language)}
              {one.tries > 1 && ` · ${t('settings.tries', { tries: one.tries })}`}
            </span>
            {one.state === 'running' && one.stage && (
              <span>
                {one.total > 0
                  ? t('settings.progress', { stage: t(`settings.stage.${one.stage}`), done: one.done, total: one.total })
                  : t(`settings.stage.${one.stage}`)}
              </span>
            )}
          </span>
          {one.state === 'running' && one.total > 0 && (
            <Progress
              percent={Math.floor((100 * one.done) / one.total)}
              size="small"
              aria-label={t('settings.order-state.running')}
            />
          )}
          {one.failure && <p role="alert">{one.failure[language]}</p>}
        </li>
      ))}
    </ul>
  );
}

/** The nights that were judged, those that were ordered and how far they are, and one more at once. */
export function NightList({ maySet }: { readonly maySet: boolean }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const query = useApi<NightsAndSettings>('/api/surveillance/detection/nights');
  const { write, error, busy } = useWrite();
  const { items, orders = [] } = query.data ?? {};
  const { refetch } = query;
  const underWay = orders.some(isOpen);
  useEffect(() => {
    if (!underWay) return;
    const timer = setInterval(() => void refetch(), 2_000);
    return () => clearInterval(timer);
  }, [underWay, refetch]);
  const number = (key: 'series' | 'judgements' | 'alarms' | 'signals' | 'warnings', rank?: 2): Column<Night> => ({
    ...{ key, title: t(`settings.${key}`), numeric: true, render: (one) => formatNumber(one[key], 0, language) },
    ...(rank && { rank }),
  });
  const columns: Column<Night>[] = [
    { key: 'day', title: t('settings.day'), keep: true, rowHeader: true, render: ({ day }) => formatDate(day, language) },
    ...[number('series', 2), number('judgements', 2), number('alarms', 2), number('signals'), number('warnings')],
    {
      ...{ key: 'ms', title: t('settings.took'), numeric: true, keep: true, rank: 2 },
      render: ({ ms }) => t('settings.seconds', { seconds: formatNumber(ms / 1000, 1, language) }),
    },
    { key: 'thresholds', title: t('settings.thresholds'), numeric: true, rank: 2, render: ({ thresholds }) => thresholds },
  ];
  const yesterday = cityDay(Date.now() - 86_400_000) ?? '';
  return (
    <section className="sv-section" aria-labelledby="sv-nights">
      <h2 id="sv-nights">{t('settings.nights')}</h2>
      {maySet && (
        <Form<{ day: string }>
          layout="inline"
          className="sh-no-print"
          initialValues={{ day: yesterday }}
          onFinish={({ day }) => void write('POST', '/api/surveillance/detection/nights', { day })}
        >
          <Form.Item name="day" label={t('settings.judge-day')} rules={[{ required: true, message: '' }]}>
            <Input type="date" min="1900-01-01" max={cityDay(Date.now()) ?? '2100-12-31'} />
          </Form.Item>
          <Button htmlType="submit" loading={busy} disabled={underWay}>
            {t('settings.judge')}
          </Button>
        </Form>
      )}
      {error !== null && <ProblemNotice error={error} />}
      <Orders orders={orders} />
      <DataTable
        id="surveillance.nights"
        caption={t('settings.nights')}
        columns={columns}
        rows={items}
        rowKey={({ day }) => day}
        total={items?.length}
        error={query.error}
        onRetry={() => void refetch()}
        empty={t('settings.no-nights')}
      />
    </section>
  );
}
