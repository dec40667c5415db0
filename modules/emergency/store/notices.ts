import type { Tx } from '@songhua/kernel';
import type { Notice, Received } from '../contract.ts';

type StoredRecipient = Omit<Notice['to'][number], 'name'>;
type StoredNotice = Omit<Notice, 'to'> & { readonly to: readonly StoredRecipient[] };

interface Row extends Omit<StoredNotice, 'at' | 'decidedAt' | 'to'> {
  readonly at: Date;
  readonly decidedAt: Date | null;
  readonly to: readonly StoredRecipient[];
}

const recipients = `(select coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'code', r.code, 'acknowledgedAt', r.acknowledged_at,
    'acknowledgedBy', r.acknowledged_by) order by r.kind, r.code), '[]'::jsonb) from emergency.recipient r where r.notice = n.id)`;

const iso = <At extends string | Date | null>(at: At): string | null => (at === null ? null : new Date(at).toISOString());

const toNotice = ({ at, decidedAt, to, ...row }: Row): StoredNotice => ({
  ...{ ...row, at: at.toISOString(), decidedAt: iso(decidedAt) },
  to: to.map((one) => ({ ...one, acknowledgedAt: iso(one.acknowledgedAt) })),
});

/** Those of an event, the oldest first. */
export async function listNotices(tx: Tx, event: string): Promise<StoredNotice[]> {
  const rows = await tx.query<Row>(
    `select n.id, n.audience, n.title, n.body, n.state, n.at, n.by_name as by, n.decided_at as "decidedAt", n.decided_by as "decidedBy",
            ${recipients} as "to" from emergency.notice n where n.event = $1 order by n.at, n.id`,
    [event],
  );
  return rows.map(toNotice);
}

export async function insertNotice(
  tx: Tx,
  event: string,
  notice: Pick<StoredNotice, 'id' | 'audience' | 'title' | 'body' | 'by'>,
  to: readonly Pick<StoredRecipient, 'kind' | 'code'>[],
  now: Date,
): Promise<void> {
  await tx.query(
    "insert into emergency.notice (id, event, audience, title, body, state, at, by_name) values ($1, $2, $3, $4, $5, 'draft', $6, $7)",
    [notice.id, event, notice.audience, notice.title, notice.body, now, notice.by],
  );
  await tx.query(
    'insert into emergency.recipient (notice, kind, code) select $1, kind, code from unnest($2::text[], $3::text[]) as r (kind, code)',
    [...[notice.id, to.map(({ kind }) => kind), to.map(({ code }) => code)]],
  );
}

export async function decideNotice(tx: Tx, id: string, state: Notice['state'], by: string, now: Date): Promise<void> {
  await tx.query('update emergency.notice set state = $2, decided_at = $3, decided_by = $4 where id = $1', [id, state, now, by]);
}

/** For whom somebody reads: an institution's id, departments. */
export interface Reader {
  readonly institution: string | null;
  readonly departments: readonly string[];
}

const mine = `((r.kind = 'institution' and r.code = $1) or (r.kind = 'department' and r.code = any($2)))`;

interface ReceivedRow extends Omit<Received['items'][number], 'sentAt' | 'acknowledgedAt' | 'to'> {
  readonly sentAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly to: readonly Pick<StoredRecipient, 'kind' | 'code'>[];
}
type StoredReceived = Omit<Received['items'][number], 'to'> & Pick<ReceivedRow, 'to'>;

/** What was sent to a reader, what is not acknowledged first, then the newest. */
export async function listReceived(tx: Tx, { institution, departments }: Reader, limit: number): Promise<StoredReceived[]> {
  const rows = await tx.query<ReceivedRow>(
    `select n.id as notice, n.audience, n.title, n.body, e.title as "eventTitle", n.decided_at as "sentAt", n.decided_by as "sentBy",
            case when bool_and(r.acknowledged_at is not null) then max(r.acknowledged_at) end as "acknowledgedAt",
            max(r.acknowledged_by) as "acknowledgedBy", jsonb_agg(jsonb_build_object('kind', r.kind, 'code', r.code)) as "to"
       from emergency.recipient r join emergency.notice n on n.id = r.notice join emergency.event e on e.id = n.event
      where n.state = 'sent' and ${mine} group by n.id, e.title
      order by bool_and(r.acknowledged_at is not null), n.decided_at desc, n.id limit $3`,
    [institution, departments, limit],
  );
  return rows.map(({ sentAt, acknowledgedAt, ...row }) => ({
    ...{ ...row, sentAt: sentAt.toISOString(), acknowledgedAt: iso(acknowledgedAt) },
  }));
}

/** The event of a sent notice, and to whom of the reader's it went; null: none of it is the reader's. */
export async function findReceived(
  tx: Tx,
  notice: string,
  { institution, departments }: Reader,
): Promise<{
  readonly event: string;
  readonly title: string;
  readonly open: readonly Pick<StoredRecipient, 'kind' | 'code'>[];
} | null> {
  const rows = await tx.query<{ event: string; title: string; kind: StoredRecipient['kind']; code: string; done: boolean }>(
    `select n.event, n.title, r.kind, r.code, r.acknowledged_at is not null as done from emergency.recipient r join emergency.notice n on n.id = r.notice
      where ${mine} and n.id = $3 and n.state = 'sent'`,
    [institution, departments, notice],
  );
  const [first] = rows;
  return first ? { event: first.event, title: first.title, open: rows.filter(({ done }) => !done) } : null;
}

/** The first acknowledgement stands. */
export async function acknowledge(
  tx: Tx,
  notice: string,
  { kind, code }: Pick<StoredRecipient, 'kind' | 'code'>,
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `update emergency.recipient set acknowledged_at = $4, acknowledged_by = $5
      where notice = $1 and kind = $2 and code = $3 and acknowledged_at is null`,
    [notice, kind, code, now, by],
  );
}
