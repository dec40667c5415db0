import type { Tx } from '@songhua/kernel';
import type { PlacedRows } from '../domain/diff-rows.ts';
import { ridOf } from '../domain/keys.ts';
import { addRows, removeRows } from './index-rows.ts';
import { numbersLiteral, textsLiteral } from './literals.ts';
import { awaitFolder, dropPacked } from './packed.ts';

/**
 * Adds those of the index rows that are not there yet; the numbers of resources that got postings. Whoever calls holds the resources,
 * so nobody else adds the same.
 */
export async function addMissingRows(tx: Tx, rows: PlacedRows): Promise<ReadonlySet<bigint>> {
  const { keys, words, amounts, moments } = rows;
  if (tx.spread) {
    // Citus does not ask the workers row by row what is missing: what is there goes, and all is written.
    removeRows(tx, rows);
    addRows(tx, rows);
    return new Set(keys.map(({ v }) => ridOf(v)));
  }
  const posted = new Set<bigint>();
  if (keys.length > 0) {
    const added = await tx.query<{ v: string }>(
      `insert into records.posting (key, v, place)
       select key, v, place from unnest($1::bigint[], $2::bigint[], $3::smallint[]) as n(key, v, place)
        where not exists (select from records.posting p where p.key = n.key and p.v = n.v offset 0) order by key, v returning v`,
      [
        numbersLiteral(keys.map(({ key }) => key)),
        numbersLiteral(keys.map(({ v }) => v)),
        numbersLiteral(keys.map(({ place }) => place)),
      ],
      'records.add-missing-postings',
    );
    for (const { v } of added) posted.add(ridOf(BigInt(v)));
  }
  if (words.length > 0) {
    await tx.query(
      `insert into records.word (parameter, folded, exact, v, place)
       select * from unnest($1::smallint[], $2::text[], $3::text[], $4::bigint[], $5::smallint[]) as n(parameter, folded, exact, v, place)
        where not exists (select from records.word w where w.parameter = n.parameter and w.folded = n.folded and w.v = n.v
          and w.exact is not distinct from n.exact offset 0)`,
      [
        numbersLiteral(words.map(({ parameter }) => parameter)),
        textsLiteral(words.map(({ folded }) => folded)),
        textsLiteral(words.map(({ exact }) => exact)),
        numbersLiteral(words.map(({ v }) => v)),
        numbersLiteral(words.map(({ place }) => place)),
      ],
      'records.add-missing-words',
    );
  }
  if (amounts.length > 0) {
    await tx.query(
      `insert into records.amount (key, lo, hi, v, place)
       select * from unnest($1::bigint[], $2::float8[], $3::float8[], $4::bigint[], $5::smallint[]) as n(key, lo, hi, v, place)
        where not exists (select from records.amount a where a.key = n.key and a.lo = n.lo and a.v = n.v and a.hi = n.hi offset 0)`,
      [
        numbersLiteral(amounts.map(({ key }) => key)),
        numbersLiteral(amounts.map(({ lo }) => lo)),
        numbersLiteral(amounts.map(({ hi }) => hi)),
        numbersLiteral(amounts.map(({ v }) => v)),
        numbersLiteral(amounts.map(({ place }) => place)),
      ],
      'records.add-missing-amounts',
    );
  }
  if (moments.length > 0) {
    await tx.query(
      `insert into records.moment (parameter, lo, hi, v, place)
       select * from unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::smallint[]) as n(parameter, lo, hi, v, place)
        where not exists (select from records.moment m where m.parameter = n.parameter and m.lo = n.lo and m.v = n.v
          and m.hi = n.hi offset 0)`,
      [
        numbersLiteral(moments.map(({ parameter }) => parameter)),
        numbersLiteral(moments.map(({ lo }) => lo)),
        numbersLiteral(moments.map(({ hi }) => hi)),
        numbersLiteral(moments.map(({ v }) => v)),
        numbersLiteral(moments.map(({ place }) => place)),
      ],
      'records.add-missing-moments',
    );
  }
  return posted;
}

/** Tables of index rows: what bounds a parameter's rows (from $1 to $2) and the columns of their index. */
const tables = [
  { name: 'posting', of: 'key', order: 'key, v' },
  { name: 'amount', of: 'key', order: 'key, lo, v' },
  { name: 'word', of: 'parameter', order: 'parameter, folded, v' },
  { name: 'moment', of: 'parameter', order: 'parameter, lo, v' },
] as const;

/** Removes about so many rows of a parameter, table by table; how many they were. None: it has none left. */
export async function removeParameter(tx: Tx, parameter: number, keys: readonly [bigint, bigint], most: number): Promise<number> {
  for (const { name, of, order } of tables) {
    const bounds = of === 'key' ? keys : [parameter, parameter];
    const rows = await tx.query(
      `with last as (select ${order} from records.${name} where ${of} >= $1 and ${of} <= $2 order by ${order} offset $3 limit 1)
       delete from records.${name} d where d.${of} >= $1 and d.${of} <= $2
         and (not exists (select from last) or (${order}) <= (select ${order} from last)) returning 1`,
      [...bounds, most],
    );
    if (rows.length > 0) return rows.length;
  }
  if (!tx.spread) {
    // Nobody asks for the lists of a retired parameter, so nobody was told how they shrank.
    await awaitFolder(tx);
    await dropPacked(tx, [keys]);
  }
  const terms = await tx.query('delete from records.term where parameter = $1 returning 1', [parameter]);
  return terms.length;
}
