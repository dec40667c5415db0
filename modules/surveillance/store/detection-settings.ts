import { type ThresholdSet, usualThresholds } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import type { Tx } from '@songhua/kernel';
import type { DetectionSettings } from '../contract.ts';
import { usualSettings } from '../domain/detection-settings.ts';

/** Who changed something and when; null: it came with the software. */
interface Said {
  readonly at: string | null;
  readonly by: string | null;
}
export interface SettingsVersion extends Said {
  readonly version: number;
  readonly settings: DetectionSettings;
}
interface Row<T> {
  readonly version: number;
  readonly content: T;
  readonly at: Date;
  readonly by: string | null;
}

/** Whoever changes settings or thresholds waits here for whoever is at it. */
export const holdSettings = (tx: Tx) =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended('surveillance.settings', 0))`, [], 'surveillance.hold-settings');

/** All settings there ever were, those that hold last; never empty. */
export async function listSettings(tx: Tx): Promise<readonly [SettingsVersion, ...SettingsVersion[]]> {
  const rows = await tx.query<Row<DetectionSettings>>(
    'select version, content, at, by_name as by from surveillance.settings_version order by version',
  );
  return [
    { version: 1, settings: usualSettings, at: null, by: null },
    ...rows.map(({ version, content, at, by }) => ({ version, settings: content, at: at.toISOString(), by })),
  ];
}

/** The settings that hold. */
export async function currentSettings(tx: Tx): Promise<SettingsVersion> {
  const [row] = await tx.query<Row<DetectionSettings>>(
    'select version, content, at, by_name as by from surveillance.settings_version order by version desc limit 1',
  );
  if (!row) return { version: 1, settings: usualSettings, at: null, by: null };
  return { version: row.version, settings: row.content, at: row.at.toISOString(), by: row.by };
}

export const readDetectionSettings = async (tx: Tx): Promise<DetectionSettings> => (await currentSettings(tx)).settings;

/** Writes the settings that hold from now on; whoever writes holds them (`holdSettings`). */
export async function addSettings(
  tx: Tx,
  { version, settings }: Pick<SettingsVersion, 'version' | 'settings'>,
  by: string,
  now: Date,
): Promise<void> {
  await tx.query('insert into surveillance.settings_version (version, content, at, by_name) values ($1, $2, $3, $4)', [
    version,
    JSON.stringify(settings),
    now,
    by,
  ]);
}

/** A set of thresholds with who made it. */
export type SaidThresholds = Said & { readonly set: ThresholdSet };

/** All sets of thresholds there ever were, the one that holds last; never empty. */
export async function listThresholds(tx: Tx): Promise<readonly [SaidThresholds, ...SaidThresholds[]]> {
  const rows = await tx.query<Row<ThresholdSet>>(
    'select version, content, at, by_name as by from surveillance.threshold order by version',
  );
  return [
    { set: usualThresholds, at: null, by: null },
    ...rows.map(({ content, at, by }) => ({ set: content, at: at.toISOString(), by })),
  ];
}

export async function readThresholds(tx: Tx): Promise<readonly [ThresholdSet, ...ThresholdSet[]]> {
  const [first, ...rest] = await listThresholds(tx);
  return [first.set, ...rest.map(({ set }) => set)];
}

/** Writes the set that follows; whoever writes holds them (`holdSettings`). */
export async function addThresholds(tx: Tx, set: ThresholdSet, by: string, now: Date): Promise<void> {
  await tx.query('insert into surveillance.threshold (version, content, at, by_name) values ($1, $2, $3, $4)', [
    set.version,
    JSON.stringify(set),
    now,
    by,
  ]);
}
