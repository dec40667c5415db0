import { fileReply, ok, refuse, route } from '@songhua/kernel';
import { letterQuery } from '../contract.ts';
import { composeLetter } from '../domain/compose-letter.ts';
import { summariseTasks } from '../domain/summarise-tasks.ts';
import { listDepartments } from '../store/names.ts';
import { findTasks } from '../store/tasks.ts';
import { areaName, loadSurroundings, showTask } from './load-surroundings.ts';
import { readAreas } from './read-filter.ts';
import { writeLetter } from './write-letter.ts';

const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const readLetter = route({
  method: 'GET',
  path: '/api/tasks/letter',
  summary: { zh: '月度推进情况函（DOCX）', en: 'The monthly progress letter (DOCX)' },
  permission: 'tasks.read',
  people: 'none',
  query: letterQuery,
  response: { file: [type] },
  handle: async ({ tx, query: { month, area }, now, language }) => {
    const around = await loadSurroundings(tx, now);
    if (month > around.today.slice(0, 7)) return refuse('tasks.month-not-begun', { month, today: around.today });
    const areas = readAreas(area, around);
    if (!areas.ok) return areas;
    const names = new Map((await listDepartments(tx)).map(({ code, name }) => [code, name]));
    const stored = await findTasks(tx, { areas: areas.value }, around.today, { sort: 'due' });
    const tasks = stored.map((task) => showTask(task, around));
    const whole = area ?? [...around.areas.values()].find(({ parent }) => parent === null)?.code ?? '';
    const letter = composeLetter(
      {
        ...{ month, tasks, names, today: around.today, area: areaName(around, whole) },
        departments: summariseTasks(tasks, 'department', names, around.today),
      },
      language,
    );
    return ok(fileReply(`${letter.title}.docx`, type, await writeLetter(letter, language, now)));
  },
});
