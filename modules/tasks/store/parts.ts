import type { Tx } from '@songhua/kernel';
import type { Attachment, Link, Milestone, Note } from '../contract.ts';
import type { By } from './changes.ts';

/** What hangs on a task in rows of its own: milestones, notes, links. Two people who add at once both add. */

interface MilestoneRow {
  id: string;
  title_zh: string;
  title_en: string;
  due: string | null;
  done_on: string | null;
  version: number;
}
const toMilestone = ({ title_zh, title_en, done_on, ...row }: MilestoneRow): Milestone => ({
  ...row,
  title: { zh: title_zh, en: title_en },
  doneOn: done_on,
});
const milestoneColumns = 'id, title_zh, title_en, due::text as due, done_on::text as done_on, version';

export const listMilestones = async (tx: Tx, task: string): Promise<Milestone[]> =>
  (
    await tx.query<MilestoneRow>(
      `select ${milestoneColumns} from tasks.milestone where task = $1 order by due nulls last, place, id`,
      [task],
    )
  ).map(toMilestone);

export async function findMilestone(tx: Tx, task: string, id: string): Promise<Milestone | null> {
  const [row] = await tx.query<MilestoneRow>(`select ${milestoneColumns} from tasks.milestone where task = $1 and id = $2`, [
    task,
    id,
  ]);
  return row ? toMilestone(row) : null;
}

export const insertMilestone = (tx: Tx, task: string, { id, title, due }: Pick<Milestone, 'id' | 'title' | 'due'>) =>
  tx.query(
    `insert into tasks.milestone (id, task, place, title_zh, title_en, due, version, from_file, touched)
     select $2, $1, coalesce(max(place), -1) + 1, $3, $4, $5, 1, false, true from tasks.milestone where task = $1`,
    [task, id, title.zh, title.en, due],
  );

export const updateMilestone = (tx: Tx, { id, title, due, doneOn }: Omit<Milestone, 'version'>) =>
  tx.query(
    `update tasks.milestone set title_zh = $2, title_en = $3, due = $4, done_on = $5, version = version + 1, touched = true where id = $1`,
    [id, title.zh, title.en, due, doneOn],
  );

export const deleteMilestone = (tx: Tx, id: string) => tx.query('delete from tasks.milestone where id = $1', [id]);

type Stamped<T> = Omit<T, 'at' | 'by'> & { at: Date; by: string };
const stamped = <T extends { at: Date }>({ at, ...row }: T) => ({ ...row, at: at.toISOString() });

export const listNotes = async (tx: Tx, task: string): Promise<Note[]> =>
  (
    await tx.query<Stamped<Note>>('select id, text, at, by_name as by from tasks.note where task = $1 order by at desc, id', [
      task,
    ])
  ).map(stamped);

export const insertNote = (tx: Tx, task: string, note: Pick<Note, 'id' | 'text'>, by: NonNullable<By>, now: Date) =>
  tx.query('insert into tasks.note (id, task, text, at, by_id, by_name) values ($1, $2, $3, $4, $5, $6)', [
    note.id,
    task,
    note.text,
    now,
    by.id,
    by.name,
  ]);

export const listLinks = async (tx: Tx, task: string): Promise<Link[]> =>
  (
    await tx.query<Stamped<Link>>('select id, url, title, at, by_name as by from tasks.link where task = $1 order by at, id', [
      task,
    ])
  ).map(stamped);

export const insertLink = (
  tx: Tx,
  task: string,
  { id, url, title }: Pick<Link, 'id' | 'url' | 'title'>,
  by: NonNullable<By>,
  now: Date,
) =>
  tx.query('insert into tasks.link (id, task, url, title, at, by_id, by_name) values ($1, $2, $3, $4, $5, $6, $7)', [
    id,
    task,
    url,
    title,
    now,
    by.id,
    by.name,
  ]);

/** Takes a link off; what it was, or null when there was none. */
export async function deleteLink(tx: Tx, task: string, id: string): Promise<Pick<Link, 'url' | 'title'> | null> {
  const [row] = await tx.query<{ url: string; title: string }>(
    'delete from tasks.link where task = $1 and id = $2 returning url, title',
    [task, id],
  );
  return row ?? null;
}

export const listAttachments = async (tx: Tx, task: string): Promise<Attachment[]> =>
  (
    await tx.query<Stamped<Attachment>>(
      'select id, name, type, size, at, by_name as by from tasks.attachment where task = $1 order by at, id',
      [task],
    )
  ).map(stamped);

export async function countAttachments(tx: Tx, task: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>('select count(*)::int as n from tasks.attachment where task = $1', [task]);
  return row?.n ?? 0;
}

export const insertAttachment = (
  tx: Tx,
  task: string,
  file: Pick<Attachment, 'id' | 'name' | 'type' | 'size'> & { readonly sha256: string; readonly content: Uint8Array },
  by: NonNullable<By>,
  now: Date,
) =>
  tx.query(
    `insert into tasks.attachment (id, task, name, type, size, sha256, content, at, by_id, by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [file.id, task, file.name, file.type, file.size, file.sha256, file.content, now, by.id, by.name],
  );

export async function readAttachment(
  tx: Tx,
  task: string,
  id: string,
): Promise<{ readonly name: string; readonly type: string; readonly content: Buffer } | null> {
  const [row] = await tx.query<{ name: string; type: string; content: Buffer }>(
    'select name, type, content from tasks.attachment where task = $1 and id = $2',
    [task, id],
  );
  return row ?? null;
}

/** Removes a file; its name, size and digest stay in the history. Null when there was none. */
export async function deleteAttachment(
  tx: Tx,
  task: string,
  id: string,
): Promise<{ readonly name: string; readonly size: number; readonly sha256: string } | null> {
  const [row] = await tx.query<{ name: string; size: number; sha256: string }>(
    'delete from tasks.attachment where task = $1 and id = $2 returning name, size, sha256',
    [task, id],
  );
  return row ?? null;
}
