import { append } from '@songhua/events';
import type { Actor, Result, Tx } from '@songhua/kernel';
import type { Board } from '../contract.ts';
import type { StoredEvent } from '../store/events.ts';
import { addLog, type NewEntry } from '../store/reports.ts';
import { loadBoard } from './load-board.ts';
import { holdEvent, loadSurroundings, type Surroundings } from './load-surroundings.ts';

interface Writing {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly id: string;
  /** The version that was seen, where it matters. */
  readonly version?: number;
}

/**
 * What every write on an event has in common: it is held, written on, the line of the log and the event's news go with it, and the board is
 * answered as it then stands. A write that changes nothing (null) leaves no trace.
 */
export async function writeOnEvent(
  { tx, actor, now, id, version }: Writing,
  write: (event: StoredEvent, around: Surroundings) => Promise<Result<NewEntry | null>>,
): Promise<Result<Board>> {
  const around = await loadSurroundings(tx, actor);
  const held = await holdEvent(tx, around, id, now, version);
  if (!held.ok) return held;
  const written = await write(held.value, around);
  if (!written.ok) return written;
  if (written.value) {
    await addLog(tx, id, written.value, actor, now);
    await append(tx, 'emergency.event-changed', { id }, now, `emergency/${id}`);
  }
  return loadBoard(tx, actor, id, now, around);
}
