import { type Text, weakest } from './evidence.ts';
import { notWeaker } from './fact.ts';
import { addUp, type Figure, type Known, measureValue, type World } from './measure-value.ts';
import type { Definition } from './schema.ts';

/** An indicator's value: full precision, with the counts behind it when it was computed, and what to know about it. */
export type IndicatorValue = Figure & {
  readonly numerator?: number;
  readonly denominator?: number;
  readonly notes: readonly Text[];
};

type Sum = { readonly known: Known } | { readonly reason: Text };

function sumOf(world: World, area: string, ids: readonly string[], at: string, rollUp: boolean): Sum {
  const known: Known[] = [];
  for (const id of ids) {
    const figure = measureValue(world, area, id, at, rollUp);
    if (figure.value === null) return { reason: figure.reason };
    known.push(figure);
  }
  return { known: addUp(known) };
}

function vintageNote(numerator: Known, denominator: Known): Text[] {
  const [n, d] = [numerator.asOf.slice(0, 4), denominator.asOf.slice(0, 4)];
  if (n === d) return [];
  return [{ zh: `分子为 ${n} 年数据，分母为 ${d} 年数据`, en: `numerator of ${n} over denominator of ${d}` }];
}

function fromCounts(world: World, definition: Definition, area: string, at: string, rollUp: boolean): IndicatorValue | null {
  if (!definition.numerator) return null;
  const top = sumOf(world, area, definition.numerator, at, rollUp);
  if ('reason' in top) return { value: null, reason: top.reason, notes: [] };
  const numerator = top.known.value;
  if (!definition.denominator) return { ...top.known, value: numerator * definition.factor, numerator, notes: [] };
  const bottom = sumOf(world, area, definition.denominator, at, rollUp);
  if ('reason' in bottom) return { value: null, reason: bottom.reason, notes: [] };
  const denominator = bottom.known.value;
  if (denominator === 0) {
    return { value: null, reason: { zh: '分母为 0，无法计算', en: 'the denominator is 0' }, notes: [] };
  }
  const both = addUp([top.known, bottom.known]);
  return {
    value: (numerator / denominator) * definition.factor,
    asOf: both.asOf,
    evidence: weakest(['computed', both.basis]),
    basis: both.basis,
    numerator,
    denominator,
    notes: vintageNote(top.known, bottom.known),
  };
}

/**
 * Counts beat a published rate when they rest on evidence no weaker and are no older, or are newer and not
 * synthetic: an invented count never displaces a printed figure, and old print never hides newer reports.
 */
function countsWin(counts: Known, rate: Known): boolean {
  if (rate.basis === 'synthetic' && counts.basis !== 'synthetic') return true;
  if (counts.asOf < rate.asOf) return false;
  if (notWeaker(counts.basis, rate.basis)) return true;
  return counts.asOf > rate.asOf && counts.basis !== 'synthetic';
}

/** The value of a definition in an area on a day: ratio of sums, or the published rate where that is the better evidence. */
export function indicatorValue(world: World, definition: Definition, area: string, at: string, rollUp: boolean): IndicatorValue {
  const counts = fromCounts(world, definition, area, at, rollUp);
  const rate = definition.publishedRate === undefined ? null : measureValue(world, area, definition.publishedRate, at, false);
  if (counts && (rate === null || rate.value === null)) return counts;
  if (!rate) throw new Error('a definition needs a numerator or a published rate');
  if (rate.value === null || counts === null || counts.value === null) return { ...rate, notes: [] };
  return countsWin(counts, rate) ? counts : { ...rate, notes: [] };
}
