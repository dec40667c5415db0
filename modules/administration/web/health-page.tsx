import type { HealthReport } from '@songhua/health/contract.ts';
import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { HealthCharts } from './health-charts.tsx';
import { HealthParts, HealthTodo } from './health-parts.tsx';
import { BackupTable, ErrorTable, ProcessTable } from './health-tables.tsx';
import { healthShapes } from './health-words.ts';
import './administration.css';
import './health.css';

/** Servers tell of themselves once a minute; more often there is nothing new, ms. */
const freshEvery = 60_000;

/** Is the installation well, and what is to be done? */
export default function HealthPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const report = useApi<HealthReport>('/api/administration/health');
  const { refetch } = report;
  useEffect(() => {
    const timer = setInterval(() => void refetch(), freshEvery);
    return () => clearInterval(timer);
  }, [refetch]);
  const { data } = report;
  return (
    <>
      <PageHead
        title={t('health.title')}
        lead={
          data && (
            <span className="administration-health-state">
              <StatusMark status={healthShapes[data.state]} said={t(`health.whole.${data.state}`)} />
              <span>{t('health.as-of', { time: formatTime(data.asOf, language) })}</span>
            </span>
          )
        }
      >
        <Button size="small" onClick={() => void refetch()} loading={report.isFetching}>
          {t('health.refresh')}
        </Button>
      </PageHead>
      <Loaded query={report} rows={12}>
        {({ parts, backups, processes, errors }) => (
          <>
            <HealthTodo parts={parts} />
            <HealthParts parts={parts} />
            <HealthCharts />
            <section className="administration-section">
              <h2>{t('health.backups')}</h2>
              <BackupTable backups={backups} />
            </section>
            <section className="administration-section">
              <h2>{t('health.processes')}</h2>
              <ProcessTable processes={processes} />
            </section>
            <section className="administration-section">
              <h2>{t('health.errors')}</h2>
              <ErrorTable errors={errors} />
            </section>
          </>
        )}
      </Loaded>
    </>
  );
}
