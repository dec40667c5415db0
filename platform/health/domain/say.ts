import type { Text } from '@songhua/kernel';
import type { HealthFigure, HealthPart, HealthState, PartName } from '../contract.ts';

const worst: readonly HealthState[] = ['act', 'unknown', 'watch', 'good'];

/** The state that speaks for several: whoever must act is not hidden behind what is not known. */
export const worstOf = (states: readonly HealthState[]): HealthState => worst.find((state) => states.includes(state)) ?? 'good';

interface Limit {
  readonly watch: number;
  readonly act: number;
}

/** The state of a number of which more is worse. */
export const above = (value: number, { watch, act }: Limit): HealthState =>
  value >= act ? 'act' : value >= watch ? 'watch' : 'good';

/** The state of a number of which less is worse. */
export const below = (value: number, { watch, act }: Limit): HealthState =>
  value <= act ? 'act' : value <= watch ? 'watch' : 'good';

const figure =
  (kind: HealthFigure['kind']) =>
  (zh: string, en: string, value: number | string | null): HealthFigure => ({ title: { zh, en }, kind, value });

export const count = figure('number');
export const bytes = figure('bytes');
export const seconds = figure('seconds');
export const words = figure('text');
export const time = (zh: string, en: string, value: Date | null): HealthFigure =>
  figure('time')(zh, en, value?.toISOString() ?? null);

export interface Finding {
  readonly state: HealthState;
  readonly says: Text;
  readonly todo: Text | null;
}

export const finding = (state: HealthState, zh: string, en: string, todo?: readonly [zh: string, en: string]): Finding => ({
  state,
  says: { zh, en },
  todo: todo ? { zh: todo[0], en: todo[1] } : null,
});

/** A part told by the worst of what was found of it. */
export function partOf(
  part: PartName,
  guide: string,
  found: readonly (Finding | null)[],
  figures: readonly HealthFigure[],
): HealthPart {
  const all = found.flatMap((one) => one ?? []);
  const state = worstOf(all.map((one) => one.state));
  const first = all.find((one) => one.state === state);
  const says = first?.says ?? { zh: '', en: '' };
  return { part, state, says, todo: first?.todo ?? null, guide, figures: [...figures] };
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** How long ago, ms; null where it never was. */
export const since = (at: Date | null, now: Date): number | null => (at === null ? null : now.getTime() - at.getTime());
