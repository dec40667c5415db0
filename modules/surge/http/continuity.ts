import { type Actor, may, ok, refuse, route, type Tx } from '@songhua/kernel';
import { type ContinuityList, continuityDraft, continuityList, continuityParams, protectedKinds } from '../contract.ts';
import { judgeCare } from '../domain/check-protected.ts';
import { kindTitles } from '../domain/word-titles.ts';
import { listPoints, removePoint, savePoint } from '../store/continuity.ts';
import { holdAll } from '../store/wards.ts';
import { loadCare } from './load-care.ts';
import { loadSurroundings, type Surroundings } from './load-surroundings.ts';
import { tell } from './write-on-facility.ts';

async function loadContinuity(tx: Tx, actor: Actor, around: Surroundings): Promise<ContinuityList> {
  const points = (await listPoints(tx)).map((point) => {
    const { name, areaName } = around.institution(point.institution);
    return { ...point, institutionName: name, areaName };
  });
  const { care } = await loadCare(tx);
  return {
    mayManage: may(actor, 'surge.manage'),
    groups: protectedKinds.map((group) => {
      const mine = points.filter((point) => point.group === group);
      const { needed, there } = care.get(group) ?? { needed: null, there: 0 };
      return {
        ...{ group, points: mine, there, needed: needed ?? 0, state: judgeCare({ needed, there }) },
        patients: mine.reduce((sum, { patients }) => sum + patients, 0),
      };
    }),
  };
}

export const listContinuity = route({
  method: 'GET',
  path: '/api/surge/continuity',
  summary: {
    zh: '特殊群体的救治保障：服务点、需要和现有床位',
    en: 'Care of special groups that goes on: where, what it needs and what there is',
  },
  permission: 'surge.read',
  people: 'none',
  response: continuityList,
  handle: async ({ tx, actor }) => ok(await loadContinuity(tx, actor, await loadSurroundings(tx, actor))),
});

export const saveContinuity = route({
  method: 'POST',
  path: '/api/surge/continuity',
  summary: { zh: '指定或更新一个群体的服务点', en: 'Name a service point of a group, or change it' },
  permission: 'surge.manage',
  people: 'none',
  body: continuityDraft,
  response: continuityList,
  handle: async ({ tx, actor, now, newId, body }) => {
    const around = await loadSurroundings(tx, actor);
    const { institution, group, needed, patients } = body;
    if (!around.isListed(institution)) return refuse('surge.unknown-institution', { institution });
    const mine = around.manages(institution);
    if (!mine.ok) return mine;
    await holdAll(tx);
    await savePoint(tx, { ...body, id: newId(), evidence: 'entered' }, actor.name, now);
    const { zh, en } = kindTitles[group];
    const said = {
      zh: `${zh}服务点：患者 ${patients} 人，需要 ${needed} 张`,
      en: `Service point for ${en}: ${patients} patients, ${needed} beds`,
    };
    await tell(tx, { institution, ward: null }, said, actor, now);
    return ok(await loadContinuity(tx, actor, around));
  },
});

export const removeContinuity = route({
  method: 'DELETE',
  path: '/api/surge/continuity/:id',
  summary: { zh: '撤销一个服务点', en: 'Take a service point away' },
  permission: 'surge.manage',
  people: 'none',
  params: continuityParams,
  response: continuityList,
  handle: async ({ tx, actor, now, params: { id } }) => {
    const around = await loadSurroundings(tx, actor);
    await holdAll(tx);
    const point = (await listPoints(tx)).find((one) => one.id === id);
    if (!point) return refuse('surge.unknown-point', { id });
    const mine = around.manages(point.institution);
    if (!mine.ok) return mine;
    await removePoint(tx, id);
    const { zh, en } = kindTitles[point.group];
    const said = { zh: `撤销${zh}服务点`, en: `Service point for ${en} taken away` };
    await tell(tx, { institution: point.institution, ward: null }, said, actor, now);
    return ok(await loadContinuity(tx, actor, around));
  },
});
