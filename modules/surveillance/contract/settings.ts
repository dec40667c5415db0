import { warningLevels } from '@songhua/engine-outbreak/fusion/thresholds.ts';
import { z } from 'zod';
import { detectionSettings, retuned, retuneOrder } from './detection.ts';
import { day, moment, text } from './words.ts';

/** How detection is set (检测设置), with all it ever was: settings by version, thresholds by version. */

const version = z.number().int().min(1).max(1_000_000);
const said = { version, at: moment.nullable(), by: z.string().nullable() };

export const thresholdsView = z.object({
  ...said,
  /** First day on which they hold; null: from the beginning. */
  from: day.nullable(),
  limits: z.array(z.object({ level: z.enum(warningLevels), channels: z.number().int(), p: z.number() })),
  immediate: z.enum(warningLevels),
  source: text,
  verified: z.boolean(),
});
export const settingsView = z.object({
  ...said,
  settings: detectionSettings,
  /** Whether who asks may change them. */
  maySet: z.boolean(),
  /** Every version, the newest first: the first one holds. */
  history: z.array(z.object({ ...said, settings: detectionSettings })),
  thresholds: z.array(thresholdsView),
  /** Verdicts on warnings that retuning goes by. */
  verdicts: z.object({ true: z.number().int(), false: z.number().int(), none: z.number().int() }),
});
export const settingsChange = z.strictObject({
  /** The one that was seen: if it is no longer the last, nothing is written. */
  version,
  to: detectionSettings,
});
export const retuneAsked = retuneOrder.extend({
  /** The thresholds that were seen. */
  version: version.optional(),
  /** What would come of it; nothing is written. */
  preview: z.boolean().default(false),
});
export const retuneAnswer = retuned.extend({
  written: z.boolean(),
  /** The limits that follow, or those that stay. */
  limits: thresholdsView.shape.limits,
});
export const thresholdsRestored = z.strictObject({
  version,
  /** The older one whose limits are to hold again. */
  to: version,
});
export type SettingsView = z.infer<typeof settingsView>;
export type ThresholdsView = z.infer<typeof thresholdsView>;
export type RetuneAnswer = z.infer<typeof retuneAnswer>;
