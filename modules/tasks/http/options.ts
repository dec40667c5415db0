import { append } from '@songhua/events';
import { ok, refuse, route, type Tx } from '@songhua/kernel';
import { type Options, options, settingsPatch } from '../contract.ts';
import { checkReminding } from '../domain/check-reminding.ts';
import { mayEdit } from '../domain/may-edit.ts';
import { reviseAll } from '../jobs/revise.ts';
import { listDepartments } from '../store/names.ts';
import { readSettings, saveSettings } from '../store/notices.ts';
import { loadSurroundings, takesTasks } from './load-surroundings.ts';
import { namedChapters } from './summary.ts';

async function loadOptions(tx: Tx, now: Date): Promise<Options> {
  const { today, areas, people, settings } = await loadSurroundings(tx, now);
  return {
    today,
    departments: await listDepartments(tx),
    chapters: await namedChapters(tx),
    areas: [...areas.values()]
      .filter(({ level }) => takesTasks(level))
      .map(({ code, name, level }) => ({ code, name, county: level === 'county' })),
    people: [...people.values()].map(({ username, name }) => ({ username, name })),
    settings,
  };
}

export const readOptions = route({
  method: 'GET',
  path: '/api/tasks/options',
  summary: {
    zh: '可选的部门、章节、地区、人员与提醒设置',
    en: 'Departments, chapters, areas and people to choose from, and the settings',
  },
  permission: 'tasks.read',
  people: 'none',
  response: options,
  handle: async ({ tx, now }) => ok(await loadOptions(tx, now)),
});

export const setReminding = route({
  method: 'PUT',
  path: '/api/tasks/settings',
  summary: {
    zh: '设定提前提醒与逾期升级的天数；已发出的提醒随之撤回或补发',
    en: 'Set when to remind and when lateness is carried up; notices are withdrawn or written accordingly',
  },
  permission: 'tasks.manage',
  people: 'none',
  body: settingsPatch,
  response: options,
  handle: async ({ tx, actor, now, body }) => {
    // They hold for every area.
    const { areas, parents } = await loadSurroundings(tx, now);
    const roots = [...areas.values()].filter(({ parent }) => parent === null);
    if (!roots.every(({ code }) => mayEdit(actor.area, code, parents).ok))
      return refuse('tasks.settings-of-all', { own: actor.area ?? '' });
    const checked = checkReminding(body);
    if (!checked.ok) return checked;
    const saved = await saveSettings(tx, { ...checked.value, version: body.version }, actor.name, now);
    if (!saved) return refuse('tasks.settings-changed-meanwhile', { version: (await readSettings(tx)).version });
    await reviseAll(tx, now);
    await append(tx, 'tasks.settings-changed', {}, now);
    return ok(await loadOptions(tx, now));
  },
});
