import type { Tx } from '@songhua/kernel';
import type { Notice } from '../contract.ts';

interface Row {
  id: string;
  title: string;
  body: string;
  until: string;
  posted_by: string;
  posted_at: Date;
}

const toNotice = ({ id, title, body, until, posted_by, posted_at }: Row): Notice => ({
  id,
  title,
  body,
  until,
  postedBy: posted_by,
  postedAt: posted_at.toISOString(),
});

/** Notices that still hang on `day`, newest first. */
export async function noticesOn(tx: Tx, day: string): Promise<Notice[]> {
  const rows = await tx.query<Row>(
    `select id, title, body, until::text as until, posted_by, posted_at
       from notices.notice where until >= $1 order by posted_at desc, id`,
    [day],
  );
  return rows.map(toNotice);
}

export async function insertNotice(tx: Tx, notice: Notice): Promise<void> {
  await tx.query('insert into notices.notice (id, title, body, until, posted_by, posted_at) values ($1, $2, $3, $4, $5, $6)', [
    notice.id,
    notice.title,
    notice.body,
    notice.until,
    notice.postedBy,
    notice.postedAt,
  ]);
}
