import type { Tx } from '@songhua/kernel';
import type { ReportingSettings } from '../contract.ts';

export async function readSettings(tx: Tx): Promise<ReportingSettings> {
  const [row] = await tx.query<{ captureDays: number; version: number }>(
    'select capture_days as "captureDays", version from reporting.setting',
    [],
    'reporting.settings',
  );
  return row ?? { captureDays: 7, version: 1 };
}

/** False: somebody has changed them since the version that is named. */
export async function saveSettings(tx: Tx, { captureDays, version }: ReportingSettings): Promise<boolean> {
  const rows = await tx.query<{ version: number }>(
    'update reporting.setting set capture_days = $1, version = version + 1 where version = $2 returning version',
    [captureDays, version],
    'reporting.save-settings',
  );
  return rows.length > 0;
}
