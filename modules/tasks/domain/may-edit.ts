import { ok, type Result, refuse } from '@songhua/kernel';

/** Each area with what it lies in. */
export type Parents = ReadonlyMap<string, string | null>;

/** Whether `area` is `whole` or lies in it. */
export function liesIn(area: string, whole: string, parents: Parents): boolean {
  for (let at: string | null = area; at !== null; at = parents.get(at) ?? null) if (at === whole) return true;
  return false;
}

/** A county's officer changes the county's tasks; whoever answers for no area, or for the city, changes all that lie in it. */
export function mayEdit(actorArea: string | undefined, taskArea: string, parents: Parents): Result<null> {
  if (actorArea === undefined || liesIn(taskArea, actorArea, parents)) return ok(null);
  return refuse('tasks.other-area', { own: actorArea, area: taskArea });
}
