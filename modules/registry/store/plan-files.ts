import type { Tx } from '@songhua/kernel';

/** The hash of the plan files whose areas and published totals the tables hold; null before the first. */
export async function hashRead(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ hash: string }>('select hash from registry.plan_files');
  return row?.hash ?? null;
}

/** Keeps the hash of the files just read. */
export async function saveHash(tx: Tx, hash: string): Promise<void> {
  await tx.query(
    'insert into registry.plan_files (id, hash) values (true, $1) on conflict (id) do update set hash = excluded.hash',
    [hash],
  );
}
