/** Parameters written as `name=value`. */
export const readPairs = (pairs: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );

/** Periods written as `2020-01-01..2022-12-31`; what is no day is said by whoever reads the dates. */
export const readPeriods = (periods: readonly string[]): { from: string; until: string }[] =>
  periods.map((period) => {
    const [from = '', until = from] = period.split('..').map((part) => part.trim());
    return { from, until };
  });
