import type { AccessFacts, LogState } from '@songhua/access';
import type { Backlog, JobState } from '@songhua/events';
import type { RecordWork } from '@songhua/records';
import type { Backup, Restored } from '../store/backups.ts';

/** What PostgreSQL says of itself. */
export interface DatabaseFacts {
  readonly version: string;
  readonly bytes: number;
  readonly schemas: readonly { readonly schema: string; readonly bytes: number }[];
  readonly connections: number;
  readonly mostConnections: number;
  readonly readOnly: boolean;
  /** When the oldest open transaction began, autovacuum's aside. */
  readonly oldestSince: Date | null;
  readonly standbys: readonly { readonly name: string; readonly state: string; readonly lagBytes: number | null }[];
}

/** How backups are to be taken, as a server was told. */
export interface BackupSettings {
  readonly folder: string;
  readonly everyHours: number;
  readonly verifyHours: number;
  readonly keepDays: number;
  readonly keepWeeks: number;
}

/** What a server process says of itself once a minute. */
export interface ProcessFacts {
  readonly version: string;
  readonly node: string;
  readonly mode: 'demo' | 'production';
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly loopMs: number;
  /** Since it was last asked. */
  readonly requests: number;
  readonly faults: number;
  readonly readOnly: boolean;
  /** Whether a standby is configured. */
  readonly standby: boolean;
  readonly disks: readonly { readonly folder: string; readonly freeBytes: number; readonly totalBytes: number }[];
  readonly backup: BackupSettings | null;
}

export interface ProcessState {
  readonly holder: string;
  readonly host: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly facts: ProcessFacts;
}

export interface Facts {
  readonly now: Date;
  readonly database: DatabaseFacts;
  readonly backlog: Backlog;
  readonly jobs: readonly JobState[];
  readonly work: RecordWork;
  readonly audit: LogState;
  readonly access: AccessFacts;
  readonly backups: readonly Backup[];
  readonly restored: Restored | null;
  /** Those that were heard of lately. */
  readonly processes: readonly ProcessState[];
  readonly errors: readonly { readonly code: string; readonly count: number }[];
}
