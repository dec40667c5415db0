import type { Task, TaskState } from '../contract.ts';

type Row = Pick<Task, 'id' | 'area' | 'title' | 'state' | 'due' | 'late' | 'percent' | 'given'>;

/** Least done first; what is cancelled decides only when all is. */
const behind: readonly TaskState[] = ['open', 'in-progress', 'reported', 'done', 'cancelled'];

/** The rows of one task as one: once begun anywhere it is in progress, it is done when all are, late as its latest row. */
export function mergeRows(id: string, rows: readonly Row[]) {
  const counted = rows.filter(({ state }) => state !== 'cancelled');
  const states = new Set(counted.map(({ state }) => state));
  const mixed = states.size > 1 && states.has('open');
  const state: TaskState = mixed ? 'in-progress' : (behind.find((one) => states.has(one)) ?? 'cancelled');
  const dues = counted.flatMap(({ due }) => due ?? []).sort();
  return {
    id,
    given: rows.some(({ given }) => given),
    title: rows[0]?.title ?? { zh: id, en: id },
    state,
    due: dues[0] ?? null,
    late: Math.max(0, ...rows.map(({ late }) => late)),
    percent: counted.length === 0 ? 0 : Math.floor(counted.reduce((sum, { percent }) => sum + percent, 0) / counted.length),
    areas: rows.map(({ id: row, area, state: own, due, late, percent, given }) => ({
      id: row,
      area,
      state: own,
      due,
      late,
      percent,
      given,
    })),
  };
}
