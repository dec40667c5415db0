import type { Tx } from '@songhua/kernel';
import type { Typed } from '../contract.ts';

/** So long it waits for whoever typed it. */
const keptDays = 7;

export async function readTyped(
  tx: Tx,
  account: string,
  card: string,
): Promise<{ said: Typed['said']; version: number | null; at: Date } | null> {
  const [row] = await tx.query<{ said: Typed['said']; version: number | null; at: Date }>(
    'select said, version, at from reporting.typed where account = $1 and card = $2',
    [account, card],
    'reporting.typed',
  );
  return row ?? null;
}

/** Keeps what somebody has typed in place of what they had typed before, and lets go of what nobody came back for. */
export async function putTyped(
  tx: Tx,
  account: string,
  card: string,
  { said, version, now }: { readonly said: Typed['said']; readonly version: number | null; readonly now: Date },
): Promise<void> {
  await tx.query(
    'delete from reporting.typed where at < $1',
    [new Date(now.getTime() - keptDays * 86_400_000)],
    'reporting.drop-typed',
  );
  await tx.query(
    `insert into reporting.typed (account, card, version, said, at) values ($1, $2, $3, $4, $5)
         on conflict (account, card) do update set version = excluded.version, said = excluded.said, at = excluded.at`,
    [account, card, version, JSON.stringify(said), now],
    'reporting.put-typed',
  );
}

export const dropTyped = (tx: Tx, account: string, card: string): Promise<unknown> =>
  tx.query('delete from reporting.typed where account = $1 and card = $2', [account, card], 'reporting.forget-typed');
