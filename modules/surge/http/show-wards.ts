import type { Tx } from '@songhua/kernel';
import type { Conversion, OccupancyFigure, Ward } from '../contract.ts';
import { beijingDay, daysBetween } from '../domain/days.ts';
import { hoursLeft, showSteps } from '../domain/move-step.ts';
import { hoursThrough } from '../domain/plan-steps.ts';
import type { StoredConversion } from '../store/conversions.ts';
import { newestReported } from '../store/occupancy.ts';
import { countStays } from '../store/stays.ts';
import type { StoredWard } from '../store/wards.ts';
import type { Surroundings } from './load-surroundings.ts';

const hourMs = 3_600_000;

/** A conversion with its clock as it stands at `now`. */
export function showConversion({ institution }: Surroundings, stored: StoredConversion, now: Date): Conversion {
  const { steps, orderedAt, readyAt, state, endedAt } = stored;
  const plannedHours = hoursThrough(steps);
  const until = readyAt ?? endedAt ?? now.toISOString();
  const hours = orderedAt === null ? null : (Date.parse(until) - Date.parse(orderedAt)) / hourMs;
  const running = state === 'ordered';
  return {
    ...stored,
    institutionName: institution(stored.institution).name,
    plannedHours,
    hours: hours === null ? null : Math.round(hours * 10) / 10,
    expectedAt: running ? new Date(now.getTime() + hoursLeft(steps, now) * hourMs).toISOString() : null,
    late: hours !== null && state !== 'declined' && hours > plannedHours,
    steps: showSteps(steps),
  };
}

/** Days after which what a hospital reported is too old to go by. */
const staleDays = 2;

/** What is known of the use of these wards: what the records say, and what was reported, side by side. */
export async function loadOccupancy(
  tx: Tx,
  wards: readonly Pick<StoredWard, 'id' | 'location'>[],
  now: Date,
): Promise<ReadonlyMap<string, OccupancyFigure[]>> {
  const today = beijingDay(now);
  const reported = await newestReported(
    tx,
    wards.map(({ id }) => id),
  );
  const stays = await countStays(
    tx,
    wards.flatMap(({ location }) => location ?? []),
  );
  return new Map(
    wards.map(({ id, location }) => {
      const figures: OccupancyFigure[] = [];
      const counted = location === null ? undefined : stays.get(location);
      if (counted !== undefined)
        figures.push({ occupied: counted, source: 'records', day: today, at: now.toISOString(), by: null, age: 0, stale: false });
      const said = reported.get(id);
      if (said) {
        const age = daysBetween(said.day, today);
        figures.push({ ...said, source: 'reported', age, stale: age > staleDays });
      }
      return [id, figures];
    }),
  );
}

export const showWard = (
  { institution: _, ...ward }: StoredWard,
  occupancy: readonly OccupancyFigure[],
  conversion: Conversion | null,
): Ward => ({ ...ward, occupancy: [...occupancy], conversion });
