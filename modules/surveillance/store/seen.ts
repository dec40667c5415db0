import type { StoredResource, Tx } from '@songhua/kernel';
import { findSyndromes, rulesVersion } from '../domain/find-syndromes.ts';

/** Notes what these resources, just written, say; what an earlier version of one said is taken back. An import pays a look at each. */
export async function noteSeen(tx: Tx, resources: readonly StoredResource[]): Promise<void> {
  const changed = resources.filter(({ meta }) => meta.versionId !== '1');
  if (changed.length > 0)
    forget(
      tx,
      changed.map(({ resourceType, id }) => `${resourceType}/${id}`),
    );
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

const forget = (tx: Tx, resources: readonly string[]): void =>
  tx.later('delete from surveillance.seen where resource = any($1)', [resources], 'surveillance.forget-seen');

/** Takes back what deleted resources said. */
export async function forgetSeen(tx: Tx, removed: readonly { readonly type: string; readonly id: string }[]): Promise<void> {
  forget(
    tx,
    removed.map(({ type, id }) => `${type}/${id}`),
  );
}

/** Visits that are to say where something was seen, the newest first. */
export async function homelessVisits(tx: Tx, most: number): Promise<readonly string[]> {
  const rows = await tx.query<{ encounter: string }>(
    `select encounter from surveillance.seen where organization is null and encounter is not null group by encounter
      order by max(day) desc, encounter limit $1`,
    [most],
  );
  return rows.map(({ encounter }) => encounter);
}

/** Where visits took place that have spoken themselves is known; what a visit says of its own place holds for all seen at it. */
export async function placeByVisits(tx: Tx): Promise<void> {
  if (tx.spread) {
    // A visit and what was seen at it may lie on different machines: found first, then written.
    const homeless = await tx.query<{ encounter: string }>(
      'select distinct encounter from surveillance.seen where organization is null and encounter is not null',
    );
    const placed = await tx.query<{ encounter: string; organization: string }>(
      'select distinct resource as encounter, organization from surveillance.seen where resource = any($1) and organization is not null',
      [homeless.map(({ encounter }) => encounter)],
    );
    return placeVisits(tx, placed);
  }
  await tx.query(
    `update surveillance.seen s set organization = v.organization from surveillance.seen v
      where s.organization is null and v.resource = s.encounter and v.organization is not null`,
  );
}

/** Writes where visits took place, as read from the record; '': it does not say. */
export async function placeVisits(
  tx: Tx,
  visits: readonly { readonly encounter: string; readonly organization: string }[],
): Promise<void> {
  await tx.query(
    `update surveillance.seen s set organization = n.organization
       from unnest($1::text[], $2::text[]) as n (encounter, organization) where s.encounter = n.encounter and s.organization is null`,
    [visits.map(({ encounter }) => encounter), visits.map(({ organization }) => organization)],
  );
}
