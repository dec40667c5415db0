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

const widthOf = ({ harmonics, trend }: SeasonModel): number => 1 + Number(trend) + 2 * harmonics;

/** The columns of one step, written at a place. */
function writeColumns(into: Float64Array, from: number, at: number, frequency: number, { harmonics, trend }: SeasonModel): void {
  let column = from;
  into[column++] = 1;
  if (trend) into[column++] = at / frequency;
  const angle = (2 * Math.PI * (at % frequency)) / frequency;
  for (let wave = 1; wave <= harmonics; wave += 1) {
    into[column++] = Math.cos(wave * angle);
    into[column++] = Math.sin(wave * angle);
  }
}

interface Design {
  readonly key: string;
  readonly rows: Float64Array;
}

/** The columns of all steps before an end, for the series of a night are of one length: the last ones made are kept. */
let kept: Design = { key: '', rows: new Float64Array(0) };

function designBefore(end: number, frequency: number, model: SeasonModel): Float64Array {
  const key = `${end}/${frequency}/${model.harmonics}/${model.trend}`;
  if (kept.key !== key) {
    const width = widthOf(model);
    const rows = new Float64Array(end * width);
    for (let at = 0; at < end; at += 1) writeColumns(rows, at * width, at, frequency, model);
    kept = { key, rows };
  }
  return kept.rows;
}

/** In-control mean learnt from the steps before `end`, none of them excluded (Höhle & Paul 2008, 2.1); null where there are too few or none fits. */
export function learnInControl({ counts, frequency, excluded }: CountSeries, end: number, model: SeasonModel): InControl | null {
  const width = widthOf(model);
  const whole = designBefore(end, frequency, model);
  const design = excluded ? new Float64Array(whole.length) : whole;
  const past = new Float64Array(end);
  let rows = 0;
  for (let at = 0; at < end; at += 1) {
    if (excluded?.has(at)) continue;
    past[rows] = counts[at] ?? 0;
    if (excluded) design.set(whole.subarray(at * width, (at + 1) * width), rows * width);
    rows += 1;
  }
  if (rows < Math.max(2 * width, frequency)) return null;
  const fit = fitNegativeBinomial(past.subarray(0, rows), design, width, model.spread);
  if (!fit) return null;
  const columns = new Float64Array(width);
  const meanAt = (at: number): number => {
    writeColumns(columns, 0, at, frequency, model);
    let sum = 0;
    for (let column = 0; column < width; column += 1) sum += (columns[column] ?? 0) * (fit.coefficients[column] ?? 0);
    return Math.exp(sum);
  };
  return { meanAt, spread: fit.spread };
}
