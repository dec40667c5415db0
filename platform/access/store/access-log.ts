import { randomUUID } from 'node:crypto';
import type { Actor } from '@songhua/kernel';
import type pg from 'pg';

export interface Access {
  readonly at: Date;
  readonly actor: Pick<Actor, 'kind' | 'id'>;
  readonly method: string;
  /** Path with its query: what exactly was looked at. */
  readonly path: string;
  readonly route: string;
  readonly status: number;
  readonly requestId: string;
}

/** Writes one access down. Outside the request's transaction on purpose: a refused or failed request is logged too. */
export async function logAccess(pool: pg.Pool, { at, actor, method, path, route, status, requestId }: Access): Promise<void> {
  await pool.query(
    `insert into access.access_log (id, at, actor_kind, actor_id, method, path, route, status, request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [randomUUID(), at, actor.kind, actor.id, method, path.slice(0, 2000), route, status, requestId],
  );
}
