import type { ModuleManifest } from '@songhua/kernel';
import { generateCommand } from './commands/generate-command.ts';
import { loadCommand } from './commands/load-command.ts';
import { exportTowns, listTowns } from './http/list-towns.ts';
import { readCity } from './http/read-city.ts';
import { readStatus } from './http/read-status.ts';
import { continueLoad, pauseLoad, startLoad } from './http/turn-load.ts';
import { problems } from './problems.ts';
import { keepLoading } from './start/keep-loading.ts';

export const module: ModuleManifest = {
  id: 'city',
  title: { zh: '合成城市', en: 'Synthetic city' },
  permissions: [
    {
      code: 'city.read',
      title: { zh: '查看合成城市的装入进度与结果', en: 'See how far the synthetic city is and what came out' },
      roles: ['administrator', 'planner', 'viewer', 'registrar', 'doctor', 'nurse', 'family-doctor'],
    },
    {
      code: 'city.manage',
      title: { zh: '开始、暂停、继续装入合成城市', en: 'Begin, pause and go on bringing the synthetic city in' },
      roles: ['administrator'],
    },
  ],
  routes: [readStatus(readCity), listTowns, exportTowns, startLoad(readCity), pauseLoad, continueLoad],
  problems,
  menu: [
    {
      path: '/administration/city',
      title: { zh: '合成城市', en: 'Synthetic city' },
      permission: 'city.manage',
      order: 97,
      icon: 'city',
    },
  ],
  background: [keepLoading(readCity)],
  commands: [generateCommand(readCity), loadCommand(readCity)],
};
