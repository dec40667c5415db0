import type { ModuleManifest } from '@songhua/kernel';
import { areaTree, institutionRecords, institutionsOfArea, populations } from '@songhua/module-registry/api.ts';
import { generateCommand } from './commands/generate-command.ts';
import { loadCommand } from './commands/load-command.ts';
import { describeCity } from './domain/city-facts.ts';
import { exportTowns, listTowns } from './http/list-towns.ts';
import { readStatus } from './http/read-status.ts';
import { continueLoad, pauseLoad, startLoad } from './http/turn-load.ts';
import { problems } from './problems.ts';
import type { ReadCity } from './start/begin-load.ts';
import { keepLoading } from './start/keep-loading.ts';

/** After every day for which a population may be published. */
const always = '9999-12-31';

/** What the city is made of, as the registry has it. */
const readCity: ReadCity = async (tx, records) => {
  const areas = await areaTree(tx);
  const city = areas.find(({ parent }) => parent === null);
  const listed = city ? await institutionsOfArea(tx, city.code) : [];
  const special = listed.filter(({ kind }) => kind === 'specialised-hospital').map(({ id }) => id);
  const kept = await institutionRecords(tx, records, special);
  return describeCity(
    areas,
    await populations(tx, always),
    listed.map(({ id, kind, area, town, name, level, beds, named }) => ({
      id,
      kind,
      county: area,
      ...(town !== null && { town }),
      name,
      level,
      beds: beds ?? 0,
      fields: kept.get(id)?.fields ?? [],
      named,
    })),
  );
};

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
