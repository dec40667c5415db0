import { ok, refuse, route, type Tx } from '@songhua/kernel';
import { casesOfEvent } from '@songhua/module-investigation/api.ts';
import { areaTree } from '@songhua/module-registry/api.ts';
import { countCases, notifiableOn } from '@songhua/module-reporting/api.ts';
import { type CaseMap, caseMap, caseMapParams } from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { sumCases } from '../domain/sum-cases.ts';
import { findEvent, type StoredEvent } from '../store/events.ts';

/** Days before an event was found or opened from which reported cases count, where nobody has said when the first fell ill. */
const daysBefore = 30;

/** The notifiable disease that an event names, in either language. */
function diseaseOf({ agent }: Pick<StoredEvent, 'agent'>, today: string) {
  const said = agent?.trim().toLowerCase();
  if (!said) return undefined;
  return notifiableOn(today).find(({ code, name }) => [code, name.zh, name.en].some((one) => one.toLowerCase() === said));
}

async function countReported(
  tx: Tx,
  event: StoredEvent,
  now: Date,
): Promise<Pick<CaseMap, 'source' | 'disease' | 'from' | 'to'> & { rows: Parameters<typeof sumCases>[0] }> {
  const today = dayInBeijing(now);
  const disease = diseaseOf(event, today);
  if (!disease) return { source: 'none', disease: null, from: null, to: null, rows: [] };
  const begun = event.times.firstCaseAt ?? new Date(Date.parse(event.openedAt) - daysBefore * 86_400_000).toISOString();
  const from = dayInBeijing(new Date(begun));
  const rows = await countCases(tx, { from, to: today, diseases: [disease.code] });
  return { source: 'reported', disease: { zh: disease.name.zh, en: disease.name.en }, from, to: today, rows };
}

export const readCaseMap = route({
  method: 'GET',
  path: '/api/emergency/events/:id/cases',
  summary: { zh: '事件病例的县区、乡镇分布', en: 'Cases of an event by county and town' },
  permission: 'emergency.read',
  people: { oversight: 'counts of cases by county and town for the command of an emergency, without anybody’s name' },
  params: caseMapParams,
  response: caseMap,
  handle: async ({ tx, now, params: { id } }) => {
    const event = await findEvent(tx, id, now);
    if (!event) return refuse('emergency.unknown-event', { id });
    const areas = await areaTree(tx);
    const listed = await casesOfEvent(tx, id);
    if (listed.investigations > 0)
      return ok({ source: 'line-list', disease: null, from: null, to: null, ...sumCases(listed.items, areas) });
    const { rows, ...about } = await countReported(tx, event, now);
    return ok({ ...about, ...sumCases(rows, areas) });
  },
});
