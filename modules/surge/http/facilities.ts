import { ok, refuse, route } from '@songhua/kernel';
import {
  facility,
  facilityDraft,
  facilityParams,
  type WardDraft,
  wardChange,
  wardDraft,
  wardParams,
  withdrawal,
} from '../contract.ts';
import { checkWithdrawal } from '../domain/check-withdrawal.ts';
import { orderSteps, usualSteps } from '../domain/plan-steps.ts';
import { kindTitles } from '../domain/word-titles.ts';
import { listConversions, openConversion } from '../store/conversions.ts';
import { findFacility, removeFacility, saveFacility } from '../store/facilities.ts';
import { holdAll, insertWards, isNameTaken, lockWard, updateWard } from '../store/wards.ts';
import { loadCare } from './load-care.ts';
import { loadFacility } from './load-facility.ts';
import { loadSurroundings, ownInstitution } from './load-surroundings.ts';
import { answerWritten, tell } from './write-on-facility.ts';

export const readFacility = route({
  method: 'GET',
  path: '/api/surge/facilities/:institution',
  summary: { zh: '一家医院的病区、占用、转换步骤和日志', en: 'Wards of a hospital with their use, conversions and log' },
  permission: 'surge.read',
  people: { oversight: 'counts of beds in use by ward, without anybody’s name' },
  params: facilityParams,
  response: facility,
  handle: ({ tx, actor, now, params: { institution } }) => loadFacility(tx, actor, institution, now),
});

export const readOwn = route({
  method: 'GET',
  path: '/api/surge/own',
  summary: { zh: '本机构的病区', en: 'The wards of one’s own institution' },
  permission: 'surge.report',
  people: { oversight: 'counts of beds in use by ward, without anybody’s name' },
  response: facility,
  handle: async ({ tx, actor, now }) => {
    const own = ownInstitution(actor);
    return own.ok ? loadFacility(tx, actor, own.value, now) : own;
  },
});

const facilityWords = {
  designated: { zh: '定点医院', en: 'a designated hospital' },
  'sub-designated': { zh: '亚（准）定点医院', en: 'a sub-designated hospital' },
  county: { zh: '县级救治医院', en: 'a county hospital that stands ready' },
} as const;

export const designate = route({
  method: 'POST',
  path: '/api/surge/facilities',
  summary: { zh: '确定一家医院为定点、亚定点或县级救治医院', en: 'Have a hospital stand ready for an outbreak, as what' },
  permission: 'surge.manage',
  people: { oversight: 'counts of beds in use by ward, without anybody’s name' },
  body: facilityDraft,
  response: facility,
  handle: async ({ tx, actor, now, body: { reason, ...draft } }) => {
    const around = await loadSurroundings(tx, actor);
    const { institution, kind } = draft;
    if (!around.isListed(institution)) return refuse('surge.unknown-institution', { institution });
    const mine = around.manages(institution);
    if (!mine.ok) return mine;
    await saveFacility(tx, { ...draft, evidence: 'entered' }, actor.name, now);
    const { zh, en } = facilityWords[kind];
    const said = { zh: `确定为${zh}：${reason}`, en: `Made ${en}: ${reason}` };
    return answerWritten({ tx, actor, now, around, institution, said });
  },
});

export const withdraw = route({
  method: 'POST',
  path: '/api/surge/facilities/:institution/withdraw',
  summary: { zh: '取消一家医院的定点', en: 'Have a hospital stand ready no more' },
  permission: 'surge.manage',
  people: 'none',
  params: facilityParams,
  body: withdrawal,
  response: withdrawal,
  handle: async ({ tx, actor, now, params: { institution }, body }) => {
    const around = await loadSurroundings(tx, actor);
    await holdAll(tx);
    if (!(await findFacility(tx, institution))) return refuse('surge.unknown-facility', { institution });
    const mine = around.manages(institution);
    if (!mine.ok) return mine;
    const open = (await listConversions(tx, [institution], 0)).map(({ wardName }) => wardName);
    const { wards, care } = await loadCare(tx);
    const leaves = checkWithdrawal(
      wards.filter((ward) => ward.institution === institution),
      open,
      care,
    );
    if (!leaves.ok) return leaves;
    await removeFacility(tx, institution);
    await tell(tx, { institution, ward: null }, { zh: `取消：${body.reason}`, en: `Withdrawn: ${body.reason}` }, actor, now);
    return ok(body);
  },
});

/** Steps as they were planned, or the usual ones where nobody has; none of a ward that stays what it is. */
function stepsOf({ steps, kind, to, beds, quick }: WardDraft) {
  if (to === null) return ok([]);
  const twice = steps?.find((step, at) => steps.findIndex((other) => other.kind === step.kind) !== at);
  if (twice) return refuse('surge.step-twice', { step: twice.kind });
  return ok(steps && steps.length > 0 ? orderSteps(steps) : usualSteps(kind, to, beds, quick));
}

const describe = ({ beds, kind, to }: WardDraft) => ({
  zh: `${beds} 张${kindTitles[kind].zh}${to === null ? '' : `，可转为${kindTitles[to].zh}`}`,
  en: `${beds} ${kindTitles[kind].en} beds${to === null ? '' : `, convertible to ${kindTitles[to].en}`}`,
});

export const addWard = route({
  method: 'POST',
  path: '/api/surge/facilities/:institution/wards',
  summary: { zh: '登记一个病区', en: 'Add a ward' },
  permission: 'surge.manage',
  people: { oversight: 'counts of beds in use by ward, without anybody’s name' },
  params: facilityParams,
  body: wardDraft,
  response: facility,
  handle: async ({ tx, actor, now, newId, params: { institution }, body }) => {
    const around = await loadSurroundings(tx, actor);
    const mine = around.manages(institution);
    if (!mine.ok) return mine;
    await holdAll(tx);
    if (!(await findFacility(tx, institution))) return refuse('surge.unknown-facility', { institution });
    if (await isNameTaken(tx, institution, body.name, null)) return refuse('surge.name-taken', { name: body.name });
    const steps = stepsOf(body);
    if (!steps.ok) return steps;
    const id = newId();
    await insertWards(tx, [{ ...body, id, institution, steps: steps.value, evidence: 'entered' }]);
    const { zh, en } = describe(body);
    return answerWritten({
      tx,
      actor,
      now,
      around,
      institution,
      ward: id,
      said: { zh: `登记病区：${zh}`, en: `Ward added: ${en}` },
    });
  },
});

export const changeWard = route({
  method: 'PUT',
  path: '/api/surge/wards/:id',
  summary: { zh: '修改病区的床位、可转换方向和步骤', en: 'Change a ward’s beds, conversion and steps' },
  permission: 'surge.manage',
  people: { oversight: 'counts of beds in use by ward, without anybody’s name' },
  params: wardParams,
  body: wardChange,
  response: facility,
  handle: async ({ tx, actor, now, params: { id }, body: { version, ...draft } }) => {
    const around = await loadSurroundings(tx, actor);
    await holdAll(tx);
    const ward = await lockWard(tx, id);
    if (!ward) return refuse('surge.unknown-ward', { id });
    const { institution } = ward;
    const mine = around.manages(institution);
    if (!mine.ok) return mine;
    if (ward.version !== version) return refuse('surge.changed-meanwhile', { version: ward.version, seen: version });
    if (await openConversion(tx, id)) return refuse('surge.under-way', { ward: ward.name });
    if (await isNameTaken(tx, institution, draft.name, id)) return refuse('surge.name-taken', { name: draft.name });
    const steps = stepsOf(draft);
    if (!steps.ok) return steps;
    await updateWard(tx, { ...draft, id, now: draft.kind, steps: steps.value, evidence: 'entered' });
    const { zh, en } = describe(draft);
    return answerWritten({
      tx,
      actor,
      now,
      around,
      institution,
      ward: id,
      said: { zh: `病区改为：${zh}`, en: `Ward is now: ${en}` },
    });
  },
});
