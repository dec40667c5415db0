import { fitNegativeBinomial } from '../glm/fit-negative-binomial.ts';
import type { CountSeries } from '../series.ts';

/** What counts are when nothing is going on. */
export interface InControl {
  readonly meanAt: (at: number) => number;
  /** α of the variance μ + αμ²; 0: Poisson. */
  readonly spread: number;
}

export interface SeasonModel {
  /** Sine waves a year, the first of a whole year. */
  readonly harmonics: number;
  readonly trend: boolean;
  /** α if it is known; otherwise it is estimated too. */
  readonly spread?: number;
}

function columnsAt(at: number, frequency: number, { harmonics, trend }: SeasonModel): number[] {
  const columns = [1];
  if (trend) columns.push(at / frequency);
  for (let wave = 1; wave <= harmonics; wave += 1) {
    const angle = (2 * Math.PI * wave * at) / frequency;
    columns.push(Math.cos(angle), Math.sin(angle));
  }
  return columns;
}

/** In-control mean learnt from the steps before `end`, none of them excluded (Höhle & Paul 2008, 2.1); null where there are too few or none fits. */
export function learnInControl({ counts, frequency, excluded }: CountSeries, end: number, model: SeasonModel): InControl | null {
  const steps: number[] = [];
  for (let at = 0; at < end; at += 1) if (!excluded?.has(at)) steps.push(at);
  const columns = columnsAt(0, frequency, model).length;
  if (steps.length < Math.max(2 * columns, frequency)) return null;
  const past = steps.map((at) => counts[at] ?? 0);
  const design = Float64Array.from(steps.flatMap((at) => columnsAt(at, frequency, model)));
  const fit = fitNegativeBinomial(past, design, columns, model.spread);
  if (!fit) return null;
  const meanAt = (at: number): number =>
    Math.exp(columnsAt(at, frequency, model).reduce((sum, value, column) => sum + value * (fit.coefficients[column] ?? 0), 0));
  return { meanAt, spread: fit.spread };
}
