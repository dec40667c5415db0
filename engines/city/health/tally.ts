/** Counts by what they count, as `name/of`. Those of several towns may be added up. */
export interface Tally {
  readonly add: (name: string, of?: string, many?: number) => void;
  readonly counts: ReadonlyMap<string, number>;
}

export function startTally(): Tally {
  const counts = new Map<string, number>();
  return {
    counts,
    add: (name, of, many = 1) => {
      const key = of === undefined ? name : `${name}/${of}`;
      counts.set(key, (counts.get(key) ?? 0) + many);
    },
  };
}
