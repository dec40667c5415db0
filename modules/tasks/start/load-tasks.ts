import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError } from '@songhua/engine-plan/plan-error.ts';
import { readYaml } from '@songhua/engine-plan/read-yaml.ts';
import { type StartTask, type Tx, withTx } from '@songhua/kernel';
import { z } from 'zod';
import { alignTasks, rowsOf, type WantedRow } from '../domain/align-tasks.ts';
import { readTasksFile, type TasksFile } from '../domain/read-tasks-file.ts';
import { knownRows, saveAlignment, takeTurn } from '../store/align.ts';
import { replaceNames } from '../store/names.ts';

/** What of `plan.yaml` concerns its tasks; the plan's own module checks the rest. */
const head = z.object({ plan: z.object({ id: z.string(), area: z.string(), start: z.iso.date() }) });

export interface PlanTasks {
  readonly plan: z.infer<typeof head>['plan'];
  readonly file: TasksFile;
}

/** Reads every `plans/<plan>/tasks.yaml`; throws with file, line and reason of each fault when any is broken. */
export async function readPlanTasks(root: string): Promise<readonly PlanTasks[]> {
  const folders = (await readdir(join(root, 'plans'), { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const found: PlanTasks[] = [];
  const faults: string[] = [];
  for (const { name } of folders.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(root, 'plans', name, 'tasks.yaml');
    if (!existsSync(path)) continue;
    const read = readTasksFile(`plans/${name}/tasks.yaml`, await readFile(path, 'utf8'));
    const about = readYaml(`plans/${name}/plan.yaml`, await readFile(join(root, 'plans', name, 'plan.yaml'), 'utf8'), head);
    const errors = [...about.errors, ...(read.ok ? [] : read.errors)];
    faults.push(...errors.map((error) => `${describeError(error, 'zh')} / ${error.message.en}`));
    if (read.ok && about.value) found.push({ plan: about.value.plan, file: read.value });
  }
  if (faults.length > 0) throw new Error(`任务文件有误，无法启动 / broken task files:\n${faults.join('\n')}`);
  return found;
}

type Counties = (tx: Tx, area: string) => Promise<readonly string[]>;

/** Brings the tasks of the plan files in line, in one transaction; what people wrote stays. Safe to repeat. */
export async function alignWith(tx: Tx, plans: readonly PlanTasks[], counties: Counties, now: Date): Promise<void> {
  await takeTurn(tx);
  for (const table of ['department', 'chapter'] as const) {
    const items = plans.flatMap(({ plan, file }) => file[`${table}s`].map((one) => ({ plan: plan.id, ...one })));
    await replaceNames(tx, table, items);
  }
  const wanted: WantedRow[] = [];
  for (const { plan, file } of plans) {
    const codes = await counties(tx, plan.area);
    wanted.push(...file.tasks.flatMap((task) => rowsOf(task, plan, codes)));
  }
  await saveAlignment(tx, alignTasks(wanted, await knownRows(tx)), now);
}

/** `counties`: the codes of the counties in an area, in order; the registry knows them. */
export const loadTasks = (counties: Counties): StartTask => ({
  name: 'tasks.align',
  after: ['registry.areas'],
  run: async ({ pool, root, now }) => {
    const plans = await readPlanTasks(root);
    await withTx(pool, 'write', (tx) => alignWith(tx, plans, counties, now));
  },
});
