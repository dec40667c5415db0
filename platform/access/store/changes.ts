import type { Actor, Tx } from '@songhua/kernel';

/** Who changed something: the note that was committed with the change, at the very moment the change bears. */
export interface ChangeNote {
  /** ISO instant. */
  readonly at: string;
  readonly actor: Pick<Actor, 'kind' | 'id'> & {
    /** Of an account; null of a client, whose id says who it is. */
    readonly name: string | null;
  };
  readonly method: string;
  readonly path: string;
}

/**
 * The notes of changes at these moments, by moment; with `about` those alone that were about one of these patients, so that nobody is told of what was done to
 * somebody else at the same instant. What a start task or a job wrote has none.
 */
export async function changesAt(
  tx: Tx,
  moments: readonly Date[],
  about: readonly string[] | null = null,
): Promise<readonly ChangeNote[]> {
  if (moments.length === 0) return [];
  const rows = await tx.query<{ at: Date; kind: Actor['kind']; id: string; name: string | null; method: string; path: string }>(
    // The older log is read as long as it holds anything: nothing is written there any more.
    `select l.at, l.kind, l.id, coalesce(a.name, l.name) as name, l.method, l.path
       from (select at, actor_kind as kind, actor_id as id, case when actor_kind = 'person' then actor_name end as name, method, path,
                    entry::text as key
               from access.audit
              where at = any($1::timestamptz[]) and event = 'request' and method <> 'GET' and status < 400
                and ($2::text[] is null or patients && $2)
             union all
             select at, actor_kind, actor_id, null, method, path, id::text
               from access.access_log
              where at = any($1::timestamptz[]) and method <> 'GET' and status < 400 and $2::text[] is null) l
       left join access.account a on a.id = l.id
      order by l.at, l.key`,
    [moments, about],
    'access.changes-at',
  );
  return rows.map(({ at, kind, id, name, method, path }) => ({
    at: at.toISOString(),
    actor: { kind, id, name },
    method,
    path,
  }));
}
