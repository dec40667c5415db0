import type { BackupShown, HealthReport } from '@songhua/health/contract.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { formatBytes } from './health-words.ts';
import { Missing } from './missing.tsx';

type Process = HealthReport['processes'][number];

/** What came of a backup, in one word. */
const cameOf = ({ endedAt, failure, verifyFailure, verifiedAt, prunedAt }: BackupShown) => {
  if (failure !== null) return 'failed';
  if (endedAt === null) return 'running';
  if (verifyFailure !== null) return 'wrong';
  if (prunedAt !== null) return 'gone';
  return verifiedAt === null ? 'taken' : 'verified';
};

const shapes = {
  failed: 'off-track',
  running: 'unknown',
  wrong: 'off-track',
  gone: 'none',
  taken: 'on-track',
  verified: 'met',
} as const;

/** The newest backups and what came of them. */
export function BackupTable({ backups }: { readonly backups: readonly BackupShown[] }) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const columns: Column<BackupShown>[] = [
    { key: 'at', title: t('health.backup.at'), keep: true, rowHeader: true, render: ({ at }) => formatTime(at, language) },
    {
      key: 'state',
      title: t('health.backup.state'),
      keep: true,
      render: (backup) => {
        const why = backup.failure ?? backup.verifyFailure ?? undefined;
        return <StatusMark status={shapes[cameOf(backup)]} said={t(`health.backup.${cameOf(backup)}`)} why={why} />;
      },
    },
    {
      key: 'bytes',
      title: t('health.backup.bytes'),
      numeric: true,
      render: ({ bytes }) => (
        <Missing text={bytes === null ? null : formatBytes(bytes, language)} reason={t('health.backup.unfinished')} />
      ),
    },
    {
      key: 'rows',
      title: t('health.backup.rows'),
      numeric: true,
      rank: 2,
      render: ({ rows }) => (
        <Missing text={rows === null ? null : formatNumber(rows, 0, language)} reason={t('health.backup.unfinished')} />
      ),
    },
    {
      key: 'verified',
      title: t('health.backup.verifiedAt'),
      render: ({ verifiedAt }) => (
        <Missing text={verifiedAt && formatTime(verifiedAt, language)} reason={t('health.backup.unverified')} />
      ),
    },
    {
      key: 'audit',
      title: t('health.backup.audit'),
      numeric: true,
      rank: 3,
      render: ({ auditNumber }) => (
        <Missing
          text={auditNumber === null ? null : formatNumber(auditNumber, 0, language)}
          reason={t('health.backup.unfinished')}
        />
      ),
    },
    {
      key: 'file',
      title: t('health.backup.file'),
      rank: 2,
      render: ({ host, file }) => <code className="administration-id">{`${host}:${file}`}</code>,
    },
  ];
  return (
    <DataTable
      id="administration.health.backups"
      caption={t('health.backups')}
      columns={columns}
      rows={backups}
      rowKey={({ id }) => id}
      empty={t('health.no-backups')}
    />
  );
}

/** The server processes that were heard of within three minutes. */
export function ProcessTable({ processes }: { readonly processes: readonly Process[] }) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const columns: Column<Process>[] = [
    { key: 'holder', title: t('health.process.holder'), keep: true, rowHeader: true, render: ({ holder }) => holder },
    { key: 'version', title: t('health.process.version'), render: ({ version, node }) => `${version} · Node ${node}` },
    { key: 'since', title: t('health.process.since'), rank: 2, render: ({ startedAt }) => formatTime(startedAt, language) },
    { key: 'rss', title: t('health.process.rss'), numeric: true, render: ({ rssBytes }) => formatBytes(rssBytes, language) },
    {
      key: 'heap',
      title: t('health.process.heap'),
      numeric: true,
      rank: 3,
      render: ({ heapBytes }) => formatBytes(heapBytes, language),
    },
    {
      key: 'loop',
      title: t('health.number.loopMs'),
      unit: 'ms',
      numeric: true,
      render: ({ loopMs }) => formatNumber(loopMs, 1, language),
    },
    {
      key: 'requests',
      title: t('health.number.requests'),
      numeric: true,
      rank: 2,
      render: ({ requests }) => formatNumber(requests, 0, language),
    },
  ];
  return (
    <DataTable
      id="administration.health.processes"
      caption={t('health.processes')}
      columns={columns}
      rows={processes}
      rowKey={({ holder }) => holder}
      empty={t('health.no-processes')}
    />
  );
}

/** What was refused or failed within a day, by code: counts, and nobody's name. */
export function ErrorTable({ errors }: { readonly errors: HealthReport['errors'] }) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const columns: Column<HealthReport['errors'][number]>[] = [
    { key: 'code', title: t('health.error.code'), keep: true, rowHeader: true, render: ({ code }) => <code>{code}</code> },
    {
      key: 'count',
      title: t('health.error.count'),
      numeric: true,
      keep: true,
      render: ({ count }) => formatNumber(count, 0, language),
    },
  ];
  return (
    <DataTable
      id="administration.health.errors"
      caption={t('health.errors')}
      columns={columns}
      rows={errors}
      rowKey={({ code }) => code}
      empty={t('health.no-errors')}
    />
  );
}
