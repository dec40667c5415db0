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

/** The notes of changes at these moments, by moment. What a start task or a job wrote has none. */
export async function changesAt(tx: Tx, moments: readonly Date[]): Promise<readonly ChangeNote[]> {
  if (moments.length === 0) return [];
  const rows = await tx.query<{ at: Date; kind: Actor['kind']; id: string; name: string | null; method: string; path: string }>(
    `select l.at, l.actor_kind as kind, l.actor_id as id, a.name, l.method, l.path
       from access.access_log l left join access.account a on a.id = l.actor_id
      where l.at = any($1::timestamptz[]) and l.method <> 'GET' and l.status < 400
      order by l.at, l.id`,
    [moments],
    'access.changes-at',
  );
  return rows.map(({ at, kind, id, name, method, path }) => ({
    at: at.toISOString(),
    actor: { kind, id, name },
    method,
    path,
  }));
}
