import { dayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { ok, refuse, route, wallClock } from '@songhua/kernel';
import { night, nightOrder, nightsAndSettings } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { runNight } from '../events/run-night.ts';
import { readDetectionSettings, readThresholds } from '../store/detection-settings.ts';
import { listNights } from '../store/judgements.ts';
import { checkWhole } from './check-whole.ts';

export const listNightsRoute = route({
  method: 'GET',
  path: '/api/surveillance/detection/nights',
  summary: { zh: '每夜检测的经过、设置和阈值', en: 'Nights of detection, settings and thresholds' },
  permission: 'surveillance.read',
  people: 'none',
  response: nightsAndSettings,
  handle: async ({ tx }) =>
    ok({
      items: await listNights(tx, 60),
      settings: await readDetectionSettings(tx),
      thresholds: (await readThresholds(tx)).map(({ version, limits, immediate, source, verified }) => ({
        ...{ version, immediate, source, verified, limits: [...limits] },
      })),
    }),
});

export const judgeNow = route({
  method: 'POST',
  path: '/api/surveillance/detection/nights',
  summary: {
    zh: '立即检测某一天（默认昨天）；重做不会重复',
    en: 'Run detection now for a day (yesterday unless said); done again it says nothing twice',
  },
  permission: 'surveillance.triage',
  people: 'none',
  body: nightOrder,
  response: night,
  handle: async ({ tx, actor, records, now, newId, body }) => {
    const whole = await checkWhole(tx, actor, now);
    if (!whole.ok) return whole;
    const today = dayInBeijing(now);
    const day = body.day ?? dayInBeijing(new Date(now.getTime() - 86_400_000));
    if (day > today || dayOf(day) === null) return refuse('surveillance.day-ahead', { day, today });
    const done = await runNight(tx, day, { records, now, newId, threads: 2, clock: wallClock });
    return done ? ok(done) : refuse('surveillance.night-under-way', { day });
  },
});
