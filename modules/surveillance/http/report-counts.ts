import { append } from '@songhua/events';
import { may, ok, refuse, route } from '@songhua/kernel';
import { z } from 'zod';
import { countsBatch, sentinelCounts, sentinelDetail, sentinelParams } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { checkCounts, mayReportFor } from '../domain/check-sentinel.ts';
import { saveCounts } from '../store/counts.ts';
import { checkAbout, loadSurroundings } from './load-surroundings.ts';
import { loadSentinel, seeSentinel } from './sentinels.ts';
import { sourceOf } from './show-sentinels.ts';

export const reportSentinel = route({
  method: 'PUT',
  path: '/api/surveillance/sentinels/:id/counts',
  summary: {
    zh: '填报哨点某日（周）的数；再次填报即更正',
    en: 'The counts of a sentinel’s day or week; sent again they are corrected',
  },
  permission: 'surveillance.report',
  people: 'none',
  params: sentinelParams,
  body: sentinelCounts,
  response: sentinelDetail,
  handle: async ({ tx, actor, now, params: { id }, body: { day, population, counts } }) => {
    const around = await loadSurroundings(tx, actor, now);
    const held = await seeSentinel(tx, around, id, true);
    if (!held.ok) return held;
    const sentinel = held.value;
    if (!mayReportFor(sentinel, may(actor, 'surveillance.triage'), actor.institution))
      return refuse('surveillance.other-institution', { name: sentinel.name });
    const checked = checkCounts(sentinel, { day, counts }, dayInBeijing(now));
    if (!checked.ok) return checked;
    const { area, channel, town } = sentinel;
    const rows = counts.map((one) => ({ ...one, day, area, town: town ?? '', channel, population }));
    await saveCounts(tx, sourceOf(sentinel), rows, actor, now);
    await append(tx, 'surveillance.counts-changed', { source: sourceOf(sentinel) }, now, sourceOf(sentinel));
    return loadSentinel(tx, actor, around, sentinel, now);
  },
});

export const submitCounts = route({
  method: 'POST',
  path: '/api/surveillance/counts',
  summary: {
    zh: '业务系统报送监测计数；同一来源同一天同一地区同一渠道同一内容的后报替换先报',
    en: 'A program sends counts; what a source said of the same day, area, channel and subject is replaced',
  },
  permission: 'surveillance.submit',
  people: 'none',
  body: countsBatch,
  bodyLimit: 2_000_000,
  response: z.object({ taken: z.number().int() }),
  handle: async ({ tx, actor, now, body: { source, items } }) => {
    const around = await loadSurroundings(tx, actor, now);
    const today = dayInBeijing(now);
    const seen = new Set<string>();
    for (const [at, one] of items.entries()) {
      const about = checkAbout(around, one);
      if (!about.ok) return about;
      if (one.day > today) return refuse('surveillance.day-ahead', { day: one.day, today });
      const key = [one.day, one.area, one.town, one.channel, one.subject].join(' ');
      if (seen.has(key)) return refuse('surveillance.count-twice', { at, key });
      seen.add(key);
    }
    const rows = items.map((one) => ({ ...one, town: one.town ?? '' }));
    await saveCounts(tx, `api/${source}`, rows, actor, now);
    await append(tx, 'surveillance.counts-changed', { source: `api/${source}` }, now, `counts/${source}`);
    return ok({ taken: rows.length });
  },
});
