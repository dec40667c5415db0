import { ok, refuse, route } from '@songhua/kernel';
import {
  made,
  outbreakParams,
  presenceDraft,
  presenceList,
  sampleDraft,
  sampleList,
  sampleParams,
  samplePatch,
  taskDraft,
  taskList,
  taskParams,
  taskPatch,
} from '../contract.ts';
import { checkSample } from '../domain/check-sample.ts';
import { classByResult, classify } from '../domain/classify-case.ts';
import { findCase, updateCase } from '../store/cases.ts';
import {
  finishTask,
  holdSample,
  insertPresence,
  insertSample,
  insertTask,
  listPresences,
  listSamples,
  listShared,
  listTasks,
  updateSample,
} from '../store/field.ts';
import { fieldWorkByLaw, holdOutbreak, openOutbreak, tell } from './load-outbreak.ts';

/** As many as a page shows; `more` says that there are further ones. */
const mostShown = 500;
const page = <T>(found: readonly T[]) => ({ items: found.slice(0, mostShown), more: found.length > mostShown });

export const listPresencesRoute = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id/presences',
  summary: { zh: '暴露场所：谁何时在何处', en: 'Exposure places: who was where when' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: outbreakParams,
  response: presenceList,
  handle: async ({ tx, actor, now, params: { id } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    return ok({ ...page(await listPresences(tx, id, mostShown + 1)), shared: await listShared(tx, id) });
  },
});

export const createPresence = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/presences',
  summary: { zh: '登记病例到过的场所', en: 'Say where a case was' },
  permission: 'investigation.write',
  people: 'none',
  params: outbreakParams,
  body: presenceDraft,
  response: made,
  handle: async ({ tx, actor, now, newId, params: { id }, body }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    if (!(await findCase(tx, id, body.person))) return refuse('investigation.unknown-case', { id: body.person });
    const presence = newId();
    await insertPresence(tx, id, { ...body, id: presence });
    await tell(tx, id, now);
    return ok({ id: presence });
  },
});

export const listSamplesRoute = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id/samples',
  summary: { zh: '样本与检测结果', en: 'Samples and their results' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: outbreakParams,
  response: sampleList,
  handle: async ({ tx, actor, now, params: { id } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    return opened.ok ? ok(page(await listSamples(tx, id, mostShown + 1))) : opened;
  },
});

export const createSample = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/samples',
  summary: { zh: '登记采样', en: 'Note that a sample was taken' },
  permission: 'investigation.write',
  people: 'none',
  params: outbreakParams,
  body: sampleDraft,
  response: made,
  handle: async ({ tx, actor, now, newId, params: { id }, body }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    if (!(await findCase(tx, id, body.person))) return refuse('investigation.unknown-case', { id: body.person });
    const fault = checkSample({ ...body, resulted: null, result: null }, opened.value.today);
    if (!fault.ok) return fault;
    const sample = newId();
    await insertSample(tx, id, { ...body, id: sample });
    await tell(tx, id, now);
    return ok({ id: sample });
  },
});

export const editSample = route({
  method: 'PATCH',
  path: '/api/investigation/outbreaks/:id/samples/:sample',
  summary: {
    zh: '登记送检和结果；阳性结果按规则确诊，但不改人工判定',
    en: 'Note that it was sent, and its result: a positive one confirms by rule, never against a person’s word',
  },
  permission: 'investigation.write',
  people: 'none',
  params: sampleParams,
  body: samplePatch,
  response: made,
  handle: async ({ tx, actor, now, params: { id, sample }, body: { version, ...changes } }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const held = await holdSample(tx, id, sample);
    if (!held) return refuse('investigation.unknown-sample', { id: sample });
    if (held.version !== version) return refuse('investigation.changed-meanwhile', { version: held.version, seen: version });
    const said = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const to = { ...held, ...said };
    const fault = checkSample(to, opened.value.today);
    if (!fault.ok) return fault;
    await updateSample(tx, id, to);
    const person = await findCase(tx, id, held.person, true);
    const classification = classByResult(to.result);
    if (person && classification) {
      const ruled = classify(person.classified, { classification, kind: 'rule', by: 'sample-positive' });
      if (ruled) await updateCase(tx, id, { ...person, classified: ruled, classifiedAt: now });
    }
    await tell(tx, id, now);
    return ok({ id: sample });
  },
});

export const listTasksRoute = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id/tasks',
  summary: { zh: '调查任务', en: 'Tasks of the investigation' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: outbreakParams,
  response: taskList,
  handle: async ({ tx, actor, now, params: { id } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    return opened.ok ? ok(page(await listTasks(tx, id, mostShown + 1))) : opened;
  },
});

export const createTask = route({
  method: 'POST',
  path: '/api/investigation/outbreaks/:id/tasks',
  summary: { zh: '增加任务', en: 'Add a task' },
  permission: 'investigation.write',
  people: 'none',
  params: outbreakParams,
  body: taskDraft,
  response: made,
  handle: async ({ tx, actor, now, newId, params: { id }, body }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const task = newId();
    await insertTask(tx, id, { ...body, id: task });
    await tell(tx, id, now);
    return ok({ id: task });
  },
});

export const finishTaskRoute = route({
  method: 'PATCH',
  path: '/api/investigation/outbreaks/:id/tasks/:task',
  summary: { zh: '完成任务，或恢复为未完成', en: 'A task is done, or open again' },
  permission: 'investigation.write',
  people: 'none',
  params: taskParams,
  body: taskPatch,
  response: made,
  handle: async ({ tx, actor, now, params: { id, task }, body: { done } }) => {
    const opened = await holdOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const found = await finishTask(tx, id, task, done ? { by: actor.name, at: now } : null);
    if (!found) return refuse('investigation.unknown-task', { id: task });
    await tell(tx, id, now);
    return ok({ id: task });
  },
});
