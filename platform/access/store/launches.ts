import { randomBytes } from 'node:crypto';
import type { Tx } from '@songhua/kernel';
import { hashedToken } from './oidc-adapter.ts';

/** How long a launch waits for its app, ms. */
const launchLives = 5 * 60_000;

/** Notes that somebody opens an app with a patient in view; what the app hands back as `launch`. */
export async function beginLaunch(
  tx: Tx,
  { account, client, patient }: { readonly account: string; readonly client: string; readonly patient: string },
  now: Date,
): Promise<string> {
  const launch = randomBytes(24).toString('base64url');
  await tx.query('delete from access.launch where until < $1', [now]);
  await tx.query('insert into access.launch (id, account, client, patient, until) values ($1, $2, $3, $4, $5)', [
    hashedToken(launch),
    account,
    client,
    patient,
    new Date(now.getTime() + launchLives),
  ]);
  return launch;
}

/** The patient of a launch: of this person, to this app, within its minutes. */
export async function findLaunch(tx: Tx, launch: string, account: string, client: string, now: Date): Promise<string | null> {
  const [row] = await tx.query<{ patient: string }>(
    'select patient from access.launch where id = $1 and account = $2 and client = $3 and until > $4',
    [hashedToken(launch), account, client, now],
  );
  return row?.patient ?? null;
}

/** Used up. */
export const endLaunch = (tx: Tx, launch: string): Promise<unknown> =>
  tx.query('delete from access.launch where id = $1', [hashedToken(launch)]);

/** Notes of which patient a grant speaks, and for which institution its user acts there. */
export const keepGrantContext = (
  tx: Tx,
  grant: {
    readonly id: string;
    readonly account: string;
    readonly client: string;
    readonly patient: string | null;
    readonly institution: string | null;
  },
  now: Date,
): Promise<unknown> =>
  tx.query(
    'insert into access.grant_context (grant_id, account, client, patient, institution, made_at) values ($1, $2, $3, $4, $5, $6)',
    [hashedToken(grant.id), grant.account, grant.client, grant.patient, grant.institution, now],
  );

export interface GrantContext {
  /** `Patient/…` of whom it speaks; null where it speaks of none. */
  readonly patient: string | null;
  /** `Organization/…` for which its user acts; null where they work for none. */
  readonly institution: string | null;
}

export async function grantedContext(tx: Tx, grant: string): Promise<GrantContext> {
  const [row] = await tx.query<GrantContext>('select patient, institution from access.grant_context where grant_id = $1', [
    hashedToken(grant),
  ]);
  return row ?? { patient: null, institution: null };
}

/** Drops the contexts of grants that are over. */
export const dropOldContexts = (tx: Tx): Promise<unknown> =>
  tx.query(
    `delete from access.grant_context c where not exists (select 1 from access.oidc o where o.kind = 'Grant' and o.id = c.grant_id)`,
  );
