import type { Tx } from '@songhua/kernel';

export type EmergencyState = 'open' | 'justified' | 'unjustified';

/** One use of break-glass. */
export interface Emergency {
  readonly id: string;
  readonly account: string;
  readonly patient: string;
  readonly institution: string | null;
  readonly reason: string;
  readonly since: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
  readonly state: EmergencyState;
  readonly note: string | null;
  readonly reviewedAt: Date | null;
  /** Names, where the accounts still have one. */
  readonly by: string | null;
  readonly username: string | null;
  readonly reviewedBy: string | null;
}

const columns = `e.id, e.account, e.patient, e.institution, e.reason, e.since, e.until, e.ended_at as "endedAt", e.state, e.note,
  e.reviewed_at as "reviewedAt", a.name as by, a.username, r.name as "reviewedBy"`;
const from = `access.emergency e left join access.account a on a.id = e.account left join access.account r on r.id = e.reviewed_by`;

export const addEmergency = (
  tx: Tx,
  one: Pick<Emergency, 'id' | 'account' | 'patient' | 'institution' | 'reason' | 'since' | 'until'>,
): Promise<unknown> =>
  tx.query(
    `insert into access.emergency (id, account, patient, institution, reason, since, until) values ($1, $2, $3, $4, $5, $6, $7)`,
    [one.id, one.account, one.patient, one.institution, one.reason, one.since, one.until],
  );

/** What of an account is open now: whose records it reaches by break-glass, and until when. */
export const findOpenEmergencies = (
  tx: Tx,
  account: string,
  now: Date,
): Promise<Pick<Emergency, 'id' | 'patient' | 'since' | 'until'>[]> =>
  tx.query(
    `select id, patient, since, until from access.emergency
      where account = $1 and since <= $2 and until > $2 and ended_at is null order by until, id`,
    [account, now],
    'access.open-emergencies',
  );

/**
 * How many an account has opened in the 24 hours before, ended or not. Its other requests to open wait until this transaction ends, so that
 * none is counted too late.
 */
export async function countRecentEmergencies(tx: Tx, account: string, now: Date): Promise<number> {
  await tx.query('select 1 from access.account where id = $1 for no key update', [account], 'access.hold-opener');
  const [row] = await tx.query<{ n: number }>(
    'select count(*)::int as n from access.emergency where account = $1 and since > $2',
    [account, new Date(now.getTime() - 24 * 60 * 60 * 1000)],
    'access.recent-emergencies',
  );
  return row?.n ?? 0;
}

/** One, held until the transaction ends: two who judge it at once do so one after the other. */
export async function holdEmergency(tx: Tx, id: string): Promise<Emergency | null> {
  const held = await tx.query('select 1 from access.emergency where id = $1 for update', [id]);
  if (held.length === 0) return null;
  const [row] = await tx.query<Emergency>(`select ${columns} from ${from} where e.id = $1`, [id]);
  return row ?? null;
}

export const endEmergency = (tx: Tx, id: string, by: string, now: Date): Promise<unknown> =>
  tx.query('update access.emergency set ended_at = $3, ended_by = $2 where id = $1', [id, by, now]);

export const keepReview = (
  tx: Tx,
  id: string,
  review: { readonly state: EmergencyState; readonly note: string; readonly by: string },
  now: Date,
): Promise<unknown> =>
  tx.query('update access.emergency set state = $2, note = $3, reviewed_by = $4, reviewed_at = $5 where id = $1', [
    id,
    review.state,
    review.note,
    review.by,
    now,
  ]);

export interface EmergencyFilter {
  readonly state?: EmergencyState | undefined;
  readonly account?: string | undefined;
  readonly patient?: string | undefined;
}

const where = `($1::text is null or e.state = $1) and ($2::text is null or e.account = $2 or a.username = $2)
  and ($3::text is null or e.patient = $3)`;
const valuesOf = ({ state, account, patient }: EmergencyFilter) => [state ?? null, account ?? null, patient ?? null];

const orders = {
  since: 'e.since, e.id',
  '-since': 'e.since desc, e.id',
  until: 'e.until, e.id',
  '-until': 'e.until desc, e.id',
} as const;

export type EmergencyOrder = keyof typeof orders;

export const listEmergencies = (
  tx: Tx,
  filter: EmergencyFilter,
  page: { readonly sort: EmergencyOrder; readonly limit: number; readonly offset: number },
): Promise<Emergency[]> =>
  tx.query<Emergency>(`select ${columns} from ${from} where ${where} order by ${orders[page.sort]} limit $4 offset $5`, [
    ...valuesOf(filter),
    page.limit,
    page.offset,
  ]);

/** How many there are under the filter, in each state. */
export async function countEmergencies(tx: Tx, filter: EmergencyFilter): Promise<Readonly<Record<EmergencyState, number>>> {
  const rows = await tx.query<{ state: EmergencyState; n: number }>(
    `select e.state, count(*)::int as n from ${from} where ${where} group by e.state`,
    valuesOf(filter),
  );
  const of = (state: EmergencyState): number => rows.find((row) => row.state === state)?.n ?? 0;
  return { open: of('open'), justified: of('justified'), unjustified: of('unjustified') };
}
