import { seededRandom } from '@songhua/engine-city';
import type { CountSeries } from '@songhua/engine-outbreak';
import { drawOverdispersed } from '@songhua/engine-outbreak/evaluate/draw-counts.ts';
import { meanOf, scenarios } from '@songhua/engine-outbreak/evaluate/scenarios.ts';

/** Six years and some weeks of the scenario that is its turn; a day has a seventh of its week. */
export function makeOne(kind: 'weekly' | 'daily', at: number): CountSeries {
  const days = kind === 'daily' ? 7 : 1;
  const frequency = kind === 'daily' ? 365 : 52;
  const random = seededRandom(`outbreak/${kind}/${at}`);
  const scenario = scenarios[at % scenarios.length];
  const meanAt = (step: number): number => (scenario ? meanOf(scenario, step / days + 300) / days : 0);
  const counts = Float64Array.from({ length: 6 * frequency + 20 }, (_, step) =>
    drawOverdispersed(random, meanAt(step), scenario?.phi ?? 1),
  );
  return { counts, frequency };
}

/** So many series, scenario after scenario. */
export const makeSeries = (kind: 'weekly' | 'daily', count: number): CountSeries[] =>
  Array.from({ length: count }, (_, at) => makeOne(kind, at));
