import { type Actor, ok, type Result, refuse, type Text, type Tx } from '@songhua/kernel';
import { type AreaNode, areaTree } from '@songhua/module-registry/api.ts';
import type { Signal } from '../contract.ts';
import { checkPlace, decideSight, isInSight } from '../domain/see-area.ts';
import type { StoredSignal } from '../store/signals-read.ts';
import { subjectNames } from './name-subjects.ts';

/** The areas and subjects with their names, and what whoever asks sees of them. */
export interface Surroundings {
  readonly areas: readonly AreaNode[];
  readonly subjects: ReadonlyMap<string, Text>;
  /** The areas in sight; undefined: all. */
  readonly mine: readonly string[] | undefined;
  readonly nameOf: (area: string) => Text;
}

export async function loadSurroundings(tx: Tx, actor: Actor, now: Date): Promise<Surroundings> {
  const areas = await areaTree(tx);
  const names = new Map(areas.map(({ code, name }) => [code, name]));
  const sight = decideSight(areas, actor.area, undefined);
  return {
    areas,
    subjects: subjectNames(now),
    mine: sight.ok ? sight.value : [],
    nameOf: (code) => names.get(code) ?? { zh: code, en: code },
  };
}

export const showSignal = ({ nameOf, subjects }: Surroundings, signal: StoredSignal): Signal => ({
  ...signal,
  areaName: nameOf(signal.area),
  townName: signal.town === null ? null : nameOf(signal.town),
  subjectName: subjects.get(signal.subject) ?? { zh: signal.subject, en: signal.subject },
});

/** Whether a signal may be raised here, about this: places and subject are known, and lie where whoever raises it works. */
export function checkAbout(
  { areas, subjects, mine }: Surroundings,
  { area, town, subject }: Pick<Signal, 'area' | 'town' | 'subject'>,
): Result<null> {
  const place = checkPlace(areas, area, town);
  if (!place.ok) return place;
  if (!isInSight(mine, area, town)) return refuse('surveillance.other-area', { own: mine?.[0] ?? '', area });
  return subjects.has(subject) ? ok(null) : refuse('surveillance.unknown-subject', { subject });
}
