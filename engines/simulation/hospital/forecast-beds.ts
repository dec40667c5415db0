import { forecastCases } from '../epidemic/forecast-cases.ts';
import type { EpidemicModel } from '../epidemic/scenario.ts';
import { stream } from '../random/draws.ts';
import { quantilesOf } from '../random/quantiles.ts';
import type { Course } from './course.ts';
import { bedDrawer } from './draw-beds.ts';

export interface ForecastTask<Kind extends string> {
  readonly seed: number | string;
  readonly runs: number;
  /** Reported cases by day, the last day known. */
  readonly history: readonly number[];
  /** Forecast days. */
  readonly days: number;
  readonly model: EpidemicModel;
  readonly course: Course<Kind>;
  readonly kinds: readonly Kind[];
  /** Which quantiles to give, between 0 and 1. */
  readonly shares: readonly number[];
}

/** By day, then by share, in the order they were asked for. */
export type Bands = readonly (readonly number[])[];

export interface BedForecast<Kind extends string> {
  readonly reported: Bands;
  readonly admitted: Bands;
  /** The first day is the last one of the history, then the forecast days. */
  readonly beds: Readonly<Record<Kind, Bands>>;
}

const bandsOf = (runs: readonly Float64Array[], shares: readonly number[], from: number, days: number): Bands =>
  Array.from({ length: days }, (_, day) =>
    quantilesOf(
      runs.map((run) => run[from + day] ?? 0),
      shares,
    ),
  );

/** An ensemble of runs of cases and beds, with quantiles by day: the same seed gives the same answer. `progress` hears of each run that is done. */
export function forecastBeds<Kind extends string>(
  task: ForecastTask<Kind>,
  progress: (done: number) => void = () => undefined,
): BedForecast<Kind> {
  const { seed, runs, history, days, model, course, kinds, shares } = task;
  const draw = bedDrawer(course);
  const reported: Float64Array[] = [];
  const admitted: Float64Array[] = [];
  const beds = new Map(kinds.map((kind) => [kind, [] as Float64Array[]]));
  for (let run = 0; run < runs; run += 1) {
    const found = forecastCases(stream(seed, 'cases', run), history, days, model);
    const stays = draw(stream(seed, 'beds', run), found.cases);
    reported.push(found.reported);
    admitted.push(stays.admitted);
    for (const [kind, list] of beds) list.push(stays.beds.get(kind) ?? new Float64Array(found.cases.length));
    progress(run + 1);
  }
  const past = history.length;
  return {
    reported: bandsOf(reported, shares, 0, days),
    admitted: bandsOf(admitted, shares, past, days),
    beds: Object.fromEntries(
      [...beds].map(([kind, list]) => [kind, bandsOf(list, shares, past - 1, days + 1)]),
    ) as unknown as Record<Kind, Bands>,
  };
}
