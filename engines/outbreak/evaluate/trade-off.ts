/** What one way of scoring weeks or days made of one series: the smaller a score, the stranger the step. */
export interface ScoredTrial {
  /** Scores of the judged steps without the outbreak. */
  readonly quiet: ArrayLike<number>;
  /** Scores of the same steps with it. */
  readonly judged: ArrayLike<number>;
  /** Places in these lists of the first and last step of the outbreak that were judged; null where it has none. */
  readonly span: readonly [first: number, last: number] | null;
}

export interface TradeOff {
  readonly threshold: number;
  /** Signals in a step without an outbreak, on average. */
  readonly falseShare: number;
  /** Share of outbreaks with a signal between their first and last case. */
  readonly detected: number;
  /** Share of outbreaks with a signal that would not have been there without them. */
  readonly caused: number;
  /** Half of the detected outbreaks were detected after so many steps or fewer; null where none was. */
  readonly medianDelay: number | null;
}

/** A signal is a score of at most the threshold. */
export function tradeOffAt(trials: readonly ScoredTrial[], threshold: number): TradeOff {
  let [steps, wrong, outbreaks, caused] = [0, 0, 0, 0];
  const delays: number[] = [];
  for (const { quiet, judged, span } of trials) {
    steps += quiet.length;
    for (let at = 0; at < quiet.length; at += 1) wrong += Number((quiet[at] ?? 1) <= threshold);
    if (!span) continue;
    outbreaks += 1;
    let [found, made] = [-1, false];
    for (let at = span[0]; at <= span[1]; at += 1) {
      if ((judged[at] ?? 1) > threshold) continue;
      if (found < 0) found = at - span[0];
      made ||= (quiet[at] ?? 1) > threshold;
    }
    if (found >= 0) delays.push(found);
    caused += Number(made);
  }
  delays.sort((one, other) => one - other);
  return {
    threshold,
    falseShare: wrong / steps,
    detected: delays.length / outbreaks,
    caused: caused / outbreaks,
    medianDelay: delays[Math.floor((delays.length - 1) / 2)] ?? null,
  };
}

/** The strictest of the thresholds of a twentieth power of ten, from 1e-12 to 1, at which so much is reached; 1 where none does. */
export function strictestFor(reached: (threshold: number) => number, wanted: number): number {
  for (let step = -240; step < 0; step += 1) {
    const threshold = 10 ** (step / 20);
    if (reached(threshold) >= wanted) return threshold;
  }
  return 1;
}
