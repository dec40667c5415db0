import { ok, refuse, route, type Text } from '@songhua/kernel';
import { chains, curve, curveQuery, made, outbreakParams, pairInput } from '../contract.ts';
import { choosePairs, judgeChains } from '../domain/judge-chains.ts';
import { classWords, outcomeWords, sexWords } from '../domain/word-titles.ts';
import { findCase } from '../store/cases.ts';
import { countCurve, countTowns, listNodes, pairsListed, pairsSaid, sayPair } from '../store/chains.ts';
import { fieldWorkByLaw, holdOutbreak, openOutbreak, tell } from './load-outbreak.ts';

/** More nodes than a picture can be read with. */
const mostNodes = 5000;

export const readChains = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id/chains',
  summary: { zh: '传播链：传播关系、疑点与指标', en: 'Transmission chains, their faults and figures' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: outbreakParams,
  response: chains,
  handle: async ({ tx, actor, now, params: { id } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const found = await listNodes(tx, id, mostNodes + 1);
    const nodes = found.slice(0, mostNodes);
    const pairs = choosePairs(nodes, await pairsSaid(tx, id), await pairsListed(tx, id));
    return ok({ ...judgeChains(nodes, pairs, opened.value.outbreak.most), more: found.length > mostNodes });
  },
});

export const savePair = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/pairs',
  summary: { zh: '指定传染来源，或撤回', en: 'Say who infected a case, or take it back' },
  permission: 'investigation.write',
  people: 'none',
  params: outbreakParams,
  body: pairInput,
  response: made,
  handle: async ({ tx, actor, now, params: { id }, body }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    for (const person of [body.infectee, body.infector])
      if (person !== null && !(await findCase(tx, id, person))) return refuse('investigation.unknown-case', { id: person });
    if (body.infectee === body.infector) return refuse('investigation.own-infector');
    await sayPair(tx, id, body, actor.name, now);
    await tell(tx, id, now);
    return ok({ id: body.infectee });
  },
});

const bandNames = ['0–4', '5–14', '15–24', '25–44', '45–64', '65+'];
const unknown: Text = { zh: '不详', en: 'not known' };

export const readCurve = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id/curve',
  summary: { zh: '流行曲线：按日或周、按分组', en: 'The epidemic curve by day or week and group' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: outbreakParams,
  query: curveQuery,
  response: curve,
  handle: async ({ tx, actor, now, params: { id }, query }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const rows = await countCurve(tx, id, query);
    const nameOf = (key: string): Text | null => {
      if (query.group === 'none') return null;
      if (key === '') return unknown;
      const band = bandNames[Number(key) - 1];
      if (query.group === 'age') return band === undefined ? unknown : { zh: `${band} 岁`, en: `${band} years` };
      if (query.group === 'town') return opened.value.areas.find(({ code }) => code === key)?.name ?? { zh: key, en: key };
      return ({ ...classWords, ...outcomeWords, ...sexWords, unknown } as Record<string, Text>)[key] ?? null;
    };
    return ok({
      undated: rows.reduce((sum, { at, count }) => sum + (at === null ? count : 0), 0),
      groups: [...new Set(rows.map(({ group }) => group))].map((key) => ({ key, name: nameOf(key) })),
      points: rows.flatMap(({ at, ...rest }) => (at === null ? [] : [{ at, ...rest }])),
      towns: await countTowns(tx, id),
    });
  },
});
