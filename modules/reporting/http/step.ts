import { type Call, ok, type Result, refuse } from '@songhua/kernel';
import type { CardDetail } from '../contract.ts';
import { sees, standingTo } from '../domain/decide-sight.ts';
import { moveCard, type Step } from '../domain/move-card.ts';
import { holdCard, type StoredCard } from '../store/cards.ts';
import { carryOut } from '../store/carry-out.ts';
import { dropTyped } from '../store/typed.ts';
import { byPerson } from './create-card.ts';
import { loadView, type View } from './load-sight.ts';
import { sayCard } from './say-card.ts';

type Means = Pick<Call<unknown, unknown, unknown>, 'tx' | 'records' | 'actor' | 'now'>;

interface Asked {
  readonly id: string;
  readonly version: number;
  readonly step: Step;
  readonly reason: string | null;
  /** What else changes with the step. */
  readonly change?: (card: StoredCard, view: View) => Result<Partial<StoredCard>> | Promise<Result<Partial<StoredCard>>>;
}

/** One step on a card: load and hold it, decide whether it may be taken, keep what follows. What the actor does not see is not there. */
export async function takeStep(means: Means, { id, version, step, reason, change }: Asked): Promise<Result<CardDetail>> {
  const { tx, records, actor, now } = means;
  const view = await loadView(tx, actor);
  const before = await holdCard(tx, id);
  if (!before || !sees(view.sight, before)) return refuse('reporting.unknown-card');
  const state = moveCard(step, before, standingTo(view.sight, before, now), version);
  if (!state.ok) return state;
  const changed = change ? await change(before, view) : ok({});
  if (!changed.ok) return changed;
  const after = { ...before, ...changed.value, state: state.value };
  const card = await carryOut(tx, before, after, { step, by: byPerson(actor), reason, now });
  await dropTyped(tx, actor.id, id);
  return ok(await sayCard(tx, records, { card, view, actor, now }));
}
