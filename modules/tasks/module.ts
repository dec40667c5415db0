import type { ModuleManifest } from '@songhua/kernel';
import { areaTree } from '@songhua/module-registry/api.ts';
import { liesIn } from './domain/may-edit.ts';
import { addAttachment, downloadAttachment, removeAttachment } from './http/attachments.ts';
import { addLink, addMilestone, addNote, editMilestone, removeLink, removeMilestone } from './http/change-parts.ts';
import { createTasks } from './http/create-tasks.ts';
import { editTask, readTask } from './http/edit-task.ts';
import { giveTasks } from './http/give-tasks.ts';
import { readLetter } from './http/letter.ts';
import { exportTasks, listTasks } from './http/list-tasks.ts';
import { exportNotices, readNotices } from './http/notices.ts';
import { readOptions, setReminding } from './http/options.ts';
import { exportHistory, readHistory } from './http/read-history.ts';
import { exportSummary, readSummary } from './http/summary.ts';
import { remind } from './jobs/remind.ts';
import { problems } from './problems.ts';
import { loadTasks } from './start/load-tasks.ts';

export const module: ModuleManifest = {
  id: 'tasks',
  title: { zh: '任务督办', en: 'Tasks' },
  permissions: [
    { code: 'tasks.read', title: { zh: '查看任务', en: 'Read tasks' }, roles: ['planner', 'administrator', 'viewer'] },
    { code: 'tasks.edit', title: { zh: '填报任务进展', en: 'Report on tasks' }, roles: ['planner', 'administrator'] },
    {
      code: 'tasks.manage',
      title: { zh: '督办管理：下达、定期限、销号', en: 'Manage tasks: give, set due dates, accept' },
      roles: ['planner', 'administrator'],
    },
  ],
  routes: [
    listTasks,
    exportTasks,
    createTasks,
    giveTasks,
    readTask,
    editTask,
    readHistory,
    exportHistory,
    addNote,
    addMilestone,
    editMilestone,
    removeMilestone,
    addLink,
    removeLink,
    addAttachment,
    downloadAttachment,
    removeAttachment,
    readSummary,
    exportSummary,
    readNotices,
    exportNotices,
    readOptions,
    setReminding,
    readLetter,
  ],
  problems,
  menu: [{ path: '/tasks', title: { zh: '任务督办', en: 'Tasks' }, permission: 'tasks.read', order: 25, icon: 'tasks' }],
  events: [
    { type: 'tasks.task-changed', permission: 'tasks.read' },
    { type: 'tasks.reminder-due', permission: 'tasks.read' },
    { type: 'tasks.escalated', permission: 'tasks.read' },
    { type: 'tasks.settings-changed', permission: 'tasks.read' },
  ],
  start: [
    loadTasks(async (tx, area) => {
      const areas = await areaTree(tx);
      const parents = new Map(areas.map(({ code, parent }) => [code, parent]));
      return areas.filter(({ level, code }) => level === 'county' && liesIn(code, area, parents)).map(({ code }) => code);
    }),
  ],
  jobs: [remind],
};
