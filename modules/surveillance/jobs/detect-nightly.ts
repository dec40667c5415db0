import type { Job } from '@songhua/kernel';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { readDetectionSettings } from '../store/detection-settings.ts';
import { findNight } from '../store/judgements.ts';
import { lastFailure, orderNight } from '../store/night-orders.ts';

const hourMs = 3_600_000;

/** Orders yesterday once, from the hour on that the settings say; one that failed again after an hour. */
export const detectNightly: Job = {
  name: 'surveillance.detect-nightly',
  title: { zh: '每夜检测', en: 'Detection every night' },
  everyMs: 10 * 60_000,
  run: async (tx, { now, newId }) => {
    const { hour } = await readDetectionSettings(tx);
    if (new Date(now.getTime() + 8 * hourMs).getUTCHours() < hour) return;
    const yesterday = dayInBeijing(new Date(now.getTime() - 24 * hourMs));
    if (await findNight(tx, yesterday)) return;
    const failed = await lastFailure(tx, yesterday);
    if (failed && now.getTime() - failed.getTime() < hourMs) return;
    await orderNight(tx, { id: newId(), day: yesterday, by: null }, now);
  },
};
