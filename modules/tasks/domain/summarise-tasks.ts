import type { Summary, SummaryRow, Task } from '../contract.ts';
import { bindingDue } from './binding-due.ts';
import { isPending } from './move-state.ts';

type By = 'department' | 'chapter' | 'area';
type Text = SummaryRow['name'];

const none: Readonly<Record<By, Text>> = {
  department: { zh: '未定牵头部门', en: 'No responsible department' },
  chapter: { zh: '不属于任何条款', en: 'Of no clause' },
  area: { zh: '未定地区', en: 'No area' },
};

const keysOf = (task: Task, by: By): readonly (string | null)[] => {
  if (by === 'area') return [task.area];
  if (by === 'chapter') return [task.chapter];
  return task.responsible.length > 0 ? task.responsible : [null];
};

function rowOf(key: string | null, name: Text, tasks: readonly Task[], today: string): SummaryRow {
  const count = (state: Task['state']): number => tasks.filter((task) => task.state === state).length;
  const counted = tasks.filter(({ state, given }) => given && state !== 'cancelled');
  const dues = tasks.flatMap((task) => (isPending(task.state) ? (bindingDue(task) ?? []) : [])).filter((due) => due >= today);
  return {
    key,
    name,
    total: tasks.length,
    open: tasks.filter(({ state, given }) => state === 'open' && given).length,
    inProgress: count('in-progress'),
    reported: count('reported'),
    done: count('done'),
    cancelled: count('cancelled'),
    late: tasks.filter(({ late }) => late > 0).length,
    notGiven: tasks.filter(({ given, state }) => !given && isPending(state)).length,
    percent: counted.length === 0 ? null : Math.floor(counted.reduce((sum, { percent }) => sum + percent, 0) / counted.length),
    nextDue: dues.sort()[0] ?? null,
  };
}

/**
 * The tasks counted by responsible department, chapter or area, in the order of `names`; what has none of them comes last. A task with
 * two responsible departments counts for each.
 */
export function summariseTasks(
  tasks: readonly Task[],
  by: By,
  names: ReadonlyMap<string, Text>,
  today: string,
): Summary['items'] {
  const groups = new Map<string | null, Task[]>([...names.keys()].map((key) => [key, []]));
  for (const task of tasks)
    for (const key of keysOf(task, by)) {
      const group = groups.get(key);
      if (group) group.push(task);
      else groups.set(key, [task]);
    }
  return [...groups]
    .filter(([, group]) => group.length > 0)
    .map(([key, group]) => rowOf(key, key === null ? none[by] : (names.get(key) ?? { zh: key, en: key }), group, today));
}
