import { personKeys } from '@songhua/engine-linkage/person/person-keys.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import type { Tx } from '@songhua/kernel';
import { type Compared, compareSource, type Measure } from '../domain/compare-source.ts';
import { findCandidates, findSources, type Source } from './sources.ts';

/** Whom somebody may be by all that the index holds, the likeliest first, `most` of them; `besides` is not looked at. */
export async function findLikely(
  tx: Tx,
  record: PersonRecord,
  measure: Measure,
  { most, besides }: { readonly most: number; readonly besides?: string },
): Promise<readonly Compared<Source>[]> {
  const candidates = await findCandidates(tx, personKeys(record));
  const others = candidates.filter(({ patient }) => patient !== besides);
  const likely = compareSource(record, others, measure).slice(0, most);
  if (likely.length === 0) return [];
  const sources = new Map(
    (
      await findSources(
        tx,
        likely.map(({ other }) => other.patient),
      )
    ).map((one) => [one.patient, one]),
  );
  return likely.flatMap((one): Compared<Source>[] => {
    const other = sources.get(one.other.patient);
    return other ? [{ ...one, other }] : [];
  });
}
