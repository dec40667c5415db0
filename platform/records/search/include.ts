import type { Include } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { keyRange } from '../domain/keys.ts';
import { numbersLiteral } from '../store/literals.ts';
import { fetchByNumber, type Row } from './fetch.ts';
import type { Searching } from './searching.ts';

/** Resources that come along with one page, at most. */
export const mostIncluded = 5_000;
/** Rounds of `:iterate`. */
const mostRounds = 20;

const valueBits = 48n;
const valueMask = (1n << valueBits) - 1n;

const numbersOf = (searching: Searching, { parameters }: Include): number[] =>
  parameters.flatMap((parameter) => searching.numbersOf(parameter));

/** Numbers of what these rows refer to by an include. */
function referredTo(searching: Searching, rows: readonly Row[], include: Include): bigint[] {
  const numbers = new Set(numbersOf(searching, include).map(BigInt));
  return rows.flatMap(({ links }) => links.filter((link) => numbers.has(link >> valueBits)).map((link) => link & valueMask));
}

/** Numbers of what refers to these rows by a revinclude. */
async function referring(tx: Tx, searching: Searching, rows: readonly Row[], include: Include): Promise<bigint[]> {
  const numbers = numbersOf(searching, include);
  const keys = rows.flatMap(({ rid }) => numbers.map((number) => keyRange(number)[0] | rid));
  const found = await tx.query<{ rid: string }>(
    tx.spread
      ? 'select distinct p.v & 137438953471 as rid from records.posting p where p.key = any($1::bigint[]) limit $2'
      : `select distinct p.v & 137438953471 as rid from unnest($1::bigint[]) k(key) cross join lateral (
       select p.v from records.posting p where p.key = k.key order by p.v desc limit $2) p limit $2`,
    [numbersLiteral(keys), mostIncluded + 1],
    'records.referring',
  );
  return found.map(({ rid }) => BigInt(rid));
}

/** The resources that come along with a page's matches; none twice, none of the matches themselves. */
export async function findIncluded(
  tx: Tx,
  searching: Searching,
  matches: readonly Row[],
  includes: readonly Include[],
  revincludes: readonly Include[],
): Promise<Result<readonly Row[]>> {
  const seen = new Set(matches.map(({ rid }) => rid));
  const included: Row[] = [];
  let fresh: readonly Row[] = matches;
  for (let round = 0; round < mostRounds && fresh.length > 0; round += 1) {
    const found: Row[] = [];
    const wanted = ({ iterate }: Include): boolean => round === 0 || iterate;
    const take = async (rids: readonly bigint[], types: readonly string[]): Promise<void> => {
      const open = [...new Set(rids)].filter((rid) => !seen.has(rid));
      const codes = types.map((type) => searching.of(type).index.code);
      for (const row of await fetchByNumber(tx, open, codes, true)) {
        if (seen.has(row.rid)) continue;
        seen.add(row.rid);
        found.push(row);
      }
    };
    for (const { type, parameters, targets, iterate } of includes.filter(wanted)) {
      // One parameter at a time: `patient` means the Patients among what `subject` refers to.
      for (const parameter of parameters) {
        const types = targets.length > 0 ? targets : (parameter.restrictTo ?? []);
        await take(referredTo(searching, fresh, { type, parameters: [parameter], targets, iterate }), types);
      }
    }
    for (const include of revincludes.filter(wanted)) {
      await take(await referring(tx, searching, fresh, include), [include.type]);
    }
    included.push(...found);
    if (included.length > mostIncluded) return refuse('records.too-many-included', { limit: mostIncluded });
    fresh = found;
  }
  return ok(included);
}
