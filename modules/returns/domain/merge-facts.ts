import type { Difference } from './decision.ts';
import type { InstitutionFact } from './registry-shapes.ts';
import type { Words } from './words.ts';

/** Figures of the return's day take the place of earlier ones of that day; other days stay as they are. */
export function withFacts(before: readonly InstitutionFact[], news: readonly InstitutionFact[]): readonly InstitutionFact[] {
  const isSame = (a: InstitutionFact, b: InstitutionFact): boolean => a.measure === b.measure && a.asOf === b.asOf;
  const kept = before.filter((old) => !news.some((one) => isSame(one, old)));
  // Said again as it was: where it came from first stays.
  const told = news.map(
    (one) => before.find((old) => isSame(old, one) && old.value === one.value && old.evidence === one.evidence) ?? one,
  );
  return [...kept, ...told].sort((a, b) => (`${a.measure} ${a.asOf}` < `${b.measure} ${b.asOf}` ? -1 : 1));
}

/** Figures that are new or other than the registry has on that day; before: the newest until then. */
export function factDifferences(
  before: readonly InstitutionFact[],
  news: readonly InstitutionFact[],
  words: Words,
): Difference[] {
  return news.flatMap((one) => {
    const old = before
      .filter(({ measure, asOf }) => measure === one.measure && asOf <= one.asOf)
      .sort((a, b) => (a.asOf < b.asOf ? 1 : -1))[0];
    if (old && old.asOf === one.asOf && old.value === one.value && old.evidence === one.evidence) return [];
    return [
      {
        field: one.measure,
        title: words.measures[one.measure].title,
        before: old ? `${old.value} · ${old.asOf}` : null,
        after: `${one.value} · ${one.asOf}`,
      },
    ];
  });
}
