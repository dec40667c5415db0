import type { Facts } from '@songhua/health';
import { isGood, judgeHealth } from '@songhua/health';
import { Gauge, type Registry } from 'prom-client';

/** How a state is told as a number. */
const levels = { good: 0, watch: 1, act: 2, unknown: 3 } as const;

const secondsOf = (at: Date | null | undefined): number => (at ? at.getTime() / 1000 : 0);

/** Registers the health of the installation; returns what is to be told when it was gathered anew. */
export function healthMetrics(registry: Registry): (facts: Facts) => void {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []): Gauge =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  const state = gauge('songhua_health_state', 'Of each part: 0 good, 1 watch, 2 act, 3 unknown', ['part']);
  const database = gauge('songhua_database_bytes', 'Size of the database');
  const connections = gauge('songhua_database_connections', 'Connections to PostgreSQL');
  const waiting = gauge('songhua_outbox_waiting', 'Events that wait for their handlers');
  const dead = gauge('songhua_outbox_dead', 'Events that wait for a person');
  const taken = gauge(
    'songhua_backup_last_success_timestamp_seconds',
    'Moment of the newest good backup whose file is there; 0 none',
  );
  const verified = gauge(
    'songhua_backup_last_verified_timestamp_seconds',
    'When one whose file is there was last verified by restoring it; 0 never',
  );
  const failures = gauge('songhua_backup_failures', 'Failed tries since the last good backup');
  const chained = gauge('songhua_audit_chained', 'Entries in the chain of the audit log');
  const holds = gauge(
    'songhua_audit_verified',
    '0 when the newest verification of the audit log found a fault; else 1, also before the first',
  );
  const checked = gauge('songhua_audit_verified_timestamp_seconds', 'When the audit log was last verified; 0 never');
  const bad = gauge('songhua_audit_first_bad', 'First bad entry of the audit log that the newest verification found; 0 none');
  const behind = gauge('songhua_audit_behind', 'Entries that the heads outside know and the database had not at its start');
  const refused = gauge('songhua_sign_ins_refused', 'Sign-ins that were refused within the last hour');
  const free = gauge('songhua_disk_free_bytes', 'Room on the disks that matter', ['host', 'folder']);
  return (facts) => {
    for (const { part, state: now } of judgeHealth(facts).parts) state.set({ part }, levels[now]);
    database.set(facts.database.bytes);
    connections.set(facts.database.connections);
    waiting.set(facts.backlog.waiting);
    dead.set(facts.backlog.dead);
    const good = facts.backups.filter(isGood);
    taken.set(secondsOf(good[0]?.at));
    verified.set(Math.max(0, ...good.map(({ verifiedAt }) => secondsOf(verifiedAt))));
    const since = good[0]?.at.getTime() ?? Number.NEGATIVE_INFINITY;
    failures.set(facts.backups.filter(({ at, failure }) => failure !== null && at.getTime() > since).length);
    chained.set(facts.audit.chained);
    holds.set(facts.audit.verified?.ok === false ? 0 : 1);
    checked.set(facts.audit.verified ? Date.parse(facts.audit.verified.at) / 1000 : 0);
    bad.set(facts.audit.verified?.bad ?? 0);
    behind.set(facts.audit.behind ? facts.audit.behind.outside - facts.audit.behind.here : 0);
    refused.set(facts.access.refused);
    free.reset();
    for (const { host, facts: own } of facts.processes)
      for (const { folder, freeBytes } of own.disks) free.set({ host, folder }, freeBytes);
  };
}
