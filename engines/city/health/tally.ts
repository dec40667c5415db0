/** Counts by what they count. */
export interface Tally {
  readonly add: (name: string, of?: string) => void;
  readonly counts: ReadonlyMap<string, number>;
}

export function startTally(): Tally {
  const counts = new Map<string, number>();
  return {
    counts,
    add: (name, of) => {
      const key = of === undefined ? name : `${name}/${of}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
  };
}
