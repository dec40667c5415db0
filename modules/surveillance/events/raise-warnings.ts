import type { Tx } from '@songhua/kernel';
import type { DailySeries } from '../domain/detection-series.ts';
import type { fuseNight } from '../domain/fuse-night.ts';
import type { Judgement } from '../domain/judge-night.ts';
import { answerHoursOf, describeChannels, sayReason } from '../domain/say-warning.ts';
import { raiseWarning } from '../store/warnings.ts';
import type { NightMeans } from './night-means.ts';

/** Makes warnings of what channels say together; how many are new. */
export async function raiseWarnings(
  tx: Tx,
  day: string,
  warnings: ReturnType<typeof fuseNight>['warnings'],
  judgements: readonly Judgement[],
  series: readonly DailySeries[],
  { now, newId }: NightMeans,
): Promise<number> {
  let raised = 0;
  for (const warning of warnings) {
    const { level, evidence, thresholds, why } = warning;
    const isNew = await raiseWarning(
      tx,
      {
        ...{ area: evidence.county, subject: evidence.subject, level, speaking: evidence.speaking, p: evidence.combined.p },
        ...{ thresholds, day, immediate: evidence.immediate.length > 0 },
        dueAt: new Date(now.getTime() + answerHoursOf(level) * 3_600_000),
        content: {
          channels: describeChannels(warning, judgements, series),
          silent: [...evidence.silent],
          why: why.map(sayReason),
        },
      },
      now,
      newId,
    );
    if (isNew) raised += 1;
  }
  return raised;
}
