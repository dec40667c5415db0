import type { Signal } from './signal.ts';

/** How values below anything in the history are judged. */
export interface CalibrationTail {
  /** Share of the history, its smallest values, from which the tail is drawn. */
  readonly share: number;
  /** With fewer values than this in that share there is no tail. */
  readonly fewest: number;
}

export interface CalibrationOptions {
  /** null: no p below 1 / (n + 1), which is all that a history of n can prove. */
  readonly tail: CalibrationTail | null;
  /** With a shorter history a p stays what its method says. */
  readonly shortestHistory: number;
}

export const usualCalibration: CalibrationOptions = { tail: { share: 0.05, fewest: 20 }, shortestHistory: 100 };

/** Nothing is surer than this. */
const surest = 1e-12;

/** First place in an ascending list whose value is not below (or, with `above`, is above) a value. */
function placeOf(sorted: Float64Array, value: number, above: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle] as number;
    if (at < value || (above && at === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A function that turns what a method says into a p that is uniform when nothing is going on, by its own history of such times (conformal p-values: Vovk, Gammerman and
 * Shafer 2005). Smaller values are stranger; the history may hold ties, and any scale will do.
 *
 * If the new value and the history come in no particular order, p ≤ a has at most chance a: p = (1 + how many are as small) / (n + 1). With a draw `u` from (0, 1] it has exactly
 * chance a, ties being broken by it. Below the tail's first value p goes on as an exponential of -ln(value), fitted to the tail (Hill 1975): there it is a guess, good for order.
 */
export function createCalibrator(
  history: ArrayLike<number>,
  tail: CalibrationTail | null,
): (value: number, u?: number) => number {
  const sorted = Float64Array.from(history).sort();
  const n = sorted.length;
  const strange = (value: number): number => -Math.log(Math.max(value, 1e-300));
  const held = tail === null ? 0 : Math.floor(tail.share * n);
  const start = sorted[held - 1] ?? 0;
  const mean =
    tail !== null && held >= tail.fewest
      ? sorted.subarray(0, held).reduce((sum, value) => sum + strange(value) - strange(start), 0) / (held - 1)
      : 0;
  return (value, u = 1) => {
    if (mean > 0 && value < start) return Math.max(surest, (held / (n + 1)) * Math.exp((strange(start) - strange(value)) / mean));
    const below = placeOf(sorted, value, false);
    const ties = placeOf(sorted, value, true) - below;
    return (below + u * (ties + 1)) / (n + 1);
  };
}

const kindOf = ({ channel, method }: Signal): string => `${channel}/${method}`;

/**
 * Signals with p as its channel and method have earned it. The history holds judgements of earlier times, quiet ones too: without these every p would look usual. Signals
 * without a p, and those of a channel and method with too short a history, stay as they are.
 */
export function calibrateSignals(
  signals: readonly Signal[],
  history: readonly Signal[],
  { tail, shortestHistory }: CalibrationOptions = usualCalibration,
): Signal[] {
  const calibrators = new Map(
    [...Map.groupBy(history, kindOf)].flatMap(([kind, own]) => {
      const values = own.flatMap(({ p }) => p ?? []);
      return values.length < shortestHistory ? [] : [[kind, createCalibrator(values, tail)] as const];
    }),
  );
  return signals.map((signal) => {
    const calibrate = calibrators.get(kindOf(signal));
    return calibrate && signal.p !== null ? { ...signal, p: calibrate(signal.p), calibrated: true } : signal;
  });
}
