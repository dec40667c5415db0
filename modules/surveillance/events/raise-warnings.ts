import type { Tx } from '@songhua/kernel';
import type { FoundWarning } from '../domain/find-night.ts';
import { answerHoursOf } from '../domain/say-warning.ts';
import { raiseWarning } from '../store/warnings.ts';
import type { NightMeans } from './night-means.ts';

/** Makes warnings of what channels say together; how many are new. */
export async function raiseWarnings(
  tx: Tx,
  day: string,
  warnings: readonly FoundWarning[],
  { now, newId }: NightMeans,
): Promise<number> {
  let raised = 0;
  for (const warning of warnings) {
    const dueAt = new Date(now.getTime() + answerHoursOf(warning.level) * 3_600_000);
    if (await raiseWarning(tx, { ...warning, day, dueAt }, now, newId)) raised += 1;
  }
  return raised;
}
