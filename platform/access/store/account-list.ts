import type { Tx } from '@songhua/kernel';
import type { AccountState } from '../domain/account-life.ts';

/** An account as administrators see it. */
export interface AccountRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly area: string | null;
  readonly demo: boolean;
  readonly practitioner: string | null;
  readonly patient: string | null;
  readonly state: AccountState;
  readonly lockedUntil: Date | null;
  readonly createdAt: Date;
  readonly passwordAt: Date | null;
  readonly secondFactor: boolean;
  /** Sessions of the page that are open. */
  readonly sessions: number;
  readonly lastSeen: Date | null;
}

export interface AccountFilter {
  readonly id?: string | undefined;
  /** Part of the username or the name. */
  readonly q?: string | undefined;
  readonly role?: string | undefined;
  readonly state?: AccountState | undefined;
  /** `Organization/…` where they work. */
  readonly institution?: string | undefined;
}

export const accountOrders = [
  'username',
  '-username',
  'name',
  '-name',
  'createdAt',
  '-createdAt',
  'lastSeen',
  '-lastSeen',
] as const;
export type AccountOrder = (typeof accountOrders)[number];

const orderBy: Readonly<Record<AccountOrder, string>> = {
  username: 'lower(username), id',
  '-username': 'lower(username) desc, id',
  name: 'name, id',
  '-name': 'name desc, id',
  createdAt: '"createdAt", id',
  '-createdAt': '"createdAt" desc, id',
  lastSeen: '"lastSeen" nulls first, id',
  '-lastSeen': '"lastSeen" desc nulls last, id',
};

const rows = `
  select a.id, a.username, a.name, a.roles, a.area, a.demo, a.practitioner, a.patient, a.locked_until as "lockedUntil",
         a.created_at as "createdAt", a.password_at as "passwordAt",
         case when a.disabled_at is not null then 'disabled' when a.locked_until > $1 then 'locked'
              when a.must_change then 'must-change' else 'active' end as state,
         exists (select 1 from access.second_factor f where f.account = a.id and f.confirmed_at is not null) as "secondFactor",
         (select count(*)::int from access.session s where s.account = a.id and s.until > $1) as sessions,
         (select max(s.last_seen) from access.session s where s.account = a.id) as "lastSeen"
    from access.account a`;

const where = `
   where ($2::text is null or id = $2)
     and ($3::text is null or position(lower($3) in lower(username)) > 0 or position(lower($3) in lower(name)) > 0)
     and ($4::text is null or $4 = any(roles))
     and ($5::text is null or state = $5)
     and ($6::text is null or exists (
           select 1 from access.membership m where m.account = r.id and m.organization = $6 and (m.until is null or m.until > $1)))`;

const valuesOf = ({ id, q, role, state, institution }: AccountFilter, now: Date): unknown[] => [
  now,
  id ?? null,
  q ?? null,
  role ?? null,
  state ?? null,
  institution ?? null,
];

/** The accounts under the filter, disabled ones included. */
export const listAccountRows = (
  tx: Tx,
  filter: AccountFilter,
  { order, limit, offset }: { readonly order: AccountOrder; readonly limit: number; readonly offset: number },
  now: Date,
): Promise<AccountRow[]> =>
  tx.query<AccountRow>(`select * from (${rows}) r ${where} order by ${orderBy[order]} limit $7 offset $8`, [
    ...valuesOf(filter, now),
    limit,
    offset,
  ]);

export async function countAccountRows(tx: Tx, filter: AccountFilter, now: Date): Promise<number> {
  const [row] = await tx.query<{ total: number }>(
    `select count(*)::int as total from (${rows}) r ${where}`,
    valuesOf(filter, now),
  );
  return row?.total ?? 0;
}

/** One account; null when there is none of this id. */
export async function findAccountRow(tx: Tx, id: string, now: Date): Promise<AccountRow | null> {
  const [row] = await listAccountRows(tx, { id }, { order: 'username', limit: 1, offset: 0 }, now);
  return row ?? null;
}

/** Whether somebody else than this account can still administer: enabled, and no demonstration account unless those are let in. */
export async function hasOtherAdministrator(tx: Tx, id: string, allowDemo: boolean): Promise<boolean> {
  const found = await tx.query(
    `select 1 from access.account where id <> $1 and disabled_at is null and 'administrator' = any(roles) and (not demo or $2) limit 1`,
    [id, allowDemo],
  );
  return found.length > 0;
}
