import { ok, type Result, refuse } from '@songhua/kernel';
import type { Script } from '../contract.ts';

/** Refuses a script whose parts name each other wrongly: an id twice, an expectation after an inject that is not there, ages turned round. */
export function checkScript({ injects, expectations }: Pick<Script, 'injects' | 'expectations'>): Result<null> {
  const ids = [...injects, ...expectations].map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) return refuse('drill.twice-in-script', { id: twice });
  const lost = expectations.find(({ after }) => !injects.some(({ id }) => id === after));
  if (lost) return refuse('drill.unknown-inject', { id: lost.id, after: lost.after });
  const turned = injects.find((one) => one.kind === 'visits' && one.ages[0] > one.ages[1]);
  return turned ? refuse('drill.ages-reversed', { id: turned.id }) : ok(null);
}
