import type { Text } from '../evidence.ts';

/** Number of single-character edits (swaps of neighbours included) from one word to the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let j = 0; j <= b.length; j++) (rows[0] ?? [])[j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, at(i - 2, j - 2) + 1);
      (rows[i] ?? [])[j] = best;
    }
  }
  return at(a.length, b.length);
}

/** The known name nearest to a misspelt one, or null when none is near: at most a third of the word may differ. */
export function nearestName(name: string, known: readonly string[]): string | null {
  let best: { readonly name: string; readonly edits: number } | null = null;
  for (const candidate of known) {
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits <= Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3)) && (best === null || edits < best.edits))
      best = { name: candidate, edits };
  }
  return best?.name ?? null;
}

/** “没有……” with the nearest name, else the names there are (at most twelve). */
export function unknownName(what: Text, name: string, known: readonly string[]): Text {
  const near = nearestName(name, known);
  const some = `${known.slice(0, 12).join(', ')}${known.length > 12 ? ' …' : ''}`;
  const [zh, en] =
    near !== null ? [`是否指“${near}”？`, `did you mean “${near}”?`] : [`可用：${some || '无'}`, `there are: ${some || 'none'}`];
  return { zh: `没有名为“${name}”的${what.zh}；${zh}`, en: `there is no ${what.en} “${name}”; ${en}` };
}
