import { ok, refuse, route } from '@songhua/kernel';
import { eventsOpened } from '@songhua/module-emergency/api.ts';
import { figures, figuresQuery } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { publishedFigures } from '../domain/published-figures.ts';
import { decideSight } from '../domain/see-area.ts';
import { summarise717, summariseSignals } from '../domain/summarise-figures.ts';
import { answeredSignals } from '../store/signals-read.ts';
import { loadSurroundings } from './load-surroundings.ts';

const dayMs = 86_400_000;
/** Three years. */
const most = 1100;

export const readFigures = route({
  method: 'GET',
  path: '/api/surveillance/figures',
  summary: {
    zh: '信号数量、响应及时性与 7-1-7，附国家系统公布的数字',
    en: 'How many signals, how fast they were answered, and 7-1-7, beside what is published of the national system',
  },
  permission: 'surveillance.read',
  people: 'none',
  query: figuresQuery,
  response: figures,
  handle: async ({ tx, actor, now, query }) => {
    const around = await loadSurroundings(tx, actor, now);
    const areas = decideSight(around.areas, actor.area, query.area);
    if (!areas.ok) return areas;
    const to = query.to ?? dayInBeijing(now);
    const from = query.from ?? new Date(Date.parse(to) - 90 * dayMs).toISOString().slice(0, 10);
    const start = new Date(`${from}T00:00:00+08:00`);
    const end = new Date(Date.parse(`${to}T00:00:00+08:00`) + dayMs);
    const days = (end.getTime() - start.getTime()) / dayMs;
    if (days < 1 || days > most) return refuse('surveillance.period-reversed', { from, to, most });
    const inSight = around.areas.filter(({ code, level }) => level === 'county' && (areas.value?.includes(code) ?? true));
    const counties = Math.max(1, inSight.length);
    const signals = await answeredSignals(tx, { areas: areas.value, from: start, until: end });
    const events = await eventsOpened(tx, { ...(areas.value && { areas: areas.value }), from: start, to: end }, now);
    return ok({
      ...{ from, to, counties, weeks: days / 7 },
      ...summariseSignals(signals, counties, days),
      published: publishedFigures,
      events: summarise717(
        events.filter(({ state }) => state !== 'discarded'),
        now,
      ),
    });
  },
});
