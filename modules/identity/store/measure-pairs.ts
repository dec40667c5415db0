import { judgePair } from '@songhua/engine-linkage/person/judge-pair.ts';
import { scorePair } from '@songhua/engine-linkage/person/score-pair.ts';
import type { Tx } from '@songhua/kernel';
import type { Measure } from '../domain/compare-source.ts';
import type { Pair } from '../domain/decide-undo.ts';
import type { Measured } from './decisions.ts';
import { findSources } from './sources.ts';

/** What speaks for each pair, as far as both are there; `more`: what else speaks against linking one without anybody looking. */
export async function measurePairs(
  tx: Tx,
  pairs: readonly Pair[],
  { model, thresholds }: Measure,
  more: (pair: Pair) => readonly string[],
): Promise<readonly Measured[]> {
  if (pairs.length === 0) return [];
  const sources = new Map((await findSources(tx, [...new Set(pairs.flat())])).map((one) => [one.patient, one]));
  return pairs.flatMap((pair): Measured[] => {
    const [one, other] = [sources.get(pair[0]), sources.get(pair[1])];
    if (!one || !other) return [];
    const score = scorePair(model, one, other);
    const { grade, reasons } = judgePair(score, one, other, thresholds);
    const besides = more(pair);
    const vetoes = [...new Set([...reasons, ...besides])];
    return [
      {
        pair,
        score,
        vetoes,
        grade: grade === 'certain' && besides.length > 0 ? 'probable' : grade,
        model: model.version,
        thresholds,
      },
    ];
  });
}
