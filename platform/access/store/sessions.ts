import { createHash, randomUUID } from 'node:crypto';
import type { Tx } from '@songhua/kernel';
import { hashedToken } from './oidc-adapter.ts';

/** One browser in which somebody is signed in. */
export interface Session {
  readonly id: string;
  readonly account: string;
  readonly since: Date;
  readonly lastSeen: Date;
  readonly until: Date;
  readonly address: string;
  /** What the browser calls itself. */
  readonly agent: string;
  /** `Organization/…` for which its owner acts today. */
  readonly institution: string | null;
  /** `Patient/…` for whom its owner acts. */
  readonly patient: string | null;
  /** Hash of the lasting cookie of the browser it began in. */
  readonly device: string | null;
  /** The provider's session it belongs to: one sign-in, however often the page renews it. */
  readonly uid: string | null;
}

const columns = `id, account, since, last_seen as "lastSeen", until, address, agent, institution, patient, device, session_uid as uid`;

interface NewSession {
  readonly account: string;
  readonly token: string;
  readonly grantId: string | undefined;
  readonly sessionUid: string | undefined;
  readonly until: Date;
  readonly address: string;
  readonly agent: string;
  readonly device: string | null;
}

/** Notes a session that has begun. What the same browser held before is over: its cookie has been replaced. */
export async function beginSession(tx: Tx, session: NewSession, now: Date): Promise<void> {
  const { account, token, grantId = null, sessionUid = null, until, address, agent, device } = session;
  if (sessionUid !== null) {
    const replaced = await tx.query<{ token: string }>(
      'delete from access.session where account = $1 and session_uid = $2 returning token',
      [account, sessionUid],
    );
    // The token alone: the new one stands on the same grant.
    await tx.query(`delete from access.oidc where kind = 'AccessToken' and id = any($1)`, [replaced.map(({ token: id }) => id)]);
  }
  await tx.query(
    `insert into access.session (id, account, token, grant_id, session_uid, since, last_seen, until, address, agent, device)
     values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10)`,
    [randomUUID(), account, hashedToken(token), grantId, sessionUid, now, until, address, agent.slice(0, 300), device],
  );
}

/** The session in which this token is held; null for a token that belongs to none, like an app's. */
export async function findSession(tx: Tx, token: string): Promise<Session | null> {
  const [row] = await tx.query<Session>(`select ${columns} from access.session where token = $1`, [hashedToken(token)]);
  return row ?? null;
}

/** The ways by which somebody proved themselves when the provider's session began, as RFC 8176 names them; none for one that is gone. */
export async function signInWays(tx: Tx, uid: string): Promise<readonly string[]> {
  const [row] = await tx.query<{ amr: readonly string[] | null }>(
    `select payload->'amr' as amr from access.oidc where kind = 'Session' and uid = $1`,
    [uid],
  );
  return row?.amr ?? [];
}

/** Notes that a session is in use. */
export async function touchSession(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('update access.session set last_seen = $2 where id = $1 and last_seen < $2', [id, now]);
}

/** Sessions of an account, those last used first. */
export const listSessions = (tx: Tx, account: string, now: Date): Promise<Session[]> =>
  tx.query<Session>(`select ${columns} from access.session where account = $1 and until > $2 order by last_seen desc, id`, [
    account,
    now,
  ]);

interface Ended {
  readonly grant_id: string | null;
  readonly session_uid: string | null;
}

/** Ends what a session stood on: its tokens, and the provider's session by which it would begin anew without a password. */
async function endTokens(tx: Tx, ended: readonly Ended[]): Promise<void> {
  const grants = ended.flatMap(({ grant_id: id }) => id ?? []);
  const sessions = ended.flatMap(({ session_uid: uid }) => uid ?? []);
  await tx.query('delete from access.oidc where grant_id = any($1)', [grants]);
  await tx.query(`delete from access.oidc where kind = 'Grant' and id = any($1)`, [grants.map(hashedToken)]);
  await tx.query(`delete from access.oidc where kind = 'Session' and uid = any($1)`, [sessions]);
}

/** Ends one session of an account; false when there is none of that id. */
export async function endSession(tx: Tx, account: string, id: string): Promise<boolean> {
  const ended = await tx.query<Ended>(
    'delete from access.session where account = $1 and id::text = $2 returning grant_id, session_uid',
    [account, id],
  );
  await endTokens(tx, ended);
  return ended.length > 0;
}

/** Ends all sessions of an account, apps' included, save the one of this id; how many of the page's there were. */
export async function endSessions(tx: Tx, account: string, save: string | null = null): Promise<number> {
  const ended = await tx.query<Ended>(
    'delete from access.session where account = $1 and ($2::text is null or id::text <> $2) returning grant_id, session_uid',
    [account, save],
  );
  await endTokens(tx, ended);
  const [kept] = await tx.query<Ended>('select grant_id, session_uid from access.session where account = $1 and id::text = $2', [
    account,
    save,
  ]);
  await tx.query(
    `delete from access.oidc where payload->>'accountId' = $1 and ($2::text is null or grant_id is distinct from $2)
        and ($3::text is null or uid is distinct from $3) and kind in ('AccessToken', 'RefreshToken', 'AuthorizationCode', 'Session')`,
    [account, kept?.grant_id ?? null, kept?.session_uid ?? null],
  );
  // A sign-in under way, password told and not yet back at the provider, and an app's that waits for consent.
  await tx.query(
    `delete from access.oidc where kind = 'Interaction' and (
        payload #>> '{result,login,accountId}' = $1 or payload #>> '{lastSubmission,login,accountId}' = $1
        or (payload #>> '{session,accountId}' = $1 and ($2::text is null or payload #>> '{session,uid}' is distinct from $2)))`,
    [account, kept?.session_uid ?? null],
  );
  return ended.length;
}

/** Ends the session of this token, as its owner asks. */
export async function endSessionOf(tx: Tx, token: string): Promise<void> {
  const ended = await tx.query<Ended>('delete from access.session where token = $1 returning grant_id, session_uid', [
    hashedToken(token),
  ]);
  await endTokens(tx, ended);
}

/** Where and for whom the owner acts in this session from now on. */
export async function chooseInSession(
  tx: Tx,
  id: string,
  choice: { readonly institution: string | null; readonly patient: string | null },
): Promise<void> {
  await tx.query('update access.session set institution = $2, patient = $3 where id = $1', [
    id,
    choice.institution,
    choice.patient,
  ]);
}

/** What a browser's cookie is kept as. */
export const hashedDevice = (cookie: string): string => createHash('sha256').update(cookie).digest('base64url');

/** Whether somebody has signed in to the account of this username with this browser before. */
export async function knowsDevice(tx: Tx, username: string, device: string): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from access.device d join access.account a on a.id = d.account where d.id = $1 and lower(a.username) = lower($2)`,
    [device, username],
  );
  return rows.length > 0;
}

/** Remembers that somebody has signed in to this account with this browser. */
export async function rememberDevice(tx: Tx, account: string, device: string, now: Date): Promise<void> {
  await tx.query(
    `insert into access.device (id, account, since, last_seen) values ($1, $2, $3, $3)
     on conflict (id, account) do update set last_seen = excluded.last_seen`,
    [device, account, now],
  );
}

/** Forgets the browsers of an account: after a reset nobody's is known. */
export const forgetDevices = (tx: Tx, account: string): Promise<unknown> =>
  tx.query('delete from access.device where account = $1', [account]);

/** Drops sessions that are over and browsers not seen since. */
export async function dropOldSessions(tx: Tx, now: Date, devicesBefore: Date): Promise<void> {
  await tx.query('delete from access.session where until < $1', [now]);
  await tx.query('delete from access.device where last_seen < $1', [devicesBefore]);
}

/** For which institution somebody acted last on a page; null when they chose none. */
export async function lastInstitution(tx: Tx, account: string, now: Date): Promise<string | null> {
  const [row] = await tx.query<{ institution: string }>(
    `select institution from access.session where account = $1 and institution is not null and until > $2 order by last_seen desc limit 1`,
    [account, now],
  );
  return row?.institution ?? null;
}
