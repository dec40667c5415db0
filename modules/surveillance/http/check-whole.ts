import { type Actor, ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { loadSurroundings } from './load-surroundings.ts';

/** Detection is of the whole city: who answers for a part of it alone does not set it. */
export async function checkWhole(tx: Tx, actor: Actor, now: Date): Promise<Result<null>> {
  const { areas, mine } = await loadSurroundings(tx, actor, now);
  const root = areas.find(({ parent }) => parent === null)?.code ?? '';
  return mine === undefined ? ok(null) : refuse('surveillance.other-area', { own: mine[0] ?? '', area: root });
}
