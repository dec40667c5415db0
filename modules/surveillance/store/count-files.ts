import type { Tx } from '@songhua/kernel';
import type { CountFile } from '../contract.ts';
import type { FileCount } from '../domain/read-counts-file.ts';

/** Files of historic counts; their rows stand in surveillance.count under `file/<id>`. */

export type StoredCountFile = Omit<CountFile, 'mayUndo'> & { readonly areas: readonly string[] };
interface Row extends Omit<StoredCountFile, 'at' | 'undoneAt'> {
  readonly at: Date;
  readonly undoneAt: Date | null;
}

const select = `select id, name, rows, to_char(from_day, 'YYYY-MM-DD') as "from", to_char(to_day, 'YYYY-MM-DD') as "to", areas, at, by_name as by,
  undone_at as "undoneAt", undone_by as "undoneBy" from surveillance.count_file`;
const toFile = ({ at, undoneAt, ...rest }: Row): StoredCountFile => ({
  ...rest,
  at: at.toISOString(),
  undoneAt: undoneAt?.toISOString() ?? null,
});

/** Whoever takes or undoes a file waits here for whoever is at it. */
export const holdCountFiles = (tx: Tx) =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended('surveillance.count-files', 0))`, [], 'surveillance.hold-count-files');

export async function listCountFiles(tx: Tx, limit: number): Promise<StoredCountFile[]> {
  return (await tx.query<Row>(`${select} order by at desc, id limit $1`, [limit])).map(toFile);
}

export async function findCountFile(tx: Tx, id: string): Promise<StoredCountFile | null> {
  const [row] = await tx.query<Row>(`${select} where id = $1 for update`, [id]);
  return row ? toFile(row) : null;
}

export async function insertCountFile(
  tx: Tx,
  { id, name, rows, from, to, areas }: Pick<StoredCountFile, 'id' | 'name' | 'rows' | 'from' | 'to' | 'areas'>,
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into surveillance.count_file (id, name, rows, from_day, to_day, areas, at, by_name) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, name, rows, from, to, areas, now, by],
  );
}

export const undoCountFile = (tx: Tx, id: string, by: string, now: Date) =>
  tx.query('update surveillance.count_file set undone_at = $2, undone_by = $3 where id = $1', [id, now, by]);

type Key = Omit<FileCount, 'line' | 'count'>;

/** Which of these somebody has counted already: to add them would count twice. */
export const knownCounts = (tx: Tx, rows: readonly FileCount[]): Promise<(Key & { readonly source: string })[]> => {
  const column = <K extends keyof FileCount>(key: K): FileCount[K][] => rows.map((row) => row[key]);
  return tx.query(
    `select n.channel, n.subject, n.area, n.town, to_char(n.day, 'YYYY-MM-DD') as day, min(c.source) as source
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[]) as n (channel, subject, area, town, day)
       join surveillance.count c on c.area = n.area and c.subject = n.subject and c.channel = n.channel and c.day = n.day
        and (c.town = n.town or c.town = '' or n.town = '')
      where not exists (select from surveillance.count_file f where c.source = 'file/' || f.id and f.undone_at is not null)
      group by 1, 2, 3, 4, 5`,
    [column('channel'), column('subject'), column('area'), column('town'), column('day')],
  );
};

/** On which days institutions' records say anything of these subjects. */
export const seenDays = (
  tx: Tx,
  { subjects, from, to }: { readonly subjects: readonly string[]; readonly from: string; readonly to: string },
): Promise<{ channel: string; subject: string; organization: string; day: string }[]> =>
  tx.query(
    `select distinct channel, subject, organization, to_char(day, 'YYYY-MM-DD') as day from surveillance.seen
      where subject = any($1) and day between $2 and $3 and organization <> ''`,
    [subjects, from, to],
  );
