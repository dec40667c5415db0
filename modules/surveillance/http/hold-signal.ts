import { type Actor, ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { SignalDetail } from '../contract.ts';
import { checkNamesNobody } from '../domain/find-personal-numbers.ts';
import { isInSight } from '../domain/see-area.ts';
import { lockSignal, type StoredSignal } from '../store/signals-read.ts';
import { loadDetail } from './load-detail.ts';
import { loadSurroundings, type Surroundings } from './load-surroundings.ts';

interface Working {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly params: { readonly id: string };
  /** What was asked; no text in it names anybody. */
  readonly body: { readonly version: number };
}

/** The signal, held, if it lies where whoever works on it sees it. */
export async function holdSignal(tx: Tx, around: Surroundings, id: string): Promise<Result<StoredSignal>> {
  const signal = await lockSignal(tx, id);
  if (!signal || !isInSight(around.mine, signal.area, signal.town)) return refuse('surveillance.unknown-signal', { id });
  return ok(signal);
}

/** What all work on a signal has in common: it is held, `also` with others, must be the version that was seen, and is answered as it then stands. */
export async function workOn(
  { tx, actor, now, params: { id }, body: { version, ...said } }: Working,
  work: (signal: StoredSignal, around: Surroundings) => Promise<Result<null>>,
  also: readonly string[] = [],
): Promise<Result<SignalDetail>> {
  const nobody = checkNamesNobody(said);
  if (!nobody.ok) return nobody;
  const around = await loadSurroundings(tx, actor, now);
  // In one order whoever asks, or two who merge each other's signals would wait for one another.
  if (also.length > 0) for (const one of [id, ...also].sort()) await lockSignal(tx, one);
  const held = await holdSignal(tx, around, id);
  if (!held.ok) return held;
  if (held.value.version !== version)
    return refuse('surveillance.changed-meanwhile', { version: held.value.version, seen: version });
  const done = await work(held.value, around);
  return done.ok ? loadDetail(tx, actor, id, now, around) : done;
}
