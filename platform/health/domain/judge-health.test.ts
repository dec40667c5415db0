import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HealthState, PartName } from '../contract.ts';
import type { Backup } from '../store/backups.ts';
import type { Facts, ProcessState } from './facts.ts';
import { judgeHealth } from './judge-health.ts';
import { worstOf } from './say.ts';

const now = new Date('2026-03-02T08:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const [hour, day] = [60, 24 * 60];

const backup: Backup = {
  id: 'one',
  host: 'a',
  file: '/backup/one',
  takenBy: 'server',
  at: ago(5 * hour),
  endedAt: ago(5 * hour),
  bytes: 1e6,
  rows: 10,
  tables: 3,
  sha256: 'aa',
  auditNumber: 7,
  failure: null,
  verifiedAt: ago(4 * hour),
  verifyFailure: null,
  prunedAt: null,
};

const server: ProcessState = {
  holder: 'a 1',
  host: 'a',
  startedAt: ago(day),
  seenAt: now,
  facts: {
    version: '0.1.0',
    node: '24.0.0',
    mode: 'production',
    rssBytes: 2e8,
    heapBytes: 1e8,
    loopMs: 3,
    requests: 60,
    faults: 0,
    readOnly: false,
    standby: false,
    disks: [{ folder: '/data', freeBytes: 50e9, totalBytes: 100e9 }],
    backup: { folder: '/backup', everyHours: 24, verifyHours: 168, keepDays: 7, keepWeeks: 5 },
  },
};

const well: Facts = {
  now,
  database: {
    version: '18.4',
    bytes: 1e9,
    schemas: [],
    connections: 10,
    mostConnections: 100,
    readOnly: false,
    oldestSince: ago(1),
    standbys: [],
  },
  backlog: { waiting: 1, oldestAt: ago(1), retrying: 0, dead: 0 },
  jobs: [{ name: 'a.job', ranAt: ago(10), dueAt: ago(-5), failures: 0 }],
  work: { importsOpen: 0, importsFailed: 0, indexJobs: 0, indexFailing: 0, unready: [] },
  audit: {
    begun: true,
    log: 'l',
    algorithm: 'sha256',
    chained: 100,
    waiting: 0,
    head: { size: 100, at: ago(3 * day), key: 'k' },
    keptFrom: 1,
    verified: { at: ago(day).toISOString(), ok: true, from: 1, to: 100, bad: null, kind: null, says: null, by: 'p' },
    wholeAt: ago(day),
    dueAt: ago(-day),
    behind: null,
    restores: [],
  },
  access: { refused: 3, accounts: 1, signingSince: ago(30 * day), unsealed: 0 },
  backups: [backup],
  restored: null,
  processes: [server],
  errors: [{ code: 'kernel.not-signed-in', count: 4000 }],
};

const process = (over: Partial<ProcessState['facts']>): ProcessState => ({ ...server, facts: { ...server.facts, ...over } });

test('where all is well every part says so, and nothing is to be done', () => {
  const { state, parts } = judgeHealth(well);
  assert.equal(state, 'good');
  for (const part of parts) {
    assert.deepEqual([part.state, part.todo], ['good', null], part.part);
    assert.ok(part.says.zh.length > 0 && part.says.en.length > 0);
  }
  assert.equal(new Set(parts.map(({ part }) => part)).size, 12);
});

const late = (minutes: number): Backup => ({ ...backup, at: ago(minutes), endedAt: ago(minutes) });

const cases: readonly (readonly [what: string, PartName, HealthState, Partial<Facts>])[] = [
  ['connections near the limit', 'database', 'watch', { database: { ...well.database, connections: 75 } }],
  ['connections at the limit', 'database', 'act', { database: { ...well.database, connections: 95 } }],
  ['a transaction open for hours', 'database', 'act', { database: { ...well.database, oldestSince: ago(130) } }],
  ['the primary is gone', 'replication', 'act', { processes: [process({ readOnly: true })] }],
  ['a standby is wanted and none receives', 'replication', 'act', { processes: [process({ standby: true })] }],
  [
    'a standby far behind',
    'replication',
    'watch',
    { database: { ...well.database, standbys: [{ name: 's', state: 'streaming', lagBytes: 1e8 }] } },
  ],
  [
    'a disk almost full',
    'disk',
    'act',
    { processes: [process({ disks: [{ folder: '/data', freeBytes: 5, totalBytes: 100 }] })] },
  ],
  ['no server tells of itself', 'processes', 'unknown', { processes: [] }],
  ['two versions', 'processes', 'watch', { processes: [server, process({ version: '0.2.0' })] }],
  ['a slow process', 'processes', 'act', { processes: [process({ loopMs: 1500 })] }],
  ['no rhythm of backups in production', 'backup', 'act', { processes: [process({ backup: null })] }],
  ['no rhythm of backups in a demonstration', 'backup', 'watch', { processes: [process({ backup: null, mode: 'demo' })] }],
  ['a backup is late', 'backup', 'watch', { backups: [late(30 * hour)] }],
  ['a backup is very late', 'backup', 'act', { backups: [late(50 * hour)] }],
  ['no backup yet', 'backup', 'act', { backups: [] }],
  ['the last one failed', 'backup', 'watch', { backups: [{ ...backup, id: 'two', at: ago(1), failure: 'no room' }, backup] }],
  ['it does not verify', 'backup', 'act', { backups: [{ ...backup, verifiedAt: null, verifyFailure: 'differs' }] }],
  ['none was verified', 'backup', 'watch', { backups: [{ ...backup, verifiedAt: null }] }],
  ['what is left was pruned', 'backup', 'act', { backups: [{ ...backup, prunedAt: ago(1) }] }],
  [
    'the audit log does not hold',
    'audit',
    'act',
    {
      audit: {
        ...well.audit,
        verified: { at: '2026-03-01T00:00:00Z', ok: false, from: 1, to: 1, bad: 2, kind: 'altered', says: 'x', by: 'p' },
      },
    },
  ],
  [
    'the database is behind the heads outside',
    'audit',
    'act',
    { audit: { ...well.audit, behind: { outside: 90, here: 40, at: '2026-03-01T00:00:00Z', restored: null } } },
  ],
  ['it was never verified', 'audit', 'watch', { audit: { ...well.audit, verified: null } }],
  ['entries wait for a head since days', 'audit', 'act', { audit: { ...well.audit, chained: 120 } }],
  ['secrets in the clear', 'keys', 'act', { access: { ...well.access, unsealed: 2 } }],
  ['an old signing key', 'keys', 'watch', { access: { ...well.access, signingSince: ago(400 * day) } }],
  ['many refused sign-ins', 'sign-in', 'watch', { access: { ...well.access, refused: 60 } }],
  ['dead letters', 'outbox', 'act', { backlog: { ...well.backlog, dead: 1 } }],
  ['events wait long', 'outbox', 'watch', { backlog: { ...well.backlog, oldestAt: ago(10) } }],
  ['a job fails', 'jobs', 'watch', { jobs: [{ name: 'a.job', ranAt: null, dueAt: now, failures: 2 }] }],
  ['an import failed', 'jobs', 'watch', { work: { ...well.work, importsFailed: 1 } }],
  ['work on the index fails', 'search', 'act', { work: { ...well.work, indexJobs: 1, indexFailing: 1 } }],
  ['a parameter is not ready', 'search', 'watch', { work: { ...well.work, unready: ['Patient.x'] } }],
  ['a fault of ours', 'errors', 'watch', { errors: [{ code: 'kernel.unexpected', count: 1 }] }],
];

for (const [what, part, state, over] of cases)
  test(`${what}: ${part} says ${state}, with a sentence and what to do, and the whole is no better`, () => {
    const judged = judgeHealth({ ...well, ...over });
    const found = judged.parts.find((one) => one.part === part);
    assert.equal(found?.state, state);
    assert.ok(found?.todo && found.todo.zh !== '' && found.todo.en !== '');
    assert.equal(worstOf([judged.state, state]), judged.state);
  });

test('whoever must act is not hidden behind what is not known', () => {
  assert.equal(worstOf(['unknown', 'act', 'good']), 'act');
  assert.equal(worstOf(['unknown', 'watch']), 'unknown');
  assert.equal(worstOf([]), 'good');
});
