import { readAccessFacts, readLogState } from '@songhua/access';
import { listJobStates, readBacklog } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import { readRecordWork } from '@songhua/records';
import type { Facts } from '../domain/facts.ts';
import { lastRestored, listBackups } from './backups.ts';
import { goneAfter, listProcesses } from './processes.ts';
import { readDatabase } from './read-database.ts';
import { listProblemCounts } from './samples.ts';

const hour = 3_600_000;

/** Backups that are told of: of hourly ones those of a month, with some tries that failed. */
const mostBackups = 800;

/** All that is known of the installation at this moment. */
export async function gatherFacts(tx: Tx, now: Date): Promise<Facts> {
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  return {
    now,
    database: await readDatabase(tx),
    backlog: await readBacklog(tx),
    jobs: await listJobStates(tx),
    work: await readRecordWork(tx, ago(24 * hour)),
    audit: await readLogState(tx),
    access: await readAccessFacts(tx, ago(hour)),
    backups: await listBackups(tx, { limit: mostBackups }),
    restored: await lastRestored(tx),
    processes: await listProcesses(tx, ago(goneAfter)),
    errors: await listProblemCounts(tx, ago(24 * hour)),
  };
}
