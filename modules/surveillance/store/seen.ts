import type { StoredResource, Tx } from '@songhua/kernel';
import { findSyndromes, rulesVersion } from '../domain/find-syndromes.ts';
import { providerOf } from '../domain/provider-of.ts';

/** Notes what these resources, just written, say; what an earlier version of one said is taken back. An import pays a look at each. */
export async function noteSeen(tx: Tx, resources: readonly StoredResource[]): Promise<void> {
  const changed = resources.filter(({ meta }) => meta.versionId !== '1');
  if (changed.length > 0)
    forget(
      tx,
      changed.map(({ resourceType, id }) => `${resourceType}/${id}`),
    );
  placeByArrived(tx, resources);
  const found = resources.flatMap((resource) =>
    findSyndromes(resource).map((one) => ({ ...one, resource: `${resource.resourceType}/${resource.id}` })),
  );
  if (found.length === 0) return;
  const column = <K extends keyof (typeof found)[number]>(key: K) => found.map((one) => one[key]);
  tx.later(
    `insert into surveillance.seen (resource, subject, channel, day, encounter, organization, rules)
     select n.*, $7 from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[]) as n
     on conflict (resource, subject) do update set channel = excluded.channel, day = excluded.day, encounter = excluded.encounter,
       organization = excluded.organization, rules = excluded.rules`,
    [
      column('resource'),
      column('subject'),
      column('channel'),
      column('day'),
      column('encounter'),
      column('organization'),
      rulesVersion,
    ],
    'surveillance.note-seen',
  );
}

/** Where a visit took place holds for what was seen at it before anybody knew the visit. */
function placeByArrived(tx: Tx, resources: readonly StoredResource[]): void {
  const visits = resources.flatMap((one) => {
    const organization = one.resourceType === 'Encounter' ? providerOf(one) : '';
    return organization === '' ? [] : [{ encounter: `Encounter/${one.id}`, organization }];
  });
  if (visits.length === 0) return;
  tx.later(
    place(tx, `(organization is null or organization = '')`, ''),
    [visits.map(({ encounter }) => encounter), visits.map(({ organization }) => organization)],
    'surveillance.place-seen',
  );
}

/**
 * Writes the place $2 of the visits $1 where it is lacking. The rows are found first, by their visits alone, and then by their keys: in any other form, also with a plain
 * "is null" at the end, PostgreSQL goes through all rows without a place for each of them.
 */
const place = ({ spread }: Tx, isLacking: string, locking: string): string =>
  spread
    ? `update surveillance.seen s set organization = n.organization from unnest($1::text[], $2::text[]) as n (encounter, organization)
        where s.encounter = n.encounter and ${isLacking.replaceAll('organization', 's.organization')}`
    : `with lacking as materialized (
         select resource, subject, encounter from surveillance.seen where encounter = any($1::text[]) and ${isLacking} ${locking})
       update surveillance.seen s set organization = n.organization
         from lacking l join unnest($1::text[], $2::text[]) as n (encounter, organization) on n.encounter = l.encounter
        where s.resource = l.resource and s.subject = l.subject and coalesce(s.organization, '') = ''`;

const forget = (tx: Tx, resources: readonly string[]): void =>
  tx.later('delete from surveillance.seen where resource = any($1)', [resources], 'surveillance.forget-seen');

/** Takes back what deleted resources said. */
export async function forgetSeen(tx: Tx, removed: readonly { readonly type: string; readonly id: string }[]): Promise<void> {
  forget(
    tx,
    removed.map(({ type, id }) => `${type}/${id}`),
  );
}

/** Visits that are to say where something was seen, in the order of their reference, after one. */
export async function homelessVisits(tx: Tx, after: string, most: number): Promise<readonly string[]> {
  const rows = await tx.query<{ encounter: string }>(
    `select distinct encounter from surveillance.seen where organization is null and encounter > $1 order by encounter limit $2`,
    [after, most],
  );
  return rows.map(({ encounter }) => encounter);
}

/** How many visits are to say where something was seen. */
export async function countHomeless(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    'select count(distinct encounter)::int as n from surveillance.seen where organization is null and encounter is not null',
  );
  return row?.n ?? 0;
}

export interface PlacedVisit {
  readonly encounter: string;
  readonly organization: string;
}

/** Visits that something was seen of themselves, with where they say they were. */
export const seenVisits = (tx: Tx, visits: readonly string[]): Promise<PlacedVisit[]> =>
  tx.query<PlacedVisit>(
    `select distinct resource as encounter, organization from surveillance.seen where resource = any($1) and organization <> ''`,
    [visits],
  );

/**
 * Writes where visits took place, as read from the record; '': nobody knows the visit, or it does not say. What somebody is writing just now is left to
 * the next night: nobody waits for anybody.
 */
export async function placeVisits(tx: Tx, visits: readonly PlacedVisit[]): Promise<void> {
  await tx.query(place(tx, 'organization is null', 'for update skip locked'), [
    visits.map(({ encounter }) => encounter),
    visits.map(({ organization }) => organization),
  ]);
}
