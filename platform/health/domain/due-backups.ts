const hour = 3_600_000;
const day = 24 * hour;

/** A backup as the decisions about it see it. */
export interface TakenBackup {
  readonly id: string;
  readonly at: Date;
  readonly good: boolean;
  readonly verifiedAt: Date | null;
  /** A verification that found a difference, or could not be carried out. */
  readonly verifyFailed: boolean;
}

export interface BackupRhythm {
  readonly everyHours: number;
  /** How often the newest is restored to be verified; 0 never. */
  readonly verifyHours: number;
  readonly keepDays: number;
  readonly keepWeeks: number;
}

/** How long after a failure it is tried again, ms: a quarter of an hour, doubled each time, and no longer than the rhythm. */
export const waitAfter = (failures: number, everyHours: number): number =>
  Math.min((hour / 4) * 2 ** Math.min(failures - 1, 20), everyHours * hour);

const newestFirst = (taken: readonly TakenBackup[]): readonly TakenBackup[] =>
  [...taken].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1));

/** When the next backup is due: a rhythm after the last good one, later while the tries since then fail; at once when there is none. */
export function nextBackup(taken: readonly TakenBackup[], { everyHours }: Pick<BackupRhythm, 'everyHours'>, now: Date): Date {
  const [newest, ...rest] = newestFirst(taken);
  if (!newest) return now;
  if (newest.good) return new Date(newest.at.getTime() + everyHours * hour);
  const failures = 1 + [...rest, undefined].findIndex((one) => one === undefined || one.good);
  return new Date(newest.at.getTime() + waitAfter(failures, everyHours));
}

/** The backup to verify now: the newest good one, when nothing was verified for longer than the rhythm; null when there is no need. */
export function dueVerification(
  taken: readonly TakenBackup[],
  { verifyHours }: Pick<BackupRhythm, 'verifyHours'>,
  now: Date,
): string | null {
  if (verifyHours === 0) return null;
  const [newest] = newestFirst(taken.filter(({ good }) => good));
  if (!newest || newest.verifiedAt || newest.verifyFailed) return null;
  const last = Math.max(0, ...taken.map(({ verifiedAt }) => verifiedAt?.getTime() ?? 0));
  return now.getTime() - last >= verifyHours * hour ? newest.id : null;
}

/** Monday of a moment's week and its day, UTC, as numbers. */
const dayOf = (at: Date): number => Math.floor(at.getTime() / day);
const weekOf = (at: Date): number => Math.floor((dayOf(at) + 3) / 7);

/**
 * The backups whose files may go: good ones older than the newest that was verified by restoring it, save the last of each of the last
 * `keepDays` days and `keepWeeks` weeks that have any; one that did not verify counts only where its span has no other. Without a verified
 * one none may go; the verified one itself never does.
 */
export function prunable(
  taken: readonly TakenBackup[],
  { keepDays, keepWeeks }: Pick<BackupRhythm, 'keepDays' | 'keepWeeks'>,
): readonly string[] {
  const good = newestFirst(taken.filter((one) => one.good));
  const verified = good.find(({ verifiedAt, verifyFailed }) => verifiedAt && !verifyFailed);
  if (!verified) return [];
  const kept = new Set<string>([verified.id]);
  const keepOne = (most: number, spanOf: (at: Date) => number): void => {
    const spans = Map.groupBy(good, ({ at }) => spanOf(at));
    for (const span of [...spans.values()].slice(0, most)) {
      const one = span.find(({ verifyFailed }) => !verifyFailed) ?? span[0];
      if (one) kept.add(one.id);
    }
  };
  keepOne(keepDays, dayOf);
  keepOne(keepWeeks, weekOf);
  return good.filter(({ id, at }) => !kept.has(id) && at < verified.at).map(({ id }) => id);
}
