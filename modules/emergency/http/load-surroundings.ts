import { type Actor, may, ok, type Result, refuse, type Text, type Tx } from '@songhua/kernel';
import { type AreaNode, areaTree } from '@songhua/module-registry/api.ts';
import type { EmergencyEvent } from '../contract.ts';
import { type checkMover, isOver } from '../domain/move-event.ts';
import { answersFor, checkScope, codesWithin } from '../domain/write-scope.ts';
import { lockEvent, type StoredEvent } from '../store/events.ts';

/** The areas, and what whoever asks may do in them. */
export interface Surroundings {
  readonly areas: readonly AreaNode[];
  readonly nameOf: (area: string) => Text;
  readonly decidesFor: 'county' | 'city';
  /** Whether the phone numbers of team members are for whoever asks: for those who call, and those who take answers. */
  readonly phones: boolean;
  /** Refuses to write on another area than one's own. */
  readonly writeIn: (area: string) => Result<null>;
}

export async function loadSurroundings(tx: Tx, actor: Actor): Promise<Surroundings> {
  const areas = await areaTree(tx);
  const names = new Map(areas.map(({ code, name }) => [code, name]));
  return {
    areas,
    nameOf: (code) => names.get(code) ?? { zh: code, en: code },
    decidesFor: answersFor(areas, actor.area),
    phones: may(actor, 'emergency.report') || may(actor, 'emergency.command'),
    writeIn: (area) => (names.has(area) ? checkScope(areas, actor.area, area) : refuse('emergency.unknown-area', { area })),
  };
}

/** The codes of an area that is asked for; all when none is. */
export function readAreas({ areas }: Surroundings, area: string | undefined): Result<readonly string[] | undefined> {
  if (area === undefined) return ok(undefined);
  if (!areas.some(({ code }) => code === area)) return refuse('emergency.unknown-area', { area });
  return ok([...codesWithin(areas, area)]);
}

export const showEvent = ({ nameOf }: Surroundings, event: StoredEvent): EmergencyEvent => ({
  ...event,
  areaName: nameOf(event.area),
});

/** Whether somebody may write on an event of this area. */
export const mayWrite = (around: Surroundings, actor: Actor, permission: string, area: string): boolean =>
  may(actor, permission) && around.writeIn(area).ok;

/** What whoever moves an event may do beside reporting on it. */
export const moverOf = ({ decidesFor }: Surroundings, actor: Actor): Parameters<typeof checkMover>[2] => ({
  commands: may(actor, 'emergency.command'),
  answersFor: decidesFor,
});

/** The event, held until the transaction ends, if the writer may write on it and it is not over; `version`: the one that was seen. */
export async function holdEvent(
  tx: Tx,
  around: Surroundings,
  id: string,
  now: Date,
  version?: number,
): Promise<Result<StoredEvent>> {
  const event = await lockEvent(tx, id, now);
  if (!event) return refuse('emergency.unknown-event', { id });
  const scope = around.writeIn(event.area);
  if (!scope.ok) return scope;
  if (isOver(event.state)) return refuse('emergency.event-over', { state: event.state });
  if (version !== undefined && version !== event.version)
    return refuse('emergency.changed-meanwhile', { version: event.version, seen: version });
  return ok(event);
}
