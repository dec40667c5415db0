import { ok, type Result, route } from '@songhua/kernel';
import { mineTimelineQuery, personParams, type TimelineQuery, timeline, timelineQuery } from '../contract.ts';
import { drawTimeline, sourcesIn } from '../domain/draw-timeline.ts';
import { sourcesOf } from '../domain/name-source.ts';
import { pageTimeline } from '../domain/page-timeline.ts';
import { gatherRecord } from '../store/gather-record.ts';
import { looksAt } from '../store/looks.ts';
import { showingSources } from './show.ts';
import { ownWhose, type Whose, whoseRecord } from './whose-record.ts';

async function timelineOf({ asking, patients }: Whose, query: TimelineQuery): Promise<Result<unknown>> {
  const gathered = await gatherRecord(asking, patients);
  if (!gathered.ok) return gathered;
  const ids = patients.map(({ id }) => id);
  const looks = await looksAt(asking.tx, asking.actor.id, ids);
  const entries = drawTimeline(gathered.value, sourcesOf(gathered.value, looks, asking.now));
  const page = pageTimeline(entries, query);
  if (!page.ok) return page;
  return ok(showingSources({ ...page.value, cut: gathered.value.cut }, patients, page.value.items.flatMap(sourcesIn)));
}

const summary = { zh: '一位居民跨机构的就诊时间轴', en: 'One timeline of a person over all institutions' };

export const readTimeline = route({
  method: 'GET',
  path: '/api/resident-record/people/:patient/timeline',
  summary,
  permission: 'resident-record.read',
  people: 'reach',
  transaction: 'search',
  params: personParams,
  query: timelineQuery,
  response: timeline,
  handle: async ({ params, query, ...call }) => {
    const whose = await whoseRecord(call, params.patient);
    return whose.ok ? timelineOf(whose.value, query) : whose;
  },
});

export const readOwnTimeline = route({
  method: 'GET',
  path: '/api/resident-record/mine/timeline',
  summary: { zh: '本人（或所代办居民）的就诊时间轴', en: 'One’s own timeline' },
  permission: 'resident-record.read-own',
  people: 'own',
  transaction: 'search',
  query: mineTimelineQuery,
  response: timeline,
  handle: async ({ query: { patient, ...query }, ...call }) => {
    const whose = await ownWhose(call, patient);
    return whose.ok ? timelineOf(whose.value, query) : whose;
  },
});
