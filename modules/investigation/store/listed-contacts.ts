import type { Tx } from '@songhua/kernel';

/** A contact as it came onto the list: by whom and when. Names nobody. */
export interface ListedContact {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
}

/** Those listed at or after a moment, the oldest first. */
export const listedContacts = (tx: Tx, outbreak: string, since: Date, limit: number): Promise<ListedContact[]> =>
  tx.query<ListedContact>(
    `select id, created as at, author as by from investigation.contact where investigation = $1 and created >= $2
      order by created, id limit $3`,
    [outbreak, since, limit],
  );
