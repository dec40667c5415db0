import type { Job } from '@songhua/kernel';
import { wallClock } from '@songhua/kernel';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { runNight } from '../events/run-night.ts';
import { readDetectionSettings } from '../store/detection-settings.ts';
import { findNight } from '../store/judgements.ts';

const dayMs = 86_400_000;

/** Judges yesterday once, from the hour on that the settings say. A night is written whole or not at all: one that was broken off, or that somebody else is at, is looked at again the next time. */
export const detectNightly: Job = {
  name: 'surveillance.detect-nightly',
  title: { zh: '每夜检测', en: 'Detection every night' },
  everyMs: 10 * 60_000,
  limitMs: 30 * 60_000,
  run: async (tx, { now, records, newId }) => {
    const { hour } = await readDetectionSettings(tx);
    if (new Date(now.getTime() + 8 * 3_600_000).getUTCHours() < hour) return;
    const yesterday = dayInBeijing(new Date(now.getTime() - dayMs));
    if (await findNight(tx, yesterday)) return;
    await runNight(tx, yesterday, { records, now, newId, threads: 2, clock: wallClock });
  },
};
