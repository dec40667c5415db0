import type { Tx } from '@songhua/kernel';

/** How many cases of the line lists of an event live where; names nobody. */
export interface CasePlaces {
  readonly investigations: number;
  readonly diseases: readonly string[];
  readonly items: readonly { readonly county: string | null; readonly town: string | null; readonly cases: number }[];
}

/** Cases of all investigations of an event, without those that were excluded; somebody on two of its lists counts on each. */
export async function casePlaces(tx: Tx, event: string): Promise<CasePlaces> {
  const found = await tx.query<{ id: string; disease: string }>(
    'select id, disease from investigation.outbreak where event = $1 order by id',
    [event],
  );
  if (found.length === 0) return { investigations: 0, diseases: [], items: [] };
  const items = await tx.query<CasePlaces['items'][number]>(
    `select county, town, count(*)::int as cases from investigation.person
      where investigation = any($1::uuid[]) and classification <> 'excluded' group by county, town order by county, town`,
    [found.map(({ id }) => id)],
  );
  return { investigations: found.length, diseases: [...new Set(found.map(({ disease }) => disease))], items };
}
