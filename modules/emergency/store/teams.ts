import type { Tx } from '@songhua/kernel';
import type { Duty, Member, Team } from '../contract.ts';
import type { Which } from './supplies.ts';

export type StoredTeam = Pick<Team, 'id' | 'name' | 'kind' | 'area' | 'base' | 'members'>;

/** All teams of these areas, or only some of them, with their members, the leads first. */
export async function listTeams(tx: Tx, { areas, ids }: Which = {}): Promise<StoredTeam[]> {
  return tx.query<StoredTeam>(
    `select t.id, t.name, t.kind, t.area, t.base,
            coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'profession', m.profession, 'phone', m.phone,
                                                          'lead', m.lead, 'active', m.active) order by not m.active, not m.lead, m.name, m.id)
                        from emergency.member m where m.team = t.id), '[]') as members
       from emergency.team t
      where ($1::text[] is null or t.area = any($1)) and ($2::uuid[] is null or t.id = any($2)) order by t.kind desc, t.area, t.name, t.id`,
    [areas ?? null, ids ?? null],
  );
}

/** The team, held until the transaction ends. */
export async function lockTeam(tx: Tx, id: string): Promise<StoredTeam | null> {
  await tx.query('select 1 from emergency.team where id = $1 for update', [id]);
  return (await listTeams(tx, { ids: [id] }))[0] ?? null;
}

export const insertTeam = (tx: Tx, { id, name, kind, area, base }: Omit<StoredTeam, 'members'>, by: string, now: Date) =>
  tx.query('insert into emergency.team (id, name, kind, area, base, at, by_name) values ($1, $2, $3, $4, $5, $6, $7)', [
    id,
    name,
    kind,
    area,
    base,
    now,
    by,
  ]);

export const insertMember = (tx: Tx, team: string, { id, name, profession, phone, lead, active }: Member) =>
  tx.query('insert into emergency.member (id, team, name, profession, phone, lead, active) values ($1, $2, $3, $4, $5, $6, $7)', [
    id,
    team,
    name,
    profession,
    phone,
    lead,
    active,
  ]);

export const setMemberActive = (tx: Tx, id: string, active: boolean) =>
  tx.query('update emergency.member set active = $2 where id = $1', [id, active]);

/** Duties that touch the stretch, of these teams. */
export async function listDuties(
  tx: Tx,
  teams: readonly string[],
  from: Date,
  until: Date,
): Promise<(Duty & { readonly team: string })[]> {
  const rows = await tx.query<{ id: string; team: string; member: string; name: string; from_at: Date; until_at: Date }>(
    `select d.id, d.team, d.member, m.name, d.from_at, d.until_at from emergency.duty d join emergency.member m on m.id = d.member
      where d.team = any($1) and d.from_at < $3 and d.until_at > $2 and m.active order by d.from_at, d.until_at, d.id`,
    [teams, from, until],
  );
  return rows.map(({ from_at, until_at, ...row }) => ({ ...row, from: from_at.toISOString(), until: until_at.toISOString() }));
}

export const insertDuty = (tx: Tx, team: string, { id, member, from, until }: Omit<Duty, 'name'>) =>
  tx.query('insert into emergency.duty (id, team, member, from_at, until_at) values ($1, $2, $3, $4, $5)', [
    id,
    team,
    member,
    from,
    until,
  ]);

export const deleteDuty = async (tx: Tx, team: string, id: string): Promise<boolean> =>
  (await tx.query('delete from emergency.duty where team = $1 and id = $2 returning id', [team, id])).length > 0;
