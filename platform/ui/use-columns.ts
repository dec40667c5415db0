import { useCallback, useState } from 'react';

const keyOf = (table: string) => `songhua.columns.${table}`;

function readHidden(table: string, initially: readonly string[]): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(table)) ?? 'null');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : initially;
  } catch {
    return initially;
  }
}

/** Which columns of a table the reader has put away; remembered on this machine. */
export function useHiddenColumns(table: string, initially: readonly string[]) {
  const [hidden, setHidden] = useState(() => readHidden(table, initially));
  const change = useCallback(
    (next: readonly string[]) => {
      setHidden(next);
      try {
        localStorage.setItem(keyOf(table), JSON.stringify(next));
      } catch {
        // A browser that keeps nothing still shows the choice until the page is left.
      }
    },
    [table],
  );
  return [hidden, change] as const;
}
