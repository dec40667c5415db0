import { listAccounts } from '@songhua/access';
import type { Actor, Text, Tx } from '@songhua/kernel';
import { type AreaNode, areaTree } from '@songhua/module-registry/api.ts';
import type { Settings, Task } from '../contract.ts';
import { dayInBeijing } from '../domain/count-days.ts';
import { daysLate, levelOf } from '../domain/decide-reminders.ts';
import { liesIn, type Parents } from '../domain/may-edit.ts';
import { readSettings } from '../store/notices.ts';
import type { StoredTask } from '../store/tasks.ts';

/** What a task is shown with: today, the areas, the accounts, and when lateness is told. */
export interface Surroundings {
  readonly today: string;
  readonly areas: ReadonlyMap<string, AreaNode>;
  readonly parents: Parents;
  /** Accounts by username. */
  readonly people: ReadonlyMap<string, { readonly id: string; readonly username: string; readonly name: string }>;
  readonly settings: Settings;
}

export async function loadSurroundings(tx: Tx, now: Date): Promise<Surroundings> {
  const areas = await areaTree(tx);
  const people = await listAccounts(tx);
  return {
    today: dayInBeijing(now),
    areas: new Map(areas.map((area) => [area.code, area])),
    parents: new Map(areas.map(({ code, parent }) => [code, parent])),
    people: new Map(people.map(({ id, username, name }) => [username, { id, username, name }])),
    settings: await readSettings(tx),
  };
}

/** The account of whoever asks; undefined for a client. */
export const usernameOf = ({ people }: Surroundings, actor: Actor): string | undefined =>
  [...people.values()].find(({ id }) => id === actor.id)?.username;

const unnamed = (code: string): Text => ({ zh: code, en: code });
export const areaName = ({ areas }: Surroundings, code: string): Text => areas.get(code)?.name ?? unnamed(code);

/** Tasks are given to the city and to its counties. */
export const takesTasks = (level: AreaNode['level']): boolean => level === 'city' || level === 'county';

/** The area and all above the towns that lies in it. */
export const codesIn = ({ areas, parents }: Surroundings, area: string): string[] =>
  [...areas.keys()].filter((code) => liesIn(code, area, parents));

/** A task as it is answered. */
export function showTask({ createdBy: _, assignee, ...task }: StoredTask, around: Surroundings): Task {
  const late = daysLate(task, around.today);
  const account = assignee === null ? undefined : around.people.get(assignee);
  return {
    ...task,
    areaName: areaName(around, task.area),
    // An account that is gone still says who it was.
    assignee: assignee === null ? null : { username: assignee, name: account?.name ?? assignee },
    late,
    level: levelOf(late, around.settings.escalateDays),
  };
}
