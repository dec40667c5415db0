import { ok, type Result, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes } from '@songhua/tables';
import { type AreaVerdicts, areaVerdicts, exportQuery, indicatorQuery } from '../contract.ts';
import { verdictsByArea } from '../domain/verdicts-by-area.ts';
import { judgeAll, loadRules } from './load-rules.ts';
import { areaVerdictSheet } from './rule-sheets.ts';

const question = indicatorQuery.omit({ area: true });

async function compare(
  tx: Tx,
  now: Date,
  query: { readonly plan?: string | undefined; readonly at?: string | undefined },
): Promise<Result<AreaVerdicts>> {
  const loaded = await loadRules(tx, now, query);
  if (!loaded.ok) return loaded;
  const { world, at, today, placeOf } = loaded.value;
  const areas = [...world.tree.byCode.values()].filter(({ level }) => level === 'county' || level === 'urban');
  const outcomes = judgeAll(loaded.value, () => ({ details: 'none' }));
  const items = verdictsByArea(
    outcomes,
    world.tree,
    areas.map(({ code }) => code),
    placeOf,
  );
  return ok({ plan: world.plan.id, at, today, total: items.length, items });
}

export const listAreas = route({
  method: 'GET',
  path: '/api/plan/areas',
  summary: { zh: '各县（市）区的规则核查结果', en: 'What the rules give in each county and district' },
  permission: 'plan.read',
  people: 'none',
  query: question,
  response: areaVerdicts,
  handle: ({ tx, now, query }) => compare(tx, now, query),
});

export const exportAreas = route({
  method: 'GET',
  path: '/api/plan/areas/export',
  summary: { zh: '导出各县（市）区的规则核查结果', en: 'What the rules give in each county and district, as a file' },
  permission: 'plan.read',
  people: 'none',
  query: question.extend(exportQuery.shape),
  response: { file: exportTypes },
  handle: async ({ tx, now, query, language }) => {
    const found = await compare(tx, now, query);
    return found.ok ? ok(await exportTable(areaVerdictSheet(found.value, language), query.format, language)) : found;
  },
});
