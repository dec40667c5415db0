import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SettingsView, ThresholdsView } from '../contract.ts';
import { Retune } from './retune.tsx';

/** Every set of thresholds with where it comes from; an older one holds again as a new version. */
export function ThresholdList({ view }: { readonly view: SettingsView }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { write, error, busy } = useWrite();
  const current = view.thresholds[0]?.version ?? 1;
  const level = (one: string): string => t(`warning.levels.${one}`);
  const columns: Column<ThresholdsView>[] = [
    { key: 'version', title: t('settings.version'), numeric: true, rowHeader: true, render: ({ version }) => version },
    {
      key: 'limits',
      title: t('settings.what'),
      render: ({ limits, immediate }) => (
        <ul className="sv-list-plain">
          {limits.map((one) => (
            <li key={`${one.level}${one.channels}`}>
              {t('settings.limit', { level: level(one.level), channels: one.channels, p: Number(one.p.toPrecision(3)) })}
            </li>
          ))}
          <li>{t('settings.immediate', { level: level(immediate) })}</li>
        </ul>
      ),
    },
    {
      key: 'source',
      title: t('settings.source-of'),
      rank: 2,
      render: ({ source, verified }) => (
        <>
          {source[language]}{' '}
          {!verified && <StatusMark status="unknown" said={t('settings.unverified')} why={t('settings.unverified-why')} />}
        </>
      ),
    },
    {
      key: 'from',
      title: t('settings.valid-from'),
      keep: true,
      rank: 2,
      render: ({ from }) => (from ? formatDate(from, language) : t('settings.always')),
    },
    {
      key: 'at',
      title: t('settings.by'),
      rank: 2,
      render: ({ at, by }) => (at ? `${by ?? ''} ${formatTime(at, language)}` : '—'),
    },
    {
      key: 'restore',
      title: t('settings.state'),
      keep: true,
      render: ({ version }) =>
        version === current ? (
          t('settings.holds')
        ) : view.maySet ? (
          <Popconfirm
            title={t('settings.restore-ask', { version })}
            okText={t('settings.yes')}
            cancelText={t('settings.no')}
            onConfirm={() =>
              void write('POST', '/api/surveillance/detection/thresholds/restore', { version: current, to: version })
            }
          >
            <Button size="small" loading={busy} aria-label={`${t('settings.restore')} ${version}`}>
              {t('settings.restore')}
            </Button>
          </Popconfirm>
        ) : (
          '—'
        ),
    },
  ];
  return (
    <section className="sv-section" aria-labelledby="sv-thresholds">
      <h2 id="sv-thresholds">{t('settings.thresholds')}</h2>
      <p className="sh-quiet">{t('settings.thresholds-lead')}</p>
      {error !== null && <ProblemNotice error={error} />}
      <DataTable
        id="surveillance.thresholds"
        caption={t('settings.thresholds')}
        columns={columns}
        rows={view.thresholds}
        rowKey={({ version }) => String(version)}
        total={view.thresholds.length}
      />
      {view.maySet && <Retune view={view} />}
    </section>
  );
}
