import type { Include } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { keyRange, valueBits, valueMask } from '../domain/keys.ts';
import { numbersLiteral } from '../store/literals.ts';
import { fetchByNumber, fetchReferring, type Row } from './fetch.ts';
import { fetchReached, fetchReferringReached } from './fetch-reached.ts';
import type { Reached } from './reaching.ts';
import type { Searching } from './searching.ts';

/** Resources that come along with one page, at most. */
export const mostIncluded = 5_000;
/** Rounds of `:iterate`. */
const mostRounds = 20;

const numbersOf = (searching: Searching, { parameters }: Include): number[] =>
  parameters.flatMap((parameter) => searching.numbersOf(parameter));

/** Numbers of what these rows refer to by an include. */
function referredTo(searching: Searching, rows: readonly Row[], include: Include): bigint[] {
  const numbers = new Set(numbersOf(searching, include).map(BigInt));
  return rows.flatMap(({ links }) => links.filter((link) => numbers.has(link >> valueBits)).map((link) => link & valueMask));
}

/** What refers to these rows by a revinclude, one more than may come along at most. */
async function referring(
  tx: Tx,
  searching: Searching,
  rows: readonly Row[],
  include: Include,
  withLinks: boolean,
  reached: Reached | undefined,
): Promise<Row[]> {
  const numbers = numbersOf(searching, include);
  const keys = rows.flatMap(({ rid }) => numbers.map((number) => keyRange(number)[0] | rid));
  if (reached)
    return fetchReferringReached(tx, searching, reached, { keys, type: include.type, limit: mostIncluded + 1, withLinks });
  const types = [searching.of(include.type).index.code];
  if (!tx.spread) return fetchReferring(tx, keys, types, mostIncluded + 1, withLinks);
  const found = await tx.query<{ rid: string }>(
    'select distinct p.v & 137438953471 as rid from records.posting p where p.key = any($1::bigint[]) limit $2',
    [numbersLiteral(keys), mostIncluded + 1],
    'records.referring',
  );
  return fetchByNumber(
    tx,
    found.map(({ rid }) => BigInt(rid)),
    types,
    withLinks,
  );
}

/** The resources that come along with a page's matches, of those that are reached; none twice, none of the matches themselves. */
export async function findIncluded(
  tx: Tx,
  searching: Searching,
  matches: readonly Row[],
  includes: readonly Include[],
  revincludes: readonly Include[],
  reached?: Reached,
): Promise<Result<readonly Row[]>> {
  const seen = new Set(matches.map(({ rid }) => rid));
  const included: Row[] = [];
  // Only a further round asks what comes along for its own references.
  const iterates = includes.some(({ iterate }) => iterate);
  const lastRound = ![...includes, ...revincludes].some(({ iterate }) => iterate);
  const ending: Tx = { ...tx, query: (text, values, name) => tx.last(text, values ?? [], name) };
  /** The transaction; for the last that is asked, one that ends with it. */
  const within = (isLast: boolean): Tx => (isLast && lastRound && !tx.spread ? ending : tx);
  let fresh: readonly Row[] = matches;
  for (let round = 0; round < mostRounds && fresh.length > 0; round += 1) {
    const found: Row[] = [];
    const wanted = ({ iterate }: Include): boolean => round === 0 || iterate;
    const take = (rows: readonly Row[]): void => {
      for (const row of rows) {
        if (seen.has(row.rid)) continue;
        seen.add(row.rid);
        found.push(row);
      }
    };
    const forward = includes.filter(wanted);
    const backward = revincludes.filter(wanted);
    for (const [at, { type, parameters, targets, iterate }] of forward.entries()) {
      // One parameter at a time: `patient` means the Patients among what `subject` refers to.
      for (const parameter of parameters) {
        const types = targets.length > 0 ? targets : (parameter.restrictTo ?? []);
        const codes = types.map((target) => searching.of(target).index.code);
        const rids = new Set(referredTo(searching, fresh, { type, parameters: [parameter], targets, iterate }));
        const open = [...rids].filter((rid) => !seen.has(rid));
        const isLast = backward.length === 0 && at === forward.length - 1 && parameter === parameters.at(-1);
        take(
          reached
            ? await fetchReached(tx, searching, reached, { rids: open, codes, withLinks: iterates })
            : await fetchByNumber(within(isLast), open, codes, iterates),
        );
      }
    }
    for (const [at, include] of backward.entries())
      take(await referring(within(at === backward.length - 1), searching, fresh, include, iterates, reached));
    included.push(...found);
    if (included.length > mostIncluded) return refuse('records.too-many-included', { limit: mostIncluded });
    fresh = found;
  }
  return ok(included);
}
