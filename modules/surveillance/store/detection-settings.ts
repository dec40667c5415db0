import { type ThresholdSet, usualThresholds } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import type { Tx } from '@songhua/kernel';
import type { DetectionSettings } from '../contract.ts';
import { usualSettings } from '../domain/detection-settings.ts';

export async function readDetectionSettings(tx: Tx): Promise<DetectionSettings> {
  const [row] = await tx.query<{ content: DetectionSettings }>('select content from surveillance.detection_settings');
  return row?.content ?? usualSettings;
}

export async function saveDetectionSettings(tx: Tx, settings: DetectionSettings, by: string, now: Date): Promise<void> {
  await tx.query(
    `insert into surveillance.detection_settings (content, at, by_name) values ($1, $2, $3)
     on conflict (id) do update set content = excluded.content, at = excluded.at, by_name = excluded.by_name`,
    [JSON.stringify(settings), now, by],
  );
}

/** All sets of thresholds there ever were, the one that holds last; never empty. */
export async function readThresholds(tx: Tx): Promise<readonly [ThresholdSet, ...ThresholdSet[]]> {
  const rows = await tx.query<{ content: ThresholdSet }>('select content from surveillance.threshold order by version');
  return [usualThresholds, ...rows.map(({ content }) => content)];
}

export async function addThresholds(tx: Tx, set: ThresholdSet, by: string, now: Date): Promise<void> {
  await tx.query('insert into surveillance.threshold (version, content, at, by_name) values ($1, $2, $3, $4)', [
    set.version,
    JSON.stringify(set),
    now,
    by,
  ]);
}
