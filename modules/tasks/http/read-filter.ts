import { type Actor, ok, type Result, refuse } from '@songhua/kernel';
import type { TaskQuery } from '../contract.ts';
import type { Filter } from '../store/tasks.ts';
import { codesIn, type Surroundings, usernameOf } from './load-surroundings.ts';

/** The areas meant by a code: itself and what lies in it; refuses one that does not exist. No code: all. */
export function readAreas(area: string | undefined, around: Surroundings): Result<readonly string[] | undefined> {
  if (area === undefined) return ok(undefined);
  return around.areas.has(area) ? ok(codesIn(around, area)) : refuse('tasks.unknown-area', { area });
}

type Asked = Omit<TaskQuery, 'sort' | 'limit' | 'offset'>;

/** The query as conditions: `mine` as the account's name, the area as the codes of everything in it. */
export function readFilter({ mine, area, q, ...rest }: Asked, actor: Actor, around: Surroundings): Result<Filter> {
  const areas = readAreas(area, around);
  if (!areas.ok) return areas;
  return ok({
    ...rest,
    areas: areas.value,
    q: q === '' ? undefined : q,
    // Whoever has no account has no tasks.
    ...(mine && { assignee: usernameOf(around, actor) ?? '' }),
  });
}
