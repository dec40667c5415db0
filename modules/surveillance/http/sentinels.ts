import { type Actor, may, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { ownSentinels, type SentinelDetail, sentinelDetail, sentinelList, sentinelParams, sentinelQuery } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { mayReportFor } from '../domain/check-sentinel.ts';
import { duePeriods, silentFrom } from '../domain/measure-completeness.ts';
import { decideSight, isInSight } from '../domain/see-area.ts';
import { countsOf, replacedCounts, timesReplaced } from '../store/counts.ts';
import { findSentinel, listSentinels, type StoredSentinel, sentinelsOfInstitution } from '../store/sentinels.ts';
import { loadSurroundings, type Surroundings } from './load-surroundings.ts';
import { periodsTold, showSentinels, sourceOf } from './show-sentinels.ts';

export const listSentinelsRoute = route({
  method: 'GET',
  path: '/api/surveillance/sentinels',
  summary: { zh: '哨点名册与报送完整性', en: 'Sentinels, and how completely they report' },
  permission: 'surveillance.read',
  people: 'none',
  query: sentinelQuery,
  response: sentinelList,
  handle: async ({ tx, actor, now, query: { area, kind, silent, limit, offset } }) => {
    const around = await loadSurroundings(tx, actor, now);
    const areas = decideSight(around.areas, actor.area, area);
    if (!areas.ok) return areas;
    const all = await showSentinels(tx, around, await listSentinels(tx, { areas: areas.value, kind }), now);
    const mute = all.filter(({ completeness, until }) => until === null && completeness.missing >= silentFrom);
    const due = all.reduce((sum, { completeness }) => sum + completeness.due, 0);
    const came = all.reduce((sum, { completeness }) => sum + completeness.came, 0);
    const found = silent ? mute : all;
    const items = found.slice(offset, offset + limit);
    return ok({ total: found.length, silent: mute.length, complete: due === 0 ? null : came / due, items });
  },
});

/** One sentinel, if it lies in sight. */
export async function seeSentinel(tx: Tx, around: Surroundings, id: string, held = false): Promise<Result<StoredSentinel>> {
  const found = await findSentinel(tx, id, held);
  return found && isInSight(around.mine, found.area, found.town) ? ok(found) : refuse('surveillance.unknown-sentinel', { id });
}

/** So many corrections are told one by one. */
const mostCorrections = 200;

export async function loadSentinel(
  tx: Tx,
  actor: Actor,
  around: Surroundings,
  found: StoredSentinel,
  now: Date,
): Promise<Result<SentinelDetail>> {
  const [sentinel] = await showSentinels(tx, around, [found], now);
  if (!sentinel) return refuse('surveillance.unknown-sentinel', { id: found.id });
  const today = dayInBeijing(now);
  const periods = duePeriods(found, today, periodsTold[found.every]);
  const since = periods.at(-1) ?? today;
  const told = Map.groupBy(await countsOf(tx, [sourceOf(found)], since), ({ day }) => day);
  const replaced = new Map((await timesReplaced(tx, sourceOf(found), since)).map((one) => [one.day, one]));
  const corrections = await replacedCounts(tx, sourceOf(found), mostCorrections);
  // What was told of a period that is not over yet is shown as well.
  const days = [...new Set([...periods, ...told.keys()])].sort().toReversed();
  return ok({
    sentinel,
    mayReport: may(actor, 'surveillance.report') && mayReportFor(found, may(actor, 'surveillance.triage'), actor.institution),
    periods: days.map((day) => {
      const rows = told.get(day) ?? [];
      const [first] = rows;
      const last = replaced.get(day);
      return {
        ...{ day, came: rows.length > 0, at: first?.at.toISOString() ?? null, by: first?.by ?? null },
        population: first?.population ?? null,
        counts: rows.map(({ subject, count }) => ({ subject, count })),
        corrected: last ? { times: last.times, at: last.at.toISOString(), by: last.by } : null,
      };
    }),
    corrections: corrections.map(({ source: _, at, ...one }) => ({ ...one, at: at.toISOString() })),
  });
}

export const readSentinel = route({
  method: 'GET',
  path: '/api/surveillance/sentinels/:id',
  summary: { zh: '一个哨点近期的报送', en: 'What a sentinel told of its last periods' },
  permission: 'surveillance.read',
  people: 'none',
  params: sentinelParams,
  response: sentinelDetail,
  handle: async ({ tx, actor, now, params }) => {
    const around = await loadSurroundings(tx, actor, now);
    const found = await seeSentinel(tx, around, params.id);
    return found.ok ? loadSentinel(tx, actor, around, found.value, now) : found;
  },
});

/** An institution has few. */
const mostOwn = 50;

export const listOwnSentinels = route({
  method: 'GET',
  path: '/api/surveillance/own-sentinels',
  summary: { zh: '本机构的哨点及近期报送', en: 'The sentinels of one’s institution, with what they told of their last periods' },
  permission: 'surveillance.report',
  people: 'none',
  response: ownSentinels,
  handle: async ({ tx, actor, now }) => {
    const around = await loadSurroundings(tx, actor, now);
    const own = actor.institution === undefined ? [] : await sentinelsOfInstitution(tx, actor.institution, mostOwn);
    const items: SentinelDetail[] = [];
    for (const one of own) {
      if (!isInSight(around.mine, one.area, one.town)) continue;
      const detail = await loadSentinel(tx, actor, around, one, now);
      if (!detail.ok) return detail;
      items.push(detail.value);
    }
    return ok({ items });
  },
});
