import { append } from '@songhua/events';
import { type Actor, may, ok, type People, type Result, refuse, type Tx } from '@songhua/kernel';
import { type AreaNode, areaTree, dayInBeijing } from '@songhua/module-registry/api.ts';
import { decideSight, type Sight, sees } from '../domain/decide-sight.ts';
import { findOutbreak, type StoredOutbreak } from '../store/outbreaks.ts';

/** Why investigators are told of residents. */
export const fieldWorkByLaw: People = {
  oversight:
    'cases of notifiable diseases and their contacts are investigated by law: disease control sees those of its area, field workers the contacts given to them; lists show numbers and phones in part',
};

export interface View {
  readonly areas: readonly AreaNode[];
  readonly sight: Sight;
  readonly today: string;
}

export async function loadView(tx: Tx, actor: Actor, now: Date): Promise<View> {
  const areas = await areaTree(tx);
  return { areas, sight: decideSight(areas, actor.area), today: dayInBeijing(now) };
}

export interface Opened extends View {
  readonly outbreak: StoredOutbreak;
}

/** An investigation that the actor sees; others are not there for them. */
export async function openOutbreak(tx: Tx, actor: Actor, id: string, now: Date): Promise<Result<Opened>> {
  const view = await loadView(tx, actor, now);
  const outbreak = await findOutbreak(tx, id);
  if (!outbreak || !sees(view.sight, outbreak)) return refuse('investigation.unknown-outbreak', { id });
  return ok({ ...view, outbreak });
}

export const mayWrite = (actor: Actor, { state }: Pick<StoredOutbreak, 'state'>): boolean =>
  state === 'open' && may(actor, 'investigation.write');

/** The same, held for writing; a closed one takes nothing any more. */
export async function holdOutbreak(tx: Tx, actor: Actor, id: string, now: Date): Promise<Result<Opened>> {
  const opened = await openOutbreak(tx, actor, id, now);
  if (!opened.ok) return opened;
  const outbreak = await findOutbreak(tx, id, true);
  if (outbreak?.state !== 'open') return refuse('investigation.closed', { title: opened.value.outbreak.title });
  return ok({ ...opened.value, outbreak });
}

/** Pages that show it are told to look again. */
export const tell = (tx: Tx, id: string, now: Date): Promise<unknown> =>
  append(tx, 'investigation.changed', { id }, now, `investigation/${id}`);
