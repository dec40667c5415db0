import type { Tx } from '@songhua/kernel';
import { numbersLiteral, textsLiteral } from './literals.ts';

/** A resource whose keys change: those it has from now on, all of them, and those it had and has no more. */
export interface Unpacked {
  readonly rid: bigint;
  readonly place: number;
  readonly keys: Iterable<bigint>;
  readonly gone: readonly bigint[];
}

/** Notes changed keys for the packed lists, with the postings themselves. Who notes holds the resource. A spread database packs nothing. */
export function noteUnpacked(tx: Tx, changed: readonly Unpacked[]): void {
  if (changed.length === 0 || tx.spread) return;
  const sorted = [...changed].sort((a, b) => (a.rid < b.rid ? -1 : 1));
  tx.later(
    `insert into records.unpacked as u (rid, place, keys, gone)
     select rid, place, keys::bigint[], gone::bigint[]
       from unnest($1::bigint[], $2::smallint[], $3::text[], $4::text[]) as n(rid, place, keys, gone)
     on conflict (rid, place) do update set keys = excluded.keys, gone = u.gone || excluded.gone`,
    [
      numbersLiteral(sorted.map(({ rid }) => rid)),
      numbersLiteral(sorted.map(({ place }) => place)),
      textsLiteral(sorted.map(({ keys }) => numbersLiteral(keys))),
      textsLiteral(sorted.map(({ gone }) => numbersLiteral(gone))),
    ],
    'records.note-unpacked',
  );
}
