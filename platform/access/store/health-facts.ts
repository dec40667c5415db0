import type { Tx } from '@songhua/kernel';
import type pg from 'pg';
import type { SigningKey } from '../domain/signing-keys.ts';
import { countSealed } from './sealed.ts';
import { readSecret } from './secrets.ts';

/** What the health of the installation asks of sign-in and keys. */
export interface AccessFacts {
  /** Sign-ins that were refused since the moment asked for. */
  readonly refused: number;
  readonly accounts: number;
  /** When the newest signing key was made; null before the first sign-in. */
  readonly signingSince: Date | null;
  /** Secrets that lie in the clear. */
  readonly unsealed: number;
}

export async function readAccessFacts(tx: Tx, since: Date): Promise<AccessFacts> {
  const [row] = await tx.query<{ refused: number; accounts: number }>(
    `select count(*)::int as refused, count(distinct nullif(path, 'anonymous/anonymous'))::int as accounts from access.audit
      where at >= $1 and event in ('sign-in-failed', 'sign-in-throttled')`,
    [since],
  );
  const keys = (await readSecret<readonly SigningKey[]>(tx, 'signing-keys')) ?? [];
  const newest = Math.max(0, ...keys.map(({ madeAt }) => Date.parse(madeAt)));
  return {
    refused: row?.refused ?? 0,
    accounts: row?.accounts ?? 0,
    signingSince: newest > 0 ? new Date(newest) : null,
    unsealed: (await countSealed(tx)).get('') ?? 0,
  };
}

/** How many entries the chain of the audit log has, and the hash of the last, as this connection's snapshot shows it; null before it began. */
export async function chainHeadOf(client: pg.ClientBase): Promise<{ readonly number: number; readonly hash: string } | null> {
  const { rows: there } = await client.query<{ found: boolean }>(`select to_regclass('access.audit_state') is not null as found`);
  if (!there[0]?.found) return null;
  const { rows } = await client.query<{ number: number; hash: string }>(
    `select number::float8 as number, encode(hash, 'hex') as hash from access.audit_state where id = 1`,
  );
  return rows[0] ?? null;
}
