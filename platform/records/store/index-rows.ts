import type { Tx } from '@songhua/kernel';
import type { PlacedRows } from '../domain/diff-rows.ts';
import type { Term } from '../domain/index-rows.ts';
import { numbersLiteral, textsLiteral } from './literals.ts';
import { perHome } from './per-home.ts';

/** Adds index rows: one statement a table. Keys go in order, so that neighbours in the tree are written together. */
export function addRows(tx: Tx, { keys, words, amounts, moments }: PlacedRows): void {
  if (keys.length > 0) {
    const sorted = keys.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.v < b.v ? -1 : 1));
    tx.later(
      'insert into records.posting (key, v, place) select * from unnest($1::bigint[], $2::bigint[], $3::smallint[])',
      [
        numbersLiteral(sorted.map(({ key }) => key)),
        numbersLiteral(sorted.map(({ v }) => v)),
        numbersLiteral(sorted.map(({ place }) => place)),
      ],
      'records.add-postings',
    );
  }
  if (words.length > 0) {
    tx.later(
      `insert into records.word (parameter, folded, exact, v, place)
       select * from unnest($1::smallint[], $2::text[], $3::text[], $4::bigint[], $5::smallint[])`,
      [
        numbersLiteral(words.map(({ parameter }) => parameter)),
        textsLiteral(words.map(({ folded }) => folded)),
        textsLiteral(words.map(({ exact }) => exact)),
        numbersLiteral(words.map(({ v }) => v)),
        numbersLiteral(words.map(({ place }) => place)),
      ],
      'records.add-words',
    );
  }
  if (amounts.length > 0) {
    tx.later(
      `insert into records.amount (key, lo, hi, v, place)
       select * from unnest($1::bigint[], $2::float8[], $3::float8[], $4::bigint[], $5::smallint[])`,
      [
        numbersLiteral(amounts.map(({ key }) => key)),
        numbersLiteral(amounts.map(({ lo }) => lo)),
        numbersLiteral(amounts.map(({ hi }) => hi)),
        numbersLiteral(amounts.map(({ v }) => v)),
        numbersLiteral(amounts.map(({ place }) => place)),
      ],
      'records.add-amounts',
    );
  }
  if (moments.length > 0) {
    tx.later(
      `insert into records.moment (parameter, lo, hi, v, place)
       select * from unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::smallint[])`,
      [
        numbersLiteral(moments.map(({ parameter }) => parameter)),
        numbersLiteral(moments.map(({ lo }) => lo)),
        numbersLiteral(moments.map(({ hi }) => hi)),
        numbersLiteral(moments.map(({ v }) => v)),
        numbersLiteral(moments.map(({ place }) => place)),
      ],
      'records.add-moments',
    );
  }
}

/** Removes index rows, each found by its place in its tree. */
export function removeRows(tx: Tx, { keys, words, amounts, moments }: PlacedRows): void {
  if (keys.length > 0) {
    tx.later(
      `delete from records.posting p using unnest($1::bigint[], $2::bigint[]) as d(key, v) where p.key = d.key and p.v = d.v`,
      [numbersLiteral(keys.map(({ key }) => key)), numbersLiteral(keys.map(({ v }) => v))],
      'records.remove-postings',
    );
  }
  if (words.length > 0) {
    tx.later(
      `delete from records.word w using unnest($1::smallint[], $2::text[], $3::text[], $4::bigint[]) as d(parameter, folded, exact, v)
        where w.parameter = d.parameter and w.folded = d.folded and w.v = d.v and w.exact is not distinct from d.exact`,
      [
        numbersLiteral(words.map(({ parameter }) => parameter)),
        textsLiteral(words.map(({ folded }) => folded)),
        textsLiteral(words.map(({ exact }) => exact)),
        numbersLiteral(words.map(({ v }) => v)),
      ],
      'records.remove-words',
    );
  }
  if (amounts.length > 0) {
    tx.later(
      `delete from records.amount a using unnest($1::bigint[], $2::float8[], $3::float8[], $4::bigint[]) as d(key, lo, hi, v)
        where a.key = d.key and a.lo = d.lo and a.v = d.v and a.hi = d.hi`,
      [
        numbersLiteral(amounts.map(({ key }) => key)),
        numbersLiteral(amounts.map(({ lo }) => lo)),
        numbersLiteral(amounts.map(({ hi }) => hi)),
        numbersLiteral(amounts.map(({ v }) => v)),
      ],
      'records.remove-amounts',
    );
  }
  if (moments.length > 0) {
    tx.later(
      `delete from records.moment m using unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::bigint[]) as d(parameter, lo, hi, v)
        where m.parameter = d.parameter and m.lo = d.lo and m.v = d.v and m.hi = d.hi`,
      [
        numbersLiteral(moments.map(({ parameter }) => parameter)),
        numbersLiteral(moments.map(({ lo }) => lo)),
        numbersLiteral(moments.map(({ hi }) => hi)),
        numbersLiteral(moments.map(({ v }) => v)),
      ],
      'records.remove-moments',
    );
  }
}

/** How many dictionary entries a process remembers as written. */
const mostRemembered = 200_000;

/** Writes dictionary entries that this process has not seen committed yet. */
export function createDictionary(): { add(tx: Tx, terms: readonly Term[]): void } {
  const memories = perHome(() => new Set<bigint>());
  return {
    add: (tx, terms) => {
      const known = memories(tx);
      const fresh = new Map(terms.filter(({ key }) => !known.has(key)).map((term) => [term.key, term] as const));
      if (fresh.size === 0) return;
      // One order for all writers, or two could wait for each other's new entries.
      const sorted = [...fresh.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
      tx.later(
        `insert into records.term (key, parameter, system, code, more)
         select * from unnest($1::bigint[], $2::smallint[], $3::text[], $4::text[], $5::text[]) on conflict (key) do nothing`,
        [
          numbersLiteral(sorted.map(({ key }) => key)),
          numbersLiteral(sorted.map(({ parameter }) => parameter)),
          textsLiteral(sorted.map(({ system }) => system)),
          textsLiteral(sorted.map(({ code }) => code)),
          textsLiteral(sorted.map(({ more }) => more)),
        ],
        'records.add-terms',
      );
      tx.afterCommit(() => {
        if (known.size + fresh.size > mostRemembered) known.clear();
        for (const key of fresh.keys()) known.add(key);
      });
    },
  };
}
