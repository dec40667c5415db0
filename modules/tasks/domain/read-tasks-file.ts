import type { PlanError } from '@songhua/engine-plan/plan-error.ts';
import { type Path, readYaml } from '@songhua/engine-plan/read-yaml.ts';
import { z } from 'zod';

const text = z.strictObject({ zh: z.string().trim().min(1).max(300), en: z.string().trim().min(1).max(500) });
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const clause = z.string().regex(/^[A-Z]?[0-9]{1,2}[A-Za-z0-9.-]{0,30}$/);
const named = z.strictObject({ code, name: text });
const day = z.iso.date();

const fileTask = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$/),
  clause: z.array(clause).min(1),
  title: text,
  responsible: z.array(code).min(1),
  supporting: z.array(code).default([]),
  start: day.nullable().default(null),
  due: day.nullable(),
  area: z.enum(['city', 'each-county']),
  milestones: z.array(z.strictObject({ title: text, due: day.nullable().default(null) })).default([]),
  /** The document names no department: who is responsible is our assumption. */
  assumed: z.boolean().optional(),
  /** The document sets no date: what stands as due is our assumption. */
  'assumed-due': z.boolean().optional(),
});

const tasksFile = z.strictObject({
  departments: z.array(named).min(1),
  chapters: z.array(z.strictObject({ code: z.string().regex(/^[A-Z]?[0-9]{1,2}$/), name: text })).default([]),
  tasks: z.array(fileTask),
});

export type FileTask = z.infer<typeof fileTask>;
export type TasksFile = z.infer<typeof tasksFile>;
export type ReadTasks =
  | { readonly ok: true; readonly value: TasksFile }
  | { readonly ok: false; readonly errors: readonly PlanError[] };

type Fault = (path: Path, rule: string, message: PlanError['message'], value?: unknown) => PlanError;

/** Values that stand a second time in a list, each with its place. */
function repeats<T>(items: readonly T[], keyOf: (item: T) => string): { readonly at: number; readonly key: string }[] {
  const seen = new Set<string>();
  return items.flatMap((item, at) => {
    const key = keyOf(item);
    const again = seen.has(key);
    seen.add(key);
    return again ? [{ at, key }] : [];
  });
}

const twice = { zh: '重复出现', en: 'stands here a second time' };

function datesFaults(task: FileTask, at: number, fault: Fault): PlanError[] {
  const { start, due, milestones } = task;
  const faults: PlanError[] = [];
  if (start !== null && due !== null && start > due)
    faults.push(
      fault(
        ['tasks', at, 'start'],
        'start-after-due',
        { zh: `开始日期晚于期限 ${due}`, en: `begins after it is due (${due})` },
        start,
      ),
    );
  for (const [n, milestone] of milestones.entries()) {
    if (milestone.due !== null && due !== null && milestone.due > due)
      faults.push(
        fault(
          ['tasks', at, 'milestones', n, 'due'],
          'milestone-after-due',
          { zh: `节点期限晚于任务期限 ${due}`, en: `a milestone is due after its task (${due})` },
          milestone.due,
        ),
      );
  }
  return faults;
}

function departmentFaults(task: FileTask, at: number, known: ReadonlySet<string>, fault: Fault): PlanError[] {
  const faults: PlanError[] = [];
  for (const role of ['responsible', 'supporting'] as const) {
    for (const [n, one] of task[role].entries()) {
      const path = ['tasks', at, role, n];
      if (!known.has(one))
        faults.push(
          fault(path, 'unknown-department', { zh: '不是 departments 中的部门', en: 'is no department of departments' }, one),
        );
      else if (role === 'supporting' && task.responsible.includes(one))
        faults.push(
          fault(path, 'both-roles', { zh: '同一部门不能既牵头又配合', en: 'one department cannot both lead and support' }, one),
        );
    }
    for (const { at: n, key } of repeats(task[role], (one) => one))
      faults.push(fault(['tasks', at, role, n], 'twice', twice, key));
  }
  for (const { at: n, key } of repeats(task.clause, (one) => one))
    faults.push(fault(['tasks', at, 'clause', n], 'twice', twice, key));
  return faults;
}

/**
 * Reads `tasks.yaml` of a plan: its departments and the clauses that are work for people. Every fault comes back with file, line,
 * field, rule and value, in both languages; a file with one fault is not used at all.
 */
export function readTasksFile(file: string, content: string): ReadTasks {
  const { value, errors, fault } = readYaml(file, content, tasksFile);
  if (!value) return { ok: false, errors };
  const known = new Set(value.departments.map((one) => one.code));
  const faults = [
    ...repeats(value.departments, (one) => one.code).map(({ at, key }) =>
      fault(['departments', at, 'code'], 'twice', twice, key),
    ),
    ...repeats(value.chapters, (one) => one.code).map(({ at, key }) => fault(['chapters', at, 'code'], 'twice', twice, key)),
    ...repeats(value.tasks, (one) => one.id).map(({ at, key }) => fault(['tasks', at, 'id'], 'twice', twice, key)),
    ...value.tasks.flatMap((task, at) => [...departmentFaults(task, at, known, fault), ...datesFaults(task, at, fault)]),
  ];
  return faults.length > 0 ? { ok: false, errors: faults.sort((a, b) => a.line - b.line) } : { ok: true, value };
}
