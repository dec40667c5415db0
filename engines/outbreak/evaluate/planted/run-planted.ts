import { judgeByPercentile } from '../../percentile/judge-by-percentile.ts';
import { usualPercentile } from '../../percentile/options.ts';
import type { Chance } from '../draw-counts.ts';
import { type EpidemicShape, type StreamShape, usualGroups } from './city-shape.ts';
import { type CountyCounts, drawCounty, plantEpidemic } from './draw-county.ts';
import { type Calibrators, firstJudged, fuseStreams, judgeStreams, learnCalibrators, singleCases } from './watch-county.ts';

export interface PlantedSettings {
  readonly streams: readonly StreamShape[];
  readonly epidemic: EpidemicShape;
  readonly counties: number;
  /** Days of a quiet year that are judged. */
  readonly days: number;
  readonly runs: number;
}

/** Scores of quiet counties, by county and group of illnesses: the smaller, the stranger the day. */
export type QuietScores = readonly Float64Array[];
/** Scores of one planted run, from the day of the first visit on, with and without the epidemic. */
export interface PlantedScores {
  readonly planted: Float64Array;
  readonly twin: Float64Array;
}

/** 0 on a day on which the moving percentile signals in any of the streams, otherwise 1: seven days against the fifteen periods before, as where there are no past years. */
export function signalByPercentile(counts: CountyCounts, percentile: number, from: number): Float64Array {
  const days = counts[0]?.[0]?.length ?? 0;
  const range = Array.from({ length: days - from }, (_, place) => from + place);
  const found = new Float64Array(range.length).fill(1);
  for (const areas of counts) {
    const whole = Float64Array.from({ length: days }, (_, day) => areas.reduce((sum, one) => sum + (one[day] ?? 0), 0));
    const judged = judgeByPercentile({ counts: whole, frequency: 365 }, range, { ...usualPercentile, percentile, period: 7 });
    for (const [place, { alarm }] of judged.entries()) if (alarm) found[place] = 0;
  }
  return found;
}

type ChanceOf = (name: string) => Chance;

function drawQuiet({ streams, counties, days }: PlantedSettings, chanceOf: ChanceOf): CountyCounts[] {
  return usualGroups.flatMap((frequency, group) =>
    Array.from({ length: counties }, (_, county) =>
      drawCounty(streams, frequency, firstJudged + 50 + days, chanceOf(`quiet/${group}/${county}`)),
    ),
  );
}

/** What every group of illnesses looks like when nothing is going on. */
export function learnQuiet(settings: PlantedSettings, chanceOf: ChanceOf): readonly Calibrators[] {
  const all = drawQuiet(settings, chanceOf).map((counts) => judgeStreams(counts));
  return usualGroups.map((_, group) =>
    learnCalibrators(all.slice(group * settings.counties, (group + 1) * settings.counties), settings.streams),
  );
}

/** Recent periods and the one left out, in days: what the percentile needs before it can speak. */
const before = 7 * 17;

export function scoreQuiet(
  settings: PlantedSettings,
  calibrators: readonly Calibrators[],
  percentile: number,
  chanceOf: ChanceOf,
): { readonly ours: QuietScores; readonly percentile: QuietScores } {
  const drawn = drawQuiet(settings, chanceOf);
  return {
    ours: drawn.map((counts, at) => {
      const group = Math.floor(at / settings.counties);
      const singles = group === 0 ? singleCases(counts, settings.streams, before) : [];
      return fuseStreams(judgeStreams(counts, before), settings.streams, calibrators[group] ?? [], singles);
    }),
    percentile: drawn.map((counts) => signalByPercentile(counts, percentile, before)),
  };
}

const lastDays = 28;

export function scorePlanted(
  { streams, epidemic, runs }: PlantedSettings,
  calibrators: readonly Calibrators[],
  percentile: number,
  chanceOf: ChanceOf,
): { readonly ours: readonly PlantedScores[]; readonly percentile: readonly PlantedScores[] } {
  const days = before + 60;
  const ours: PlantedScores[] = [];
  const theirs: PlantedScores[] = [];
  for (let run = 0; run < runs; run += 1) {
    const chance = chanceOf(`planted/${run}`);
    const twin = drawCounty(streams, usualGroups[0] ?? 1, days, chance);
    const start = before + Math.floor(7 * chance());
    const { added, firstVisit } = plantEpidemic(epidemic, streams, start, days, chance);
    if (firstVisit === null || firstVisit + lastDays > days) continue;
    const planted = twin.map((areas, stream) =>
      areas.map((counts, area) => counts.map((count, day) => count + (added[stream]?.[area]?.[day] ?? 0))),
    );
    const cut = (counts: CountyCounts): CountyCounts =>
      counts.map((areas) => areas.map((one) => one.slice(0, firstVisit + lastDays)));
    const fused = (counts: CountyCounts) => {
      const seen = cut(counts);
      return fuseStreams(judgeStreams(seen, firstVisit), streams, calibrators[0] ?? [], singleCases(seen, streams, firstVisit));
    };
    ours.push({ planted: fused(planted), twin: fused(twin) });
    const signals = (counts: CountyCounts) => signalByPercentile(cut(counts), percentile, firstVisit);
    theirs.push({ planted: signals(planted), twin: signals(twin) });
  }
  return { ours, percentile: theirs };
}
