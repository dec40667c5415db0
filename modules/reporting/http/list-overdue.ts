import { ok, route } from '@songhua/kernel';
import { overdueHouses } from '../contract.ts';
import { escalates } from '../domain/judge-clock.ts';
import { overdueByInstitution } from '../store/figures.ts';
import { loadView } from './load-sight.ts';
import { institutionNames } from './say-card.ts';

/** So many institutions are listed, those with the oldest card first. */
const most = 100;

export const listOverdue = route({
  method: 'GET',
  path: '/api/reporting/overdue',
  summary: { zh: '有逾期未报报告卡的机构', en: 'Institutions whose cards are overdue: how many and since when' },
  permission: 'reporting.review',
  people: 'none',
  response: overdueHouses,
  handle: async ({ tx, records, actor, now }) => {
    const { areas, sight } = await loadView(tx, actor);
    const rows = await overdueByInstitution(tx, sight, now, most + 1);
    const shown = rows.slice(0, most);
    const names = await institutionNames(
      tx,
      records,
      shown.map(({ institution }) => institution),
    );
    return ok({
      asOf: now.toISOString(),
      total: shown.length,
      more: rows.length > most,
      items: shown.map(({ institution, county, cards, due }) => ({
        reference: institution,
        name: names.get(institution) ?? null,
        county: areas.find(({ code }) => code === county)?.name ?? null,
        cards,
        due: due.toISOString(),
        level: escalates(due, now) ? ('day' as const) : ('new' as const),
      })),
    });
  },
});
