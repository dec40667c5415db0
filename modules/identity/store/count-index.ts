import type { Tx } from '@songhua/kernel';

export interface IndexCounts {
  readonly registrations: number;
  readonly people: number;
  readonly linked: number;
  readonly provisional: number;
  readonly reviews: number;
}

/** How large the index is: registrations, people, people of several registrations, provisional registrations, open reviews. */
export async function countIndex(tx: Tx): Promise<IndexCounts> {
  const [row] = await tx.query<IndexCounts & { readonly members: number }>(
    `select (select count(*)::int from identity.source) as registrations,
            (select count(*)::int from identity.member) as members,
            (select count(*) filter (where patient = person)::int from identity.member) as linked,
            (select count(*)::int from identity.source where provisional is not null) as provisional,
            (select count(*)::int from identity.review where state = 'open') as reviews,
            0 as people`,
    [],
    'identity.count-index',
  );
  const { registrations = 0, members = 0, linked = 0, provisional = 0, reviews = 0 } = row ?? {};
  return { registrations, people: registrations - members + linked, linked, provisional, reviews };
}
