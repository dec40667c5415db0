import { ok, route } from '@songhua/kernel';
import { type BackupShown, healthReport, sampleList, sampleQuery } from '../contract.ts';
import type { ProcessState } from '../domain/facts.ts';
import { judgeHealth } from '../domain/judge-health.ts';
import type { Backup } from '../store/backups.ts';
import { gatherFacts } from '../store/gather.ts';
import { listSamples } from '../store/samples.ts';

/** The newest backups that the page shows; `songhua backup list` shows all. */
const shownBackups = 20;

/** Minutes from one point of a chart to the next, so that there are some 300: of a week the highest of each half hour. */
const stepOf = (days: number): number => (days === 1 ? 5 : days <= 3 ? 15 : 30);

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const showBackup = ({ tables: _, sha256: __, ...backup }: Backup): BackupShown => ({
  ...backup,
  at: backup.at.toISOString(),
  endedAt: iso(backup.endedAt),
  verifiedAt: iso(backup.verifiedAt),
  prunedAt: iso(backup.prunedAt),
});

const showProcess = ({ holder, startedAt, seenAt, facts }: ProcessState) => ({
  holder,
  startedAt: startedAt.toISOString(),
  seenAt: seenAt.toISOString(),
  version: facts.version,
  node: facts.node,
  rssBytes: facts.rssBytes,
  heapBytes: facts.heapBytes,
  loopMs: facts.loopMs,
  requests: facts.requests,
});

export const readHealth = route({
  method: 'GET',
  path: '/api/administration/health',
  summary: { zh: '系统运行状况', en: 'Health of the installation' },
  permission: 'health.read',
  people: 'none',
  response: healthReport,
  handle: async ({ tx, now }) => {
    const facts = await gatherFacts(tx, now);
    return ok({
      asOf: now.toISOString(),
      ...judgeHealth(facts),
      processes: facts.processes.map(showProcess),
      backups: facts.backups.slice(0, shownBackups).map(showBackup),
      errors: facts.errors,
      schemas: facts.database.schemas,
    });
  },
});

export const readHealthHistory = route({
  method: 'GET',
  path: '/api/administration/health/history',
  summary: { zh: '近日运行数据', en: 'Numbers of the last days' },
  permission: 'health.read',
  people: 'none',
  query: sampleQuery,
  response: sampleList,
  handle: async ({ tx, query: { days }, now }) => {
    const stepMinutes = stepOf(days);
    const samples = await listSamples(tx, new Date(now.getTime() - days * 24 * 3_600_000), stepMinutes);
    return ok({ stepMinutes, items: samples.map(({ at, ...facts }) => ({ at: at.toISOString(), ...facts })) });
  },
});
