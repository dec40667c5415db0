import { type Actor, may, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import {
  type SentinelDetail,
  type SentinelDraft,
  sentinelDetail,
  sentinelDraft,
  sentinelList,
  sentinelParams,
  sentinelPatch,
  sentinelQuery,
} from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { channelOf } from '../domain/check-sentinel.ts';
import { duePeriods, silentFrom } from '../domain/measure-completeness.ts';
import { decideSight, isInSight } from '../domain/see-area.ts';
import { countsOf } from '../store/counts.ts';
import { findSentinel, insertSentinel, listSentinels, type StoredSentinel, updateSentinel } from '../store/sentinels.ts';
import { checkAbout, loadSurroundings, type Surroundings } from './load-surroundings.ts';
import { periodsTold, showSentinels, sourceOf } from './show-sentinels.ts';

export const listSentinelsRoute = route({
  method: 'GET',
  path: '/api/surveillance/sentinels',
  summary: { zh: '哨点名册与报送完整性', en: 'Sentinels, and how completely they report' },
  permission: 'surveillance.read',
  people: 'none',
  query: sentinelQuery,
  response: sentinelList,
  handle: async ({ tx, actor, now, query: { area, kind, silent } }) => {
    const around = await loadSurroundings(tx, actor, now);
    const areas = decideSight(around.areas, actor.area, area);
    if (!areas.ok) return areas;
    const all = await showSentinels(tx, around, await listSentinels(tx, { areas: areas.value, kind }), now);
    const mute = all.filter(({ completeness, until }) => until === null && completeness.missing >= silentFrom);
    const due = all.reduce((sum, { completeness }) => sum + completeness.due, 0);
    const came = all.reduce((sum, { completeness }) => sum + completeness.came, 0);
    const items = silent ? mute : all;
    return ok({ total: items.length, silent: mute.length, complete: due === 0 ? null : came / due, items });
  },
});

/** One sentinel, if it lies in sight. */
export async function seeSentinel(tx: Tx, around: Surroundings, id: string, held = false): Promise<Result<StoredSentinel>> {
  const found = await findSentinel(tx, id, held);
  return found && isInSight(around.mine, found.area, found.town) ? ok(found) : refuse('surveillance.unknown-sentinel', { id });
}

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
  const told = Map.groupBy(await countsOf(tx, [sourceOf(found)], periods.at(-1) ?? today), ({ day }) => day);
  // What was told of a period that is not over yet is shown as well.
  const days = [...new Set([...periods, ...told.keys()])].sort().toReversed();
  return ok({
    sentinel,
    mayReport: may(actor, 'surveillance.report'),
    periods: days.map((day) => {
      const rows = told.get(day) ?? [];
      const [first] = rows;
      return {
        ...{ day, came: rows.length > 0, at: first?.at.toISOString() ?? null, by: first?.by ?? null },
        population: first?.population ?? null,
        counts: rows.map(({ subject, count }) => ({ subject, count })),
      };
    }),
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

function checkDraft(around: Surroundings, draft: SentinelDraft): Result<null> {
  for (const subject of draft.subjects) {
    const about = checkAbout(around, { ...draft, subject });
    if (!about.ok) return about;
  }
  const { since, until } = draft;
  return until !== null && until < since ? refuse('surveillance.ends-before', { since, until }) : ok(null);
}

export const createSentinel = route({
  method: 'POST',
  path: '/api/surveillance/sentinels',
  summary: { zh: '登记哨点', en: 'Register a sentinel' },
  permission: 'surveillance.triage',
  people: 'none',
  body: sentinelDraft,
  response: sentinelDetail,
  handle: async ({ tx, actor, now, newId, body }) => {
    const around = await loadSurroundings(tx, actor, now);
    const checked = checkDraft(around, body);
    if (!checked.ok) return checked;
    const subjects = [...new Set(body.subjects)];
    const one = { ...body, subjects, id: newId(), channel: channelOf[body.kind] };
    await insertSentinel(tx, one, actor.name, now);
    return loadSentinel(tx, actor, around, { ...one, version: 1 }, now);
  },
});

export const changeSentinel = route({
  method: 'PATCH',
  path: '/api/surveillance/sentinels/:id',
  summary: { zh: '修改或停用哨点', en: 'Change a sentinel, or end it' },
  permission: 'surveillance.triage',
  people: 'none',
  params: sentinelParams,
  body: sentinelPatch,
  response: sentinelDetail,
  handle: async ({ tx, actor, now, params: { id }, body: { version, to: given } }) => {
    const around = await loadSurroundings(tx, actor, now);
    const held = await seeSentinel(tx, around, id, true);
    if (!held.ok) return held;
    if (held.value.version !== version)
      return refuse('surveillance.changed-meanwhile', { version: held.value.version, seen: version });
    const to = { ...held.value, ...given };
    const checked = checkDraft(around, to);
    if (!checked.ok) return checked;
    const one = { ...to, channel: channelOf[to.kind] };
    await updateSentinel(tx, one, actor.name, now);
    return loadSentinel(tx, actor, around, { ...one, version: version + 1 }, now);
  },
});
