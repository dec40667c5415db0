import type { Tx } from '@songhua/kernel';

export type ClientDeed = 'added' | 'edited' | 'paused' | 'resumed' | 'secret' | 'tokens-ended';

/** Something that was done to a program. */
export interface ClientChange {
  readonly id: string;
  readonly at: Date;
  readonly account: string;
  /** Null: the account is gone, or it was no account. */
  readonly by: string | null;
  readonly deed: ClientDeed;
  /** Of what was edited, each field that became another. */
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

export const addClientChange = (
  tx: Tx,
  client: string,
  { id, at, account, deed, before, after }: Omit<ClientChange, 'by'>,
): Promise<unknown> =>
  tx.query(
    'insert into access.client_change (id, client, at, account, deed, before, after) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, client, at, account, deed, before && JSON.stringify(before), after && JSON.stringify(after)],
  );

/** What was done to a program, newest first. */
export async function listClientChanges(
  tx: Tx,
  client: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly items: readonly ClientChange[] }> {
  const [counted] = await tx.query<{ total: number }>(
    'select count(*)::int as total from access.client_change where client = $1',
    [client],
  );
  const items = await tx.query<ClientChange>(
    `select c.id, c.at, c.account, a.name as by, c.deed, c.before, c.after
       from access.client_change c left join access.account a on a.id = c.account
      where c.client = $1 order by c.at desc, c.id limit $2 offset $3`,
    [client, limit, offset],
  );
  return { total: counted?.total ?? 0, items };
}
