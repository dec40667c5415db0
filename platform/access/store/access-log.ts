import { randomUUID } from 'node:crypto';
import type { Actor } from '@songhua/kernel';

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

/** A transaction, when the access stands or falls with what it changed; a pool, when it is written down by itself. */
interface Database {
  query(sql: string, params: unknown[]): Promise<unknown>;
}

/** Writes one access down. */
export async function logAccess(db: Database, access: Access): Promise<void> {
  const { at, actor, method, path, route, status, requestId } = access;
  await db.query(
    `insert into access.access_log (id, at, actor_kind, actor_id, method, path, route, status, request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [randomUUID(), at, actor.kind, actor.id, method, path.slice(0, 2000), route, status, requestId],
  );
}
