import { createHash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type pg from 'pg';
import { clientMetadata } from './clients.ts';

/**
 * Tokens and session ids are kept as SHA-256 only: whoever reads a backup holds no live session. An id that already
 * is a hash comes from a payload found by another key, and may be used to destroy, never to find.
 */
export const hashedToken = (id: string): string => `sha256:${createHash('sha256').update(id).digest('base64url')}`;

/** An interaction carries the session it began in, its live id included, which nothing reads back. */
function withoutSessionId(payload: AdapterPayload): AdapterPayload {
  const { session, ...rest } = payload;
  if (session === undefined) return payload;
  const { cookie: _, ...kept } = session as { cookie?: string; uid: string };
  return { ...rest, session: kept } as AdapterPayload;
}

interface Row {
  payload: AdapterPayload;
  consumed_at: Date | null;
}

/**
 * Where the OpenID provider keeps its sessions, grants, codes and tokens: in PostgreSQL, so that any server
 * process can answer any request. The provider's own clock decides expiry; `clock` here only cleans up.
 */
export function oidcAdapter(pool: pg.Pool, clock: () => Date, onRevoked: () => void = () => {}): (kind: string) => Adapter {
  return (kind) => {
    const find = async (column: 'id' | 'uid' | 'user_code', value: string, jti?: string): Promise<AdapterPayload | undefined> => {
      // No text of PostgreSQL holds this character: nothing goes by such a name.
      if (value.includes('\0')) return undefined;
      const { rows } = await pool.query<Row & { id: string }>(
        `select id, payload, consumed_at from access.oidc where kind = $1 and ${column} = $2 and (expires_at is null or expires_at > $3)`,
        [kind, value, clock()],
      );
      const [row] = rows;
      return (
        row && {
          ...row.payload,
          jti: jti ?? row.id,
          ...(row.consumed_at && { consumed: Math.floor(row.consumed_at.getTime() / 1000) }),
        }
      );
    };
    /** For what may come once: two processes asked at the same moment agree which came first. */
    const keepOnce = async (id: string, payload: object, expiresIn = 600): Promise<void> => {
      const { rowCount } = await pool.query(
        'insert into access.oidc (kind, id, payload, expires_at) values ($1, $2, $3, $4) on conflict do nothing',
        [kind, hashedToken(id), JSON.stringify(payload), new Date(clock().getTime() + expiresIn * 1000)],
      );
      if (rowCount === 0) throw new errors.InvalidClientAuth('client assertion tokens must only be used once');
    };
    return {
      upsert: async (id, { jti: _, ...given }, expiresIn) => {
        if (kind === 'ReplayDetection') return keepOnce(id, given, expiresIn);
        const payload = withoutSessionId(given);
        const expires = expiresIn ? new Date(clock().getTime() + expiresIn * 1000) : null;
        await pool.query(
          `insert into access.oidc (kind, id, payload, grant_id, uid, user_code, expires_at) values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (kind, id) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
             user_code = excluded.user_code, expires_at = excluded.expires_at`,
          [
            kind,
            hashedToken(id),
            JSON.stringify(payload),
            payload.grantId ?? null,
            payload.uid ?? null,
            payload.userCode ?? null,
            expires,
          ],
        );
      },
      find: async (id) =>
        kind === 'Client' ? ((await clientMetadata(pool, id)) as AdapterPayload | undefined) : find('id', hashedToken(id), id),
      findByUid: (uid) => find('uid', uid),
      findByUserCode: (code) => find('user_code', code),
      consume: async (id) => {
        const { rows } = await pool.query(
          'update access.oidc set consumed_at = $3 where kind = $1 and id = $2 and consumed_at is null returning grant_id',
          [kind, hashedToken(id), clock()],
        );
        if (rows.length > 0) return;
        // Two at the same moment: one of them is not who it says. What came of either ends, as when one comes later.
        await pool.query(
          'delete from access.oidc o using access.oidc used where used.kind = $1 and used.id = $2 and o.grant_id = used.grant_id',
          [kind, hashedToken(id)],
        );
        onRevoked();
        throw new errors.InvalidGrant(`${kind} already used`);
      },
      destroy: async (id) => {
        await pool.query('delete from access.oidc where kind = $1 and id = $2', [
          kind,
          id.startsWith('sha256:') ? id : hashedToken(id),
        ]);
        onRevoked();
      },
      revokeByGrantId: async (grantId) => {
        await pool.query('delete from access.oidc where grant_id = $1', [grantId]);
        onRevoked();
      },
    };
  };
}

/** Drops the tokens that have expired. */
export async function dropExpiredTokens(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query('delete from access.oidc where expires_at < $1', [now]);
}
